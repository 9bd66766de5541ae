"""Erases a candidate for good: every row at once, and then every message of the bot that is about them."""

from datetime import datetime

from interviews.candidates.erasure_check import LOOK_AGAIN, plan_check
from interviews.candidates.queries import loop_for
from interviews.errors import CauseMissing, TooEarlyToForget
from interviews.home.refresh import refresh_homes_of
from interviews.loop import Loop
from interviews.models import Candidate
from interviews.outbox import EraseMessages, enqueue
from interviews.permissions import Action, Person
from interviews.retention.due import forgettable_at, record_of
from interviews.retention.figures import what_stays
from interviews.retention.legal_holds import refuse_held
from interviews.retention.models import ErasureCause
from interviews.store import Store
from interviews.store.audit import Erased
from interviews.webhooks import announce_erasure


def to_forget(store: Store, person: Person, candidate_id: str, now: datetime) -> tuple[Loop, ...]:
    """What there is about every round of the candidate, the one of this id first.

    Raises `OnLegalHold` while a hold keeps them, `TooEarlyToForget` for a lead whose team keeps records longer, and
    otherwise as `loop_for`.
    """
    named = loop_for(store, person, candidate_id, Action.FORGET)
    rounds = store.candidates.rounds_of(person.team_id, named.candidate.person_id)
    refuse_held(store, rounds)
    earliest = _forgettable_at(store, named.candidate)
    if earliest and now < earliest and not person.is_admin:
        raise TooEarlyToForget(
            "Your team keeps records for a time after the decision, or the last activity: hiring leads can erase this "
            f"candidate from {earliest:%d %B %Y} on. An admin can erase them now, and says why."
        )
    loops = (store.loop(each.team_id, each.id) for each in rounds if each.id != candidate_id)
    return (named, *filter(None, loops))


def must_say_why(store: Store, person: Person, candidate: Candidate, now: datetime) -> bool:
    """Whether this person, who may erase the candidate, does what a lead could not, and says why."""
    leads, earliest = person.user_id in candidate.leads, _forgettable_at(store, candidate)
    return person.is_admin and (not leads or (earliest is not None and now < earliest))


def _forgettable_at(store: Store, candidate: Candidate) -> datetime | None:
    record = record_of(store, candidate.team_id, candidate.person_id)
    assert record is not None, "the caller has just read the candidate"
    return forgettable_at(store.policies.get(candidate.team_id), record)


def forget(
    store: Store,
    person: Person,
    candidate_id: str,
    now: datetime,
    cause: ErasureCause | None = None,
) -> tuple[str, ...]:
    """Nothing is left of the candidate in the database, in whatever round, and the log says who did it; twice is once.
    Gives back the ids of the rounds that were erased, or that this person erased before.

    Messages in Slack go by a job, since Slack may be away. Raises `CauseMissing`, or as `to_forget`, with all there.
    """
    with store.transaction():
        if store.candidates.eraser_of(person.team_id, candidate_id) == person.user_id:
            return (candidate_id,)
        store.legal_holds.lock(person.team_id)
        store.candidates.hold(person.team_id, candidate_id)
        loops = to_forget(store, person, candidate_id, now)
        asked = must_say_why(store, person, loops[0].candidate, now)
        if asked and cause is None:
            raise CauseMissing("Choose why you erase this candidate; the log says so.")
        rounds = tuple(loop.candidate for loop in loops)
        erase_rounds(store, person, rounds, now, cause if asked else None)
    return tuple(loop.candidate.id for loop in loops)


def erase_rounds(
    store: Store, person: Person, rounds: tuple[Candidate, ...], now: datetime,
    cause: ErasureCause | None,
) -> None:  # fmt: skip
    """All rounds of somebody go, with all that hangs on them; the caller holds the first of them, and has seen that
    nothing keeps them."""
    plan_check(store, person, rounds, now)
    if cause is not ErasureCause.MISTAKE:  # figures count nobody who was never meant to be there
        for erased in what_stays(store, rounds):
            store.erased_rounds.add(person.team_id, erased)
    for candidate in rounds:
        _erase(store, person, candidate, now, cause)


def _erase(
    store: Store, person: Person, candidate: Candidate, now: datetime, cause: ErasureCause | None
) -> None:
    """One round goes, with all that hangs on it."""
    store.candidates.hold(candidate.team_id, candidate.id)
    before = store.loop(candidate.team_id, candidate.id)
    store.drafts.remove_all_on(candidate.team_id, candidate.id)
    authors = _remove_drafts_named(store, before)
    announce_erasure(store, person, candidate.id, now)
    store.candidates.erase(candidate.team_id, candidate.id, person.user_id, now)
    store.audit.add(Erased(**candidate.ids, at=now, actor_id=person.user_id, cause=cause))
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
