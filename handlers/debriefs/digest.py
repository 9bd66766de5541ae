"""The digest: a debrief that leads are sent, by direct message or in the channel that they chose for it."""

from handlers.context import Context
from handlers.debriefs.debrief import render_debrief
from handlers.delivery import Dropped, Result, passes_to_others
from handlers.slack.directory import PUBLIC, SHARED, channel_refusal, look_at_channel
from handlers.slack.errors import RESTRICTED, SlackRefused
from handlers.slack.posts import deliver, take_all_away, take_away
from interviews.debriefs.debrief import debrief
from interviews.debriefs.models import Debrief
from interviews.loop import Loop
from interviews.outbox import SendDigest
from interviews.permissions import Action, may
from templates.split import parts


def digest(ctx: Context, job: SendDigest) -> Result:
    """Leads have the debrief, one message with a thread, up to date: each by direct message, or in their channel."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None:
        return None
    _take_back(ctx, loop)
    leads = ctx.person.user_id in loop.candidate.leads
    if loop.is_sealed or not leads or not may(ctx.person, Action.READ_DEBRIEF, loop):
        return None
    channel = loop.candidate.digest_channel
    fault = look_at_channel(ctx, channel).fault
    if fault in (PUBLIC, SHARED):
        take_all_away(ctx, f"digest:{job.candidate_id}:{channel}:")
    if channel and not fault:
        fault = _to_channel(ctx, loop, channel)
        if not fault:
            return None
    if passes_to_others(ctx, job):
        return Dropped()
    _send(ctx, debrief(loop), job.user_id, fault=fault)
    return None


def _to_channel(ctx: Context, loop: Loop, channel: str) -> str:
    """One message for all leads: each one's job brings it up to date, whoever leads by then.

    Gives back why the channel does not take it, as the end of a sentence.
    """
    try:
        _send(ctx, debrief(loop), channel, channel)
    except SlackRefused as refused:
        fault = channel_refusal(refused)
        if not fault:
            raise
        if refused.kind is RESTRICTED:  # perhaps the first of several messages stands there
            take_all_away(ctx, f"digest:{loop.candidate.id}:{channel}:")
        return fault
    for lead in loop.candidate.leads:  # what they had while there was no channel to send it to
        take_all_away(ctx, f"digest:{loop.candidate.id}:{lead}:")
    return ""


def _take_back(ctx: Context, loop: Loop) -> None:
    """Whoever led the candidate before, and the channel of before, have the debrief no longer."""
    about = f"digest:{loop.candidate.id}:"
    belongs = tuple(
        f"{about}{to}:" for to in (*loop.candidate.leads, loop.candidate.digest_channel)
    )
    for standing in ctx.store.messages.list_by_prefix(ctx.person.team_id, loop.candidate.id, about):
        if not standing.about.startswith(belongs):
            take_away(ctx, standing)


def _send(ctx: Context, found: Debrief, to: str, channel: str = "", fault: str = "") -> None:
    whole = render_debrief(ctx, found, fault=fault, personal=not channel)
    about = f"digest:{found.candidate.id}:{to}:"
    deliver(ctx, found.candidate.id, about, parts(whole), channel)
