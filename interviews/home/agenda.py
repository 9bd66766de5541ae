"""A person's agenda: the scorecards they owe now, and their interviews to come."""

from datetime import datetime

from interviews.models import Model
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.interviews import Owed


class Agenda(Model):
    """A person's planned interviews with open candidates, for which they have sent no scorecard."""

    waiting: tuple[Owed, ...] = ()
    """In progress or over, the earliest first; then those without a time."""
    coming: tuple[Owed, ...] = ()
    """The next one first."""


def agenda(store: Store, person: Person, now: datetime) -> Agenda:
    """The interviews that this person owes a scorecard for, split at `now`."""
    owed = sorted(
        store.interviews.list_owed(person.team_id, person.user_id),
        key=lambda interview: interview.starts_at or interview.created_at,
    )
    started = (
        interview for interview in owed if interview.starts_at and interview.starts_at <= now
    )
    coming = (interview for interview in owed if interview.starts_at and interview.starts_at > now)
    without_time = (interview for interview in owed if not interview.starts_at)
    return Agenda(waiting=(*started, *without_time), coming=tuple(coming))
