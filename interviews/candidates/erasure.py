"""Erases a candidate for good: every row at once, and then every message of the bot that is about them."""

from datetime import datetime, timedelta

from interviews.candidates.queries import loop_for
from interviews.home.refresh import refresh_homes_of
from interviews.loop import Loop
from interviews.outbox import EraseMessages, enqueue
from interviews.permissions import Action, Person
from interviews.store import Store
from interviews.store.audit import Erased
from interviews.webhooks import announce_erasure

LOOK_AGAIN = timedelta(minutes=5)
"""Longer than any delivery that was under way: what it posted meanwhile is found then."""


def to_forget(store: Store, person: Person, candidate_id: str) -> Loop:
    """What there is about the candidate, for somebody who may erase it; otherwise as `loop_for`."""
    return loop_for(store, person, candidate_id, Action.FORGET)


def forget(store: Store, person: Person, candidate_id: str, now: datetime) -> None:
    """Nothing is left of the candidate in the database, and the log says who did it; twice is once.

    Messages in Slack go by a job, since Slack may be away. Raises as `to_forget`, with nothing erased.
    """
    with store.transaction():
        if store.candidates.eraser_of(person.team_id, candidate_id) == person.user_id:
            return
        store.candidates.hold(person.team_id, candidate_id)
        to_forget(store, person, candidate_id)
        before = store.loop(person.team_id, candidate_id)
        store.drafts.remove_all_on(person.team_id, candidate_id)
        authors = _remove_drafts_named(store, before)
        store.candidates.erase(person.team_id, candidate_id, person.user_id, now)
        ids = {"team_id": person.team_id, "candidate_id": candidate_id}
        store.audit.add(Erased(**ids, at=now, actor_id=person.user_id))
        for number, due_at in enumerate((now, now + LOOK_AGAIN)):
            enqueue(store, EraseMessages(**ids, user_id=person.user_id, number=number), due_at)
        announce_erasure(store, person, candidate_id, now)
        if before:
            refresh_homes_of(store, now, before, also=authors)


def _remove_drafts_named(store: Store, loop: Loop | None) -> tuple[str, ...]:
    """Somebody may have begun a card for them as for somebody new; gives back who."""
    if loop is None:
        return ()
    candidate = loop.candidate
    return store.drafts.remove_named(candidate.team_id, candidate.name, candidate.archetype_id)
