"""Keeps half-filled scorecards, and lets their author's Home tab show that there is one."""

from datetime import datetime

from interviews.homes import refresh_homes
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.drafts import Draft, Save


def keep(store: Store, draft: Draft, now: datetime) -> None:
    """This state of the form is on the disk; only a draft that is new concerns the Home tab."""
    with store.transaction():
        if store.drafts.save(draft) is Save.MADE:
            refresh_homes(store, draft.team_id, [draft.user_id], now)


def put_down(store: Store, person: Person, now: datetime) -> None:
    """The person has closed a form: the Home tab tells what they left in it."""
    with store.transaction():
        refresh_homes(store, person.team_id, [person.user_id], now)
