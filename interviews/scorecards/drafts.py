"""Keeps half-filled scorecards, and lets their author's Home tab show that there is one."""

from datetime import datetime, timedelta

from interviews.home.refresh import refresh_homes
from interviews.outbox import ExpireDraft, enqueue, withdraw
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.drafts import Draft, Save

KEPT_FOR = timedelta(days=30)
"""A draft on a candidate whom nobody has added, since somebody last typed in it."""


def keep(store: Store, draft: Draft, now: datetime) -> None:
    """This state of the form is on the disk; only a draft that is new concerns the Home tab.

    A draft on a candidate who was never added belongs to nobody who could be erased, so it goes by itself.
    """
    with store.transaction():
        saved = store.drafts.save(draft)
        if saved is not Save.LATE and not draft.candidate_id:
            enqueue(
                store,
                _expiry(draft.team_id, draft.user_id, draft.card_id),
                draft.saved_at + KEPT_FOR,
            )
        if saved is Save.MADE:
            refresh_homes(store, draft.team_id, [draft.user_id], now)


def sent(store: Store, person: Person, card_id: str, candidate_id: str) -> None:
    """The form was sent, so no draft of it is left, nor another of this person on the candidate."""
    store.drafts.remove(person.team_id, person.user_id, card_id, candidate_id)
    withdraw(store, _expiry(person.team_id, person.user_id, card_id))


def _expiry(team_id: str, user_id: str, card_id: str) -> ExpireDraft:
    return ExpireDraft(team_id=team_id, user_id=user_id, card_id=card_id)


def expire(store: Store, person: Person, card_id: str, now: datetime) -> datetime | None:
    """The draft on a new candidate is gone, if nobody has typed in it for so long; else when to look again."""
    with store.transaction():
        draft = store.drafts.get(person.team_id, person.user_id, card_id)
        if draft is None or draft.candidate_id:
            return None
        if draft.saved_at + KEPT_FOR > now:
            return draft.saved_at + KEPT_FOR
        store.drafts.remove(person.team_id, person.user_id, card_id)
        refresh_homes(store, person.team_id, [person.user_id], now)
    return None


def close(store: Store, person: Person, now: datetime) -> None:
    """The person has closed a form: the Home tab tells what they left in it."""
    with store.transaction():
        refresh_homes(store, person.team_id, [person.user_id], now)
