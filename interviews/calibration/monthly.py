"""The mirror as a message: on the first working morning of a month, to whoever wants it."""

from datetime import UTC, date, datetime, timedelta

from interviews.home.refresh import refresh_homes
from interviews.outbox import OnRepeat, SendMirror, enqueue, withdraw_all
from interviews.permissions import Person
from interviews.store import Store

AHEAD = timedelta(hours=15)
"""A month begins somewhere that long before it does in UTC; the delivery waits for the morning of its reader."""


def month_after(month: date) -> date:
    """The first day of the month that follows."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def plan(store: Store, person: Person, month: date) -> None:
    """The mirror of this month waits; where that has been sent, or is being sent, the next one does."""
    for wanted in (month, month_after(month)):
        due_at = datetime(wanted.year, wanted.month, 1, tzinfo=UTC) - AHEAD
        job = SendMirror(team_id=person.team_id, user_id=person.user_id, month=wanted)
        if enqueue(store, job, due_at, OnRepeat.MOVE):
            return


def end(store: Store, person: Person, now: datetime) -> None:
    """No mirror is sent any more, until the person wants it again."""
    with store.transaction():
        mine = store.preferences.get(person.team_id, person.user_id)
        store.preferences.keep(mine.model_copy(update={"mirror": False}))
        withdraw_all(store, SendMirror, person.team_id, person.user_id)
        refresh_homes(store, person.team_id, [person.user_id], now)
