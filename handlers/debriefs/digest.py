"""The digest: a debrief that leads are sent, by direct message or in the channel that they chose for it."""

from handlers.context import Context, Payload
from handlers.debriefs.debrief import render_debrief
from handlers.delivery import Dropped, Result, passes_to_others
from handlers.slack.directory import PUBLIC, SHARED, channel_refusal, look_at_channel
from handlers.slack.errors import RESTRICTED, SlackRefused
from handlers.slack.posts import deliver, take_away
from interviews.debriefs.changes import changes
from interviews.decisions import decision_for
from interviews.loop import Loop
from interviews.outbox import SendDigest
from interviews.permissions import Action, may
from interviews.store.messages import Posted, part_name
from templates.render import render
from templates.split import parts


def digest(ctx: Context, job: SendDigest) -> Result:
    """Leads have the debrief, one message with a thread, up to date: each by direct message, or in their channel.

    An edit catches nobody's eye, so what has changed is said in the thread.
    """
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
        _take_from(ctx, loop, channel)
    if channel and not fault:
        fault = _to_channel(ctx, loop, channel)
        if not fault:
            return None
    if passes_to_others(ctx, job):
        return Dropped()
    _send(ctx, loop, job.user_id, fault=fault)
    return None


def _to_channel(ctx: Context, loop: Loop, channel: str) -> str:
    """One message for all leads: each one's job brings it up to date, whoever leads by then.

    Gives back why the channel does not take it, as the end of a sentence.
    """
    try:
        _send(ctx, loop, channel, channel)
    except SlackRefused as refused:
        fault = channel_refusal(refused)
        if not fault:
            raise
        if refused.kind is RESTRICTED:  # perhaps the first of several messages stands there
            _take_from(ctx, loop, channel)
        return fault
    for lead in loop.candidate.leads:  # what they had while there was no channel to send it to
        _take_from(ctx, loop, lead)
    return ""


def _take_back(ctx: Context, loop: Loop) -> None:
    """Whoever led the candidate before, and the channel of before, have the debrief no longer."""
    places = (*loop.candidate.leads, loop.candidate.digest_channel)
    belongs = tuple(_about(loop, to) for to in places if to)
    for standing in _standing(ctx, loop, _about(loop)):
        if not standing.about.startswith(belongs):
            take_away(ctx, standing)


def _take_from(ctx: Context, loop: Loop, to: str) -> None:
    """This person or channel has the debrief no longer, nor what was said in its thread."""
    for standing in reversed(_standing(ctx, loop, _about(loop, to))):
        take_away(ctx, standing)


def _about(loop: Loop, to: str = "") -> str:
    """What the messages are remembered by: all of this candidate's, or those to one person or channel."""
    return f"digest:{loop.candidate.id}:" + (f"{to}:" if to else "")


def _standing(ctx: Context, loop: Loop, about: str) -> tuple[Posted, ...]:
    return ctx.store.messages.list_by_prefix(ctx.person.team_id, loop.candidate.id, about)


def _send(ctx: Context, loop: Loop, to: str, channel: str = "", fault: str = "") -> None:
    whole = render_debrief(ctx, loop, fault=fault, personal=not channel, posted=True)
    about = _about(loop, to)
    before = ctx.store.messages.find(ctx.person.team_id, part_name(about))
    digest = deliver(ctx, loop.candidate.id, about, parts(whole), channel)
    _tell_changes(ctx, loop, to, digest, is_new=before is None or before.ts != digest.ts)


def _tell_changes(ctx: Context, loop: Loop, to: str, digest: Posted, *, is_new: bool) -> None:
    """A reply says once what has changed since the digest was posted, all that this job sees in one.

    What was told is in the name that the reply has among the messages, so that both are kept or neither; of a digest
    without any, posted by an earlier release, nothing is known that could be told.
    """
    told_as = f"{_about(loop, to)}told:"
    told = {
        change_id
        for reply in _standing(ctx, loop, told_as)
        for change_id in reply.about.removeprefix(told_as).removesuffix(part_name(":")).split("+")
    }
    reader = to if to == ctx.person.user_id else ""
    decision = decision_for(ctx.store, reader, loop.candidate)
    log = ctx.store.audit.of_candidate(**loop.candidate.ids)
    new = changes(loop, decision, log, told)
    if not new:
        return
    about = f"{told_as}{'+'.join(change.id for change in new)}:"
    if told and not is_new:
        message = render("debriefs/changes", candidate=loop.candidate, changes=new)
        digest = _reply(ctx, digest, about, message)
    mark = digest.model_copy(update={"about": part_name(about)})
    ctx.store.messages.remember(mark, ctx.now())


def _reply(ctx: Context, digest: Posted, about: str, message: Payload) -> Posted:
    """Where the reply stands; the digest itself where Slack takes no threads in its channel."""
    try:
        return deliver(ctx, digest.candidate_id, about, [message], digest.channel, thread=digest.ts)
    except SlackRefused as refused:
        if refused.kind is not RESTRICTED:
            raise
        return digest
