"""Reminders of open scorecards: sent by jobs that look again first, with buttons that end or move them."""

from datetime import datetime, timedelta
from functools import partial

from pydantic import TypeAdapter

from handlers.context import Context
from handlers.delivery import Dropped, Postponed, Result
from handlers.reminders.messages import (
    end_note,
    loop_and_interview,
    reminder,
    replace_message,
    send,
    settle_standing,
)
from handlers.slack.directory import zone_of
from handlers.slack.request import Request
from interviews.decisions import UNDO_WITHIN
from interviews.models import Status
from interviews.outbox import Remind, SettleReminder
from interviews.panels.seats import cancel_interview
from interviews.reminders import schedule
from interviews.reminders.hours import next_allowed, next_morning

SNOOZE = timedelta(hours=1)
_NUMBER = TypeAdapter(int)


def remind(ctx: Context, job: Remind) -> Result:
    """The interviewer is reminded once more, if the card is still waited for and this is a fit moment."""
    loop, interview = loop_and_interview(ctx, job)
    if loop is None or interview is None:
        return Dropped()
    if job.series not in ("", schedule.series(interview)):  # the interview was moved
        return Dropped()
    if loop.candidate.status is Status.CLOSING:  # it may be open again before long
        return Postponed(ctx.now() + UNDO_WITHIN)
    if not schedule.is_wanted(ctx.store, loop, interview):
        settle_standing(ctx, loop, interview)
        return Dropped()
    zone, now = zone_of(ctx), ctx.now()
    moment = schedule.not_before(interview, loop.candidate, zone, now)
    if moment > now:
        return Postponed(moment)
    send(
        ctx,
        loop,
        interview,
        schedule.key(interview, job.number),
        reminder(ctx, loop, interview, job.number),
    )
    schedule.follow(ctx.store, interview, job.number, zone, now)
    return None


def settle(ctx: Context, job: SettleReminder) -> None:
    """A reminder that stands says that the card is in, or that none is needed any more; one that is too early goes."""
    loop, interview = loop_and_interview(ctx, job)
    if loop and interview:
        settle_standing(ctx, loop, interview)


def in_an_hour(ctx: Context, request: Request) -> None:
    """The next reminder comes in an hour, or when quiet hours are over."""
    _snooze(ctx, request, next_allowed(ctx.now() + SNOOZE, zone_of(ctx)))


def tomorrow(ctx: Context, request: Request) -> None:
    """The next reminder comes at nine on the next weekday."""
    _snooze(ctx, request, next_morning(ctx.now(), zone_of(ctx)))


def _snooze(ctx: Context, request: Request, until: datetime) -> None:
    interview_id, _, about = request.text.partition(" ")
    number = _NUMBER.validate_python(about)
    interview = schedule.own_interview(ctx.store, ctx.person, interview_id)
    loop = ctx.store.loop(ctx.person.team_id, interview.candidate_id)
    assert loop is not None  # the interview would be gone with its candidate
    if schedule.snooze(ctx.store, ctx.person, interview.id, number, until):
        replace_message(ctx, request, reminder(ctx, loop, interview, number, until))
    elif schedule.is_owed(loop, interview):
        why = schedule.off(ctx.store, loop, interview) or schedule.Off.OVER
        replace_message(ctx, request, end_note(why.value, loop.candidate))
    else:
        ctx.after_answer(partial(settle_standing, ctx, loop, interview))


def not_held(ctx: Context, request: Request) -> None:
    """The interview did not happen: its card is waited for no longer."""
    cancel_interview(ctx.store, ctx.person, request.text.partition(" ")[0], ctx.now())
    replace_message(ctx, request, end_note("not_held"))
