"""*Remind now*: a lead has those reminded whose scorecards are late."""

from collections.abc import Collection, Iterable
from datetime import datetime

from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.reminders.messages import loop_and_interview, reminder, send
from handlers.slack.answers import open_view, reply
from handlers.slack.directory import has_left, recent_name, with_profile, zone_of
from handlers.slack.notices import PRIVATELY
from handlers.slack.request import Request
from interviews.candidates.queries import loop_for
from interviews.decisions import UNDO_WITHIN
from interviews.loop import Loop
from interviews.models import Interview, Status
from interviews.outbox import RemindNow
from interviews.permissions import Action
from interviews.reminders import requests, schedule
from interviews.reminders.hours import find_zone, next_allowed
from templates.render import render


def remind_at_request(ctx: Context, job: RemindNow) -> Result:
    """The interviewer is reminded because somebody who plans the panel asks for it, by day; the latest wish counts."""
    loop, interview = loop_and_interview(ctx, job)
    if loop is None or interview is None or job.number < requests.count_asked(ctx.store, interview):
        return Dropped()
    if loop.candidate.status is Status.CLOSING:
        return Postponed(ctx.now() + UNDO_WITHIN)
    late = requests.late_interviews(loop, (), ctx.now())
    if interview not in late or job.asker_id not in ctx.store.planners(loop.candidate):
        return Dropped()
    moment = next_allowed(ctx.now(), zone_of(ctx))
    if moment > ctx.now():
        return Postponed(moment)
    number = schedule.count_sent(ctx.store, interview)
    message = reminder(ctx, loop, interview, number, asker_id=job.asker_id)
    key = f"{schedule.every(interview)}{requests.SERIES}:{job.number}"
    send(ctx, loop, interview, key, message)
    return None


def late_cards(ctx: Context, loop: Loop, leavers: Collection[str]) -> list[tuple[Interview, str]]:
    """The interviews whose cards a lead can have reminded of, each with its interviewer's name, if that is known."""
    late = requests.late_interviews(loop, (*leavers, ctx.person.user_id), ctx.now())
    return [(interview, recent_name(ctx, interview.interviewer_id)) for interview in late]


def ask_now(ctx: Context, request: Request) -> Payload | None:
    """A lead has those reminded whose cards are late, or the one beside whom the button stands, and reads whom.

    Where Slack has to be asked first whether they are still there, that comes after the answer.
    """
    candidate_id, _, interview_id = request.text.partition(" ")
    loop = loop_for(ctx.store, ctx.person, candidate_id, Action.PLAN)
    if len(with_profile(ctx, loop.missing, one_call=False)) < len(loop.missing):
        ctx.after_answer(lambda: reply(ctx, request, _ask(ctx, loop, interview_id)))
    elif request.response_url:
        return _ask(ctx, loop, interview_id)
    else:
        open_view(ctx, request, _ask(ctx, loop, interview_id, as_modal=True))
    return None


def _ask(ctx: Context, loop: Loop, interview_id: str, *, as_modal: bool = False) -> Payload:
    gone = [user_id for user_id in loop.missing if has_left(ctx, user_id)]
    candidate_id = loop.candidate.id
    wishes = requests.ask(ctx.store, ctx.person, candidate_id, interview_id, gone, ctx.now())
    answer = render(
        "reminders/requested",
        as_modal=as_modal,
        candidate=loop.candidate,
        wishes=_grouped(ctx, wishes),
        again_after=requests.AGAIN_AFTER,
    )
    return answer if as_modal else PRIVATELY | answer


def _grouped(
    ctx: Context, wishes: Iterable[requests.Wish]
) -> list[tuple[str, datetime | None, list[str]]]:
    """Who has the same answer, with the moment that belongs to it: when it comes, or when the last one came."""
    groups: dict[tuple[str, datetime | None], list[str]] = {}
    for wish in wishes:
        at = wish.last_at if wish.answer is requests.Answer.TOO_SOON else None
        if wish.answer is requests.Answer.SENT:
            at = _begin_of_day(ctx, wish.interviewer_id)
        groups.setdefault((wish.answer.value, at), []).append(wish.interviewer_id)
    return [(answer, at, people) for (answer, at), people in groups.items()]


def _begin_of_day(ctx: Context, user_id: str) -> datetime | None:
    """When somebody can be written to again for whom it is night or weekend; None by day, or where nobody knows."""
    profile = ctx.slack.recent_profile(user_id)
    if profile is None:
        return None
    moment = next_allowed(ctx.now(), find_zone(profile.get("tz")))
    return moment if moment > ctx.now() else None
