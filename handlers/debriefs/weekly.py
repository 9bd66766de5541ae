"""A lead's week in one direct message, at the day and hour they chose; and its one button, which ends it."""

from datetime import date, datetime, time
from typing import Any

from slack_bolt import Ack

from handlers.context import Desk, Payload
from handlers.slack.notices import below, notice
from handlers.slack.posts import deliver
from handlers.slack.request import from_button
from handlers.slack.time_zones import has_left, zone_of
from interviews.debriefs.weekly import Week, end_weekly, plan_week, week_of
from interviews.reminders.hours import local, next_of_week
from interviews.store.jobs import Job
from interviews.store.messages import numbered
from templates.render import render

MOST_LISTED = 12


def start(desk: Desk, job: Job) -> None:
    """The lead's next weekly digest waits for its hour in their own zone."""
    if not has_left(desk):
        _plan_next(desk)
    if not desk.store.jobs.drop_unchanged(job):  # the settings were changed meanwhile
        desk.store.jobs.postpone(job, desk.now())


def weekly(desk: Desk, job: Job) -> None:
    """The lead sees their week, if there is anything to say; the next one is planned either way."""
    preferences = desk.store.preferences.get(desk.person.team_id, desk.person.user_id)
    if not preferences.weekly or has_left(desk):
        desk.store.jobs.drop(job)
        return
    day = date.fromisoformat(job.payload["date"])
    moment = local(day, time(preferences.weekly_hour), zone_of(desk))
    if day.weekday() != preferences.weekly_day:  # planned just before the settings were changed
        _plan_next(desk)
        desk.store.jobs.drop(job)
    elif moment > desk.now():  # the same, or the lead has moved west
        desk.store.jobs.postpone(job, moment)
    else:
        _send(desk, job.payload["date"])
        _plan_next(desk, served=job.payload["date"])


def _send(desk: Desk, day: str) -> None:
    week = week_of(desk.store, desk.person, desk.now())
    if not week.quiet:
        about = f"weekly:{desk.person.user_id}:{day}:"
        deliver(desk, "", about, [message(desk, week)])
        _remember_names(desk, week, about)


def _remember_names(desk: Desk, week: Week, about: str) -> None:
    """The digest is found by each candidate it names, so that it goes when one of them is erased."""
    posted = desk.store.messages.find(desk.person.team_id, numbered(about))
    assert posted is not None, "it was delivered just now"
    for candidate in week.named(MOST_LISTED):
        mark = {"about": f"named:{candidate.id}:{about}", "candidate_id": candidate.id}
        desk.store.messages.remember(posted.model_copy(update=mark), desk.now())


def _plan_next(desk: Desk, served: str = "") -> None:
    preferences = desk.store.preferences.get(desk.person.team_id, desk.person.user_id)
    zone = zone_of(desk)

    def following(moment: datetime) -> datetime:
        return next_of_week(moment, preferences.weekly_day, preferences.weekly_hour, zone)

    if preferences.weekly:
        plan_week(desk.store, desk.person, following, zone, desk.now(), served)


def message(desk: Desk, week: Week) -> Payload:
    """The digest of this week as one message."""
    names = {one.id: one.name for one in desk.bank.archetypes}
    return render(
        "debriefs/weekly",
        week=week,
        own=desk.person.user_id,
        shown=[
            one.model_dump()
            | {"role": names.get(one.candidate.archetype_id, one.candidate.archetype_id)}
            for one in week.waiting[:MOST_LISTED]
        ],
        ready=week.ready[:MOST_LISTED],
        decided=week.decided[:MOST_LISTED],
    )


def off(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The lead gets no weekly digest any more."""
    asked = from_button(body)
    end_weekly(desk.store, desk.person, desk.now())
    below(desk, asked, notice("The weekly digest is off.", (("Settings", "settings"),)))
    ack()
