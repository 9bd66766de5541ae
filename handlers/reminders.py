"""Reminders of open scorecards: sent by jobs that look again first, with buttons that end or move them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial

from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.answers import open_view, replace_view, reply
from handlers.slack.directory import has_left, recent_name, with_profile, zone_of
from handlers.slack.notices import PRIVATELY, notice_view
from handlers.slack.posts import deliver, take_away, try_update
from handlers.slack.request import Request
from interviews.candidates.queries import loop_for
from interviews.decisions import UNDO_WITHIN
from interviews.loop import Loop
from interviews.models import Candidate, Interview, Status
from interviews.outbox import Remind, RemindNow, SettleReminder
from interviews.panels.seats import cancel_interview
from interviews.permissions import Action
from interviews.reminders import requests, schedule
from interviews.reminders.hours import find_zone, next_allowed, next_morning
from interviews.reminders.preferences import keep
from interviews.store.messages import Posted
from templates.render import render

SNOOZE = timedelta(hours=1)
ALL = "all"  # a button's value, where it is about all reminders of a person


def remind(ctx: Context, job: Remind) -> Result:
    """The interviewer is reminded once more, if the card is still waited for and this is a fit moment."""
    loop, interview = _loop_and_interview(ctx, job)
    if loop is None or interview is None:
        return Dropped()
    if job.series not in ("", schedule.series(interview)):  # the interview was moved
        return Dropped()
    if loop.candidate.status is Status.CLOSING:  # it may be open again before long
        return Postponed(ctx.now() + UNDO_WITHIN)
    if not schedule.is_wanted(ctx.store, loop, interview):
        _settle(ctx, loop, interview)
        return Dropped()
    zone, now = zone_of(ctx), ctx.now()
    moment = schedule.not_before(interview, loop.candidate, zone, now)
    if moment > now:
        return Postponed(moment)
    _send(
        ctx,
        loop,
        interview,
        schedule.key(interview, job.number),
        _message(ctx, loop, interview, job.number),
    )
    schedule.follow(ctx.store, interview, job.number, zone, now)
    return None


def remind_at_request(ctx: Context, job: RemindNow) -> Result:
    """The interviewer is reminded because somebody who plans the panel asks for it, by day; the latest wish counts."""
    loop, interview = _loop_and_interview(ctx, job)
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
    message = _message(ctx, loop, interview, number, asker_id=job.asker_id)
    key = f"{schedule.every(interview)}{requests.SERIES}:{job.number}"
    _send(ctx, loop, interview, key, message)
    return None


def _send(ctx: Context, loop: Loop, interview: Interview, key: str, message: Payload) -> None:
    """An edit would catch nobody's eye, so a new message takes the place of the last one."""
    about = f"{key}:"
    deliver(ctx, loop.candidate.id, about, [message])
    for earlier in _messages_of(ctx, interview):
        if not earlier.about.startswith(about):
            take_away(ctx, earlier)


def settle(ctx: Context, job: SettleReminder) -> None:
    """A reminder that stands says that the card is in, or that none is needed any more; one that is too early goes."""
    loop, interview = _loop_and_interview(ctx, job)
    if loop and interview:
        _settle(ctx, loop, interview)


def _loop_and_interview(
    ctx: Context, job: Remind | RemindNow | SettleReminder
) -> tuple[Loop | None, Interview | None]:
    return (
        ctx.store.loop(job.team_id, job.candidate_id),
        ctx.store.interviews.get(job.team_id, job.interview_id),
    )


def _settle(ctx: Context, loop: Loop, interview: Interview) -> None:
    standing = _messages_of(ctx, interview)
    if schedule.is_owed(loop, interview):
        too_early = ctx.now() < schedule.first_at(interview, loop.candidate, zone_of(ctx))
        for reminder in standing if too_early else ():
            take_away(ctx, reminder)
        return
    scored = loop.card_of(interview.interviewer_id) is not None
    if not scored and loop.candidate.status is Status.CLOSING:
        return
    message = _end_note("scored" if scored else "not_needed", loop.candidate)
    for reminder in standing:
        if not try_update(ctx, reminder, message):
            ctx.store.messages.forget(reminder.team_id, reminder.about)


def _messages_of(ctx: Context, interview: Interview) -> tuple[Posted, ...]:
    team_id, candidate_id = interview.team_id, interview.candidate_id
    return ctx.store.messages.list_by_prefix(team_id, candidate_id, schedule.every(interview))


