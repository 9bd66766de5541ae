"""Reminders as messages: what each says, where those of an interview stand, and how they end."""

from datetime import datetime, timedelta
from functools import partial

from handlers.context import Context, Payload
from handlers.slack.directory import zone_of
from handlers.slack.posts import deliver, take_away, try_update
from handlers.slack.request import Request
from interviews.loop import Loop
from interviews.models import Candidate, Interview, Status
from interviews.outbox import Remind, RemindNow, SettleReminder
from interviews.reminders import schedule
from interviews.reminders.hours import next_morning
from interviews.store.messages import Posted
from templates.render import render


def loop_and_interview(
    ctx: Context, job: Remind | RemindNow | SettleReminder
) -> tuple[Loop | None, Interview | None]:
    """What a job is about, as far as it is still there."""
    return (
        ctx.store.loop(job.team_id, job.candidate_id),
        ctx.store.interviews.get(job.team_id, job.interview_id),
    )


def send(ctx: Context, loop: Loop, interview: Interview, key: str, message: Payload) -> None:
    """An edit would catch nobody's eye, so a new message takes the place of the last one."""
    about = f"{key}:"
    deliver(ctx, loop.candidate.id, about, [message])
    for earlier in standing_reminders(ctx, interview):
        if not earlier.about.startswith(about):
            take_away(ctx, earlier)


def settle_standing(ctx: Context, loop: Loop, interview: Interview) -> None:
    """The reminders that stand say that the card is in or not needed; what came too early goes."""
    standing = standing_reminders(ctx, interview)
    if schedule.is_owed(loop, interview):
        too_early = ctx.now() < schedule.first_at(interview, loop.candidate, zone_of(ctx))
        for posted in standing if too_early else ():
            take_away(ctx, posted)
        return
    scored = loop.card_of(interview.interviewer_id) is not None
    if not scored and loop.candidate.status is Status.CLOSING:
        return
    message = end_note("scored" if scored else "not_needed", loop.candidate)
    for posted in standing:
        if not try_update(ctx, posted, message):
            ctx.store.messages.forget(posted.team_id, posted.about)


def standing_reminders(ctx: Context, interview: Interview) -> tuple[Posted, ...]:
    """Where the interview's reminders stand in Slack."""
    team_id, candidate_id = interview.team_id, interview.candidate_id
    return ctx.store.messages.list_by_prefix(team_id, candidate_id, schedule.every(interview))


def reminder(
    ctx: Context,
    loop: Loop,
    interview: Interview,
    number: int,
    next_at: datetime | None = None,
    asker_id: str = "",
) -> Payload:
    """The reminder of this number, with its buttons; one that was moved says when the next one comes."""
    comes_again = number < schedule.MOST and schedule.is_wanted(ctx.store, loop, interview)
    return render(
        "reminders/reminder",
        asker_id=asker_id,
        may_snooze=comes_again and not next_at,
        candidate=loop.candidate,
        role=ctx.role_name(loop.candidate),
        interview=interview,
        number=number,
        last=number >= schedule.MOST and not asker_id,
        next_at=next_at,
        tomorrow=_tomorrow(ctx),
    )


def _tomorrow(ctx: Context) -> str:
    """What the button says: tomorrow, or Monday where tomorrow is a day off."""
    zone, now = zone_of(ctx), ctx.now()
    then = next_morning(now, zone).astimezone(zone).date()
    soon = then - now.astimezone(zone).date() == timedelta(days=1)
    return "Tomorrow 9:00" if soon else "Monday 9:00"


def end_note(why: str, candidate: Candidate | None = None) -> Payload:
    """What stands in place of a reminder that has done its duty."""
    return render("reminders/ended", why=why, candidate=candidate, as_modal=False)


def replace_message(ctx: Context, request: Request, message: Payload) -> None:
    """The message whose button was pressed says this instead."""
    # After the answer: the person's time zone may have been looked up before it.
    answer = message | {"replace_original": True}
    if request.response_url:
        ctx.after_answer(partial(ctx.slack.respond, request.response_url, answer))
