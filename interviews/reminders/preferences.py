"""Keeps what a person has set for themselves, and lets reminders and digests follow it at once."""

from datetime import datetime

from interviews.calibration import monthly
from interviews.home.refresh import refresh_homes
from interviews.outbox import SendMirror, SendWeekly, withdraw_all
from interviews.permissions import Person
from interviews.reminders.schedule import resume, start_weekly
from interviews.store import Store
from interviews.store.audit import ChangedSettings
from interviews.store.people import Preferences


def keep(store: Store, person: Person, changed: Preferences, now: datetime) -> None:
    """These settings hold: reminders that were off come again, digest and mirror come when they now should."""
    with store.transaction():
        before = store.preferences.get(person.team_id, person.user_id)
        store.preferences.keep(changed)
        _log(store, person, before, changed, now)
        starting = set[str]()
        if (changed.reminders and not before.reminders) or (
            changed.panel_reminders and not before.panel_reminders
        ):
            starting = resume(store, person, now)
        if (changed.weekly, changed.weekly_day, changed.weekly_hour) != (
            before.weekly, before.weekly_day, before.weekly_hour,
        ):  # fmt: skip
            withdraw_all(store, SendWeekly, person.team_id, person.user_id)
            starting |= {person.user_id} if changed.weekly else set()
        start_weekly(store, person.team_id, starting, now)
        if changed.mirror:
            monthly.plan(store, person, monthly.month_after(now.date()))
        elif before.mirror:
            withdraw_all(store, SendMirror, person.team_id, person.user_id)
        refresh_homes(store, person.team_id, [person.user_id], now)


def _log(
    store: Store, person: Person, before: Preferences, changed: Preferences, now: datetime
) -> None:
    names = Preferences.model_fields
    fields = tuple(name for name in names if getattr(before, name) != getattr(changed, name))
    if fields:
        entry = ChangedSettings(
            team_id=person.team_id, at=now, actor_id=person.user_id, fields=fields
        )
        store.audit.add(entry)