def _message(
    ctx: Context,
    loop: Loop,
    interview: Interview,
    number: int,
    next_at: datetime | None = None,
    asker_id: str = "",
) -> Payload:
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


def in_an_hour(ctx: Context, request: Request) -> None:
    """The next reminder comes in an hour, or when quiet hours are over."""
    _snooze(ctx, request, next_allowed(ctx.now() + SNOOZE, zone_of(ctx)))


def tomorrow(ctx: Context, request: Request) -> None:
    """The next reminder comes at nine on the next weekday."""
    _snooze(ctx, request, next_morning(ctx.now(), zone_of(ctx)))


def not_held(ctx: Context, request: Request) -> None:
    """The interview did not happen: its card is waited for no longer."""
    cancel_interview(ctx.store, ctx.person, request.text.partition(" ")[0], ctx.now())
    _replace(ctx, request, _end_note("not_held"))


def ask_which(ctx: Context, request: Request) -> None:
    """The person is asked which reminders are to stop: those of this candidate, or all of theirs."""
    interview_id = request.text.partition(" ")[0]
    interview = schedule.own_interview(ctx.store, ctx.person, interview_id)
    candidate = ctx.store.candidates.get(ctx.person.team_id, interview.candidate_id)
    open_view(ctx, request, render("reminders/stop", candidate=candidate, interview=interview))


def stop_for_candidate(ctx: Context, request: Request) -> None:
    """The person gets no reminders of this candidate any more."""
    schedule.stop_for_candidate(ctx.store, ctx.person, request.text, ctx.now())
    _say_stopped(ctx, request, schedule.Off.OWN_CANDIDATE)


def stop(ctx: Context, request: Request) -> None:
    """The person gets no reminders any more, of this card or another."""
    schedule.stop(ctx.store, ctx.person, ctx.now())
    _say_stopped(ctx, request, schedule.Off.OWN)


def _say_stopped(ctx: Context, request: Request, why: schedule.Off) -> None:
    """In the modal that asked; the reminder it was asked from says so too, if its candidate is still there."""
    found = ctx.store.interviews.get(ctx.person.team_id, request.text)
    own = found if found and found.interviewer_id == ctx.person.user_id else None
    candidate = ctx.store.candidates.get(own.team_id, own.candidate_id) if own else None
    ended = render("reminders/ended", why=why.value, candidate=candidate, as_modal=True)
    replace_view(ctx, request, ended)
    for standing in _messages_of(ctx, own) if own else ():
        ctx.after_answer(partial(try_update, ctx, standing, _end_note(why.value, candidate)))


def start_again(ctx: Context, request: Request) -> None:
    """Reminders come again: of the candidate that the button names, or all that the person had stopped."""
    if request.text != ALL:
        schedule.resume_for_candidate(ctx.store, ctx.person, request.text, ctx.now())
    else:
        mine = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
        keep(ctx.store, ctx.person, mine.model_copy(update={"reminders": True}), ctx.now())
    if request.response_url:
        _replace(ctx, request, _end_note("again"))
    else:
        open_view(ctx, request, notice_view("Reminders come again.", "Reminders"))


def _snooze(ctx: Context, request: Request, until: datetime) -> None:
    interview_id, _, number = request.text.partition(" ")
    interview = schedule.own_interview(ctx.store, ctx.person, interview_id)
    loop = ctx.store.loop(ctx.person.team_id, interview.candidate_id)
    assert loop is not None  # the interview would be gone with its candidate
    if schedule.snooze(ctx.store, ctx.person, interview.id, int(number), until):
        _replace(ctx, request, _message(ctx, loop, interview, int(number), until))
    elif schedule.is_owed(loop, interview):
        why = schedule.off(ctx.store, loop, interview) or schedule.Off.OVER
        _replace(ctx, request, _end_note(why.value, loop.candidate))
    else:
        ctx.after_answer(partial(_settle, ctx, loop, interview))


def _end_note(why: str, candidate: Candidate | None = None) -> Payload:
    return render("reminders/ended", why=why, candidate=candidate, as_modal=False)


def _replace(ctx: Context, request: Request, message: Payload) -> None:
    """After the answer: the person's time zone may have been looked up before it."""
    answer = message | {"replace_original": True}
    if request.response_url:
        ctx.after_answer(partial(ctx.slack.respond, request.response_url, answer))
