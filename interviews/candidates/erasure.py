"""Erases a candidate for good: every row at once, and then every message of the bot that is about them."""

from datetime import datetime, timedelta

from interviews.candidates.queries import loop_for
from interviews.home.refresh import refresh_homes_of
from interviews.loop import Loop
from interviews.models import Candidate
from interviews.outbox import EraseMessages, enqueue
from interviews.permissions import Action, Person
from interviews.retention.legal_holds import refuse_held
from interviews.store import Store
from interviews.store.audit import Erased
from interviews.webhooks import announce_erasure

LOOK_AGAIN = timedelta(minutes=5)
"""Longer than any delivery that was under way: what it posted meanwhile is found then."""


def to_forget(store: Store, person: Person, candidate_id: str) -> tuple[Loop, ...]:
    """What there is about every round of the candidate, the one of this id first.

    Raises `OnLegalHold` while a hold keeps them, and otherwise as `loop_for`.
    """
    named = loop_for(store, person, candidate_id, Action.FORGET)
    rounds = store.candidates.rounds_of(person.team_id, named.candidate.person_id)
    refuse_held(store, rounds)
    loops = (store.loop(each.team_id, each.id) for each in rounds if each.id != candidate_id)
    return (named, *filter(None, loops))


def forget(store: Store, person: Person, candidate_id: str, now: datetime) -> tuple[str, ...]:
    """Nothing is left of the candidate in the database, in whatever round, and the log says who did it; twice is once.
    Gives back the ids of the rounds that were erased, or that this person erased before.

    Messages in Slack go by a job, since Slack may be away. Raises as `to_forget`, with nothing erased.
    """
    with store.transaction():
        if store.candidates.eraser_of(person.team_id, candidate_id) == person.user_id:
            return (candidate_id,)
        store.legal_holds.lock(person.team_id)
        store.candidates.hold(person.team_id, candidate_id)
        loops = to_forget(store, person, candidate_id)
        for loop in loops:
            _erase(store, person, loop.candidate, now)
    return tuple(loop.candidate.id for loop in loops)


def _erase(store: Store, person: Person, candidate: Candidate, now: datetime) -> None:
    """One round goes, with all that hangs on it."""
    store.candidates.hold(candidate.team_id, candidate.id)
    before = store.loop(candidate.team_id, candidate.id)
    store.drafts.remove_all_on(candidate.team_id, candidate.id)
    authors = _remove_drafts_named(store, before)
    announce_erasure(store, person, candidate.id, now)
    store.candidates.erase(candidate.team_id, candidate.id, person.user_id, now)
    store.audit.add(Erased(**candidate.ids, at=now, actor_id=person.user_id))
    for number, due_at in enumerate((now, now + LOOK_AGAIN)):
        job = EraseMessages(**candidate.ids, user_id=person.user_id, number=number)
        enqueue(store, job, due_at)
    if before:
        refresh_homes_of(store, now, before, also=authors)


def _remove_drafts_named(store: Store, loop: Loop | None) -> tuple[str, ...]:
    """Somebody may have begun a card for them as for somebody new; gives back who."""
    if loop is None:
        return ()
    return store.drafts.remove_named(loop.candidate)
