"""A person's agenda: the scorecards they owe now, and their interviews to come."""

from datetime import datetime

from interviews.models import Interview, Model
from interviews.permissions import Person
from interviews.store import Store


class Agenda(Model):
    """A person's planned interviews with open candidates, for which they have sent no scorecard."""

    waiting: tuple[Interview, ...] = ()
    """In progress or over, the earliest first; then those without a time."""
    coming: tuple[Interview, ...] = ()
    """The next one first."""


def agenda(store: Store, person: Person, now: datetime) -> Agenda:
    """The interviews that this person owes a scorecard for, split at `now`."""
    owed = store.interviews.owed_by(person.team_id, person.user_id)
    with_time = sorted(
        ((interview.starts_at, interview) for interview in owed if interview.starts_at),
        key=lambda pair: pair[0],
    )
    without_time = sorted(
        (interview for interview in owed if not interview.starts_at),
        key=lambda interview: interview.created_at,
    )
    return Agenda(
        waiting=(*(interview for at, interview in with_time if at <= now), *without_time),
        coming=tuple(interview for at, interview in with_time if at > now),
    )
