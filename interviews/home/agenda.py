"""What one person has to do: the scorecards that are waited for now, and the interviews still to come."""

from datetime import datetime

from interviews.models import Interview, Model
from interviews.permissions import Person
from interviews.store import Store


class Agenda(Model):
    """A person's planned interviews with open candidates, for which they have sent no scorecard."""

    waiting: tuple[Interview, ...] = ()
    """Begun or over, the earliest first; then those that have no time."""
    coming: tuple[Interview, ...] = ()
    """The next one first."""


def agenda(store: Store, person: Person, now: datetime) -> Agenda:
    """The agenda of this person at this moment."""
    owed = store.interviews.owed_by(person.team_id, person.user_id)
    timed = sorted(
        ((one.starts_at, one) for one in owed if one.starts_at), key=lambda pair: pair[0]
    )
    untimed = sorted((one for one in owed if not one.starts_at), key=lambda one: one.created_at)
    return Agenda(
        waiting=(*(one for at, one in timed if at <= now), *untimed),
        coming=tuple(one for at, one in timed if at > now),
    )
