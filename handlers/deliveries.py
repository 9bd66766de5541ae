"""What the bot sends by itself, by the kind of job: digests, a word to leads about a guest, Home tabs and more.

Each delivery reads the state again when it is due, and says nothing that its reader may not see then.
"""

from collections.abc import Callable

from handlers import home, reminders
from handlers.candidates import erasure
from handlers.context import Context
from handlers.debriefs import overdue, weekly
from handlers.debriefs.debrief import rendered
from handlers.panels import interview_kit, leavers, messages
from handlers.panels.leavers import for_anybody, for_interviewer, for_lead, passed_on
from handlers.scorecards import drafts
from handlers.slack.directory import PUBLIC, channel_fault
from handlers.slack.errors import SlackRefused
from handlers.slack.posts import deliver, take_all_away, take_away
from interviews.debriefs.debrief import debrief
from interviews.debriefs.models import Debrief
from interviews.loop import Loop
from interviews.permissions import Action, may
from interviews.store.jobs import Job
from templates.render import render
from templates.split import parts


def digest(ctx: Context, job: Job) -> None:
    """Leads have the debrief, one message with a thread, up to date: each by direct message, or in their channel."""
    candidate_id = job.payload["candidate_id"]
    loop = ctx.store.loop(ctx.person.team_id, candidate_id)
    if loop is None:
        return
    _take_back(ctx, loop)
    leads = loop.candidate.leads
    if (
        loop.sealed
        or ctx.person.user_id not in leads
        or not may(ctx.person, Action.READ_DEBRIEF, loop)
    ):
        return
    found, channel = debrief(loop), loop.candidate.digest_channel
    fault = channel_fault(ctx, channel) if channel else ""
    if fault == PUBLIC:
        take_all_away(ctx, f"digest:{candidate_id}:{channel}:")
    if fault or not channel:
        if not passed_on(ctx, job):
            _send_digest(ctx, found, ctx.person.user_id, not_there=fault)
    else:  # one message for all leads: each one's job brings it up to date, whoever leads by then
        _send_digest(ctx, found, channel, channel)
        for lead in leads:  # what they had before there was a channel, or while it was out of reach
            take_all_away(ctx, f"digest:{candidate_id}:{lead}:")


def _take_back(ctx: Context, loop: Loop) -> None:
    """Whoever led the candidate before, and the channel of before, have the debrief no longer."""
    about = f"digest:{loop.candidate.id}:"
    belongs = tuple(
        f"{about}{to}:" for to in (*loop.candidate.leads, loop.candidate.digest_channel)
    )
    every = ctx.store.messages.starting(ctx.person.team_id, loop.candidate.id, about)
    for standing in every:
        if not standing.about.startswith(belongs):
            take_away(ctx, standing)


def _send_digest(
    ctx: Context, found: Debrief, to: str, channel: str = "", not_there: str = ""
) -> None:
    candidate_id = found.candidate.id
    about = f"digest:{candidate_id}:{to}:"
    for_one = not channel
    whole = parts(rendered(ctx, found, not_there=not_there, for_one=for_one))
    try:
        deliver(ctx, candidate_id, about, whole, channel)
    except SlackRefused as refused:
        if refused.error != "invalid_blocks":
            raise
        # a workspace without tables yet
        without = parts(
            rendered(ctx, found, with_table=False, not_there=not_there, for_one=for_one)
        )
        deliver(ctx, candidate_id, about, without, channel)


def guest(ctx: Context, job: Job) -> None:
    """The lead is asked whether somebody who scored unasked belongs on the panel."""
    candidate_id, guest_id = job.payload["candidate_id"], job.payload["guest_id"]
    loop = ctx.store.loop(ctx.person.team_id, candidate_id)
    if loop is None or not may(ctx.person, Action.PLAN, loop):
        return
    joined = loop.interview_of(guest_id)
    if joined is None or joined.confirmed:
        return
    message = render("panels/guest", candidate=loop.candidate, guest_id=guest_id)
    deliver(ctx, candidate_id, f"guest:{candidate_id}:{guest_id}:{ctx.person.user_id}:", [message])


def decided(ctx: Context, job: Job) -> None:
    """Somebody who took part hears in one line how it ended, unless it was undone meanwhile."""
    candidate_id = job.payload["candidate_id"]
    standing = ctx.store.decisions.standing(ctx.person.team_id, candidate_id)
    candidate = ctx.store.candidates.get(ctx.person.team_id, candidate_id)
    if candidate is None or standing is None or standing.id != job.payload["decision_id"]:
        return
    message = render("decisions/notice", candidate=candidate, decision=standing, to_decider=False)
    about = f"decided:{candidate_id}:{standing.id}:{ctx.person.user_id}:"
    deliver(ctx, candidate_id, about, [message])


DELIVERIES: dict[str, Callable[[Context, Job], None]] = {
    "digest": digest,
    "guest": for_lead(guest),
    "decided": for_anybody(decided),
    "interview": for_interviewer(messages.interview),
    "interview_changed": for_interviewer(messages.interview_changed),
    "panel_news": for_lead(messages.panel_news),
    "kit": for_interviewer(interview_kit.kit),
    "remind": for_interviewer(reminders.remind),
    "settled": for_anybody(reminders.settled),
    "overdue": for_lead(overdue.overdue),
    "leaderless": for_anybody(leavers.leaderless),
    "home": home.refresh,
    "old_draft": drafts.expire,
    "weekly_start": weekly.start,
    "weekly": weekly.weekly,
    "erase": erasure.erase,
}
