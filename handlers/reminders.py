"""Reminders of open scorecards: sent by jobs that look again first, with buttons that end or move them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from slack_bolt import Ack

from handlers.context import Desk, Payload
from handlers.kits.role_names import role_name
from handlers.slack.posts import deliver, take_away, updated
from handlers.slack.request import Asked, from_button
from handlers.slack.time_zones import zone_of
from interviews.loop import Loop
from interviews.models import Interview
from interviews.panels.seats import did_not_happen
from interviews.reminders.hours import allowed, next_morning
from interviews.reminders.schedule import (
    MOST,
    every,
    first_at,
    follow,
    key,
    not_before,
    owed,
    own_interview,
    series,
    snooze,
    stop,
    wanted,
)
from interviews.store.jobs import Job
from interviews.store.messages import Posted
from templates.render import render

SNOOZE = timedelta(hours=1)


class Reminded(NamedTuple):
    """What a button on a reminder stands for."""

    asked: Asked
    interview_id: str
    number: int


def remind(desk: Desk, job: Job) -> None:
    """The interviewer is reminded once more, if the card is still waited for and this is a fit moment."""
    loop, interview = _found(desk, job)
    if loop is None or interview is None:
        desk.store.jobs.drop(job)
        return
    if job.payload.get("series", series(interview)) != series(interview):  # it was moved
        desk.store.jobs.drop(job)
        return
    if not wanted(desk.store, loop, interview):
        _settle(desk, loop, interview)
        desk.store.jobs.drop(job)
        return
    zone, now, number = zone_of(desk), desk.now(), int(job.payload["number"])
    moment = not_before(interview, loop.candidate, zone, now)
    if moment > now:
        desk.store.jobs.postpone(job, moment)
        return
    about = f"{key(interview, number)}:"
    message = _message(desk, loop, interview, number)
    deliver(desk, loop.candidate.id, about, [message])
    # An edit would catch nobody's eye, so a new day's message takes the place of the last one.
    for old in _standing(desk, interview):
        if not old.about.startswith(about):
            take_away(desk, old)
    follow(desk.store, interview, number, zone, now)


def settled(desk: Desk, job: Job) -> None:
    """A reminder that stands says that the card is in, or that none is needed any more; one that is too early goes."""
    loop, interview = _found(desk, job)
    if loop and interview:
        _settle(desk, loop, interview)


def _found(desk: Desk, job: Job) -> tuple[Loop | None, Interview | None]:
    team = desk.person.team_id
    return (
        desk.store.loop(team, job.payload["candidate_id"]),
        desk.store.interviews.get(team, job.payload["interview_id"]),
    )


def _settle(desk: Desk, loop: Loop, interview: Interview) -> None:
    standing = _standing(desk, interview)
    if owed(loop, interview):
        too_early = desk.now() < first_at(interview, loop.candidate, zone_of(desk))
        for one in standing if too_early else ():
            take_away(desk, one)
        return
    scored = loop.card_of(interview.interviewer_id) is not None
    message = render("reminders/settled", candidate=loop.candidate, scored=scored)
    for one in standing:
        if not updated(desk, one, message):
            desk.store.messages.forget(one.team_id, one.about)


def _standing(desk: Desk, interview: Interview) -> tuple[Posted, ...]:
    team_id, candidate_id = interview.team_id, interview.candidate_id
    return desk.store.messages.starting(team_id, candidate_id, every(interview))


def _message(
    desk: Desk, loop: Loop, interview: Interview, number: int, again_at: datetime | None = None
) -> Payload:
    return render(
        "reminders/reminder",
        candidate=loop.candidate,
        role=role_name(desk, loop.candidate),
        interview=interview,
        number=number,
        last=number >= MOST,
        again_at=again_at,
        tomorrow=_tomorrow(desk),
    )


def _tomorrow(desk: Desk) -> str:
    """What the button says: tomorrow, or Monday where tomorrow is a day off."""
    zone, now = zone_of(desk), desk.now()
    then = next_morning(now, zone).astimezone(zone).date()
    soon = then - now.astimezone(zone).date() == timedelta(days=1)
    return "Tomorrow 9:00" if soon else "Monday 9:00"


def in_an_hour(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The next reminder comes in an hour, or when quiet hours are over."""
    _snoozed(desk, _pressed(body), allowed(desk.now() + SNOOZE, zone_of(desk)))
    ack()


def tomorrow(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The next reminder comes at nine on the next weekday."""
    _snoozed(desk, _pressed(body), next_morning(desk.now(), zone_of(desk)))
    ack()


def not_held(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The interview did not happen: its card is waited for no longer."""
    pressed = _pressed(body)
    did_not_happen(desk.store, desk.person, pressed.interview_id, desk.now())
    _replace(desk, pressed, render("reminders/ended", why="not_held"))
    ack()


def off(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The person gets no reminders any more, of this card or another."""
    stop(desk.store, desk.person, desk.now())
    _replace(desk, _pressed(body), render("reminders/ended", why="off"))
    ack()


def _pressed(body: dict[str, Any]) -> Reminded:
    asked = from_button(body)
    interview_id, _, number = asked.text.partition(" ")
    return Reminded(asked, interview_id, int(number))


def _snoozed(desk: Desk, pressed: Reminded, until: datetime) -> None:
    interview = own_interview(desk.store, desk.person, pressed.interview_id)
    loop = desk.store.loop(desk.person.team_id, interview.candidate_id)
    assert loop is not None  # the interview would be gone with its candidate
    if snooze(desk.store, desk.person, interview.id, pressed.number, until):
        _replace(desk, pressed, _message(desk, loop, interview, pressed.number, until))
    elif owed(loop, interview):
        why = "none_left" if loop.candidate.reminders else "lead_off"
        _replace(desk, pressed, render("reminders/ended", why=why))
    else:
        _settle(desk, loop, interview)


def _replace(desk: Desk, pressed: Reminded, message: Payload) -> None:
    desk.slack.respond(pressed.asked.response_url, message | {"replace_original": True})
