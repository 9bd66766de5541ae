"""Who can read others' cards from now on: recorded at the end of each transaction that may open the seal."""

from datetime import datetime

from interviews.loop import Loop, Reveal, RevealCause
from interviews.permissions import Action, Person, may
from interviews.store import Store
from interviews.webhooks import announce_debrief


def record_reveals(store: Store, before: Loop, after: Loop, now: datetime) -> Loop:
    """The loop with a reveal for everybody to whom this transaction has opened another's card for the first time.

    `before` is the loop as the transaction found it, `after` as it leaves it; the caller holds the candidate.
    """
    new = tuple(
        Reveal(user_id=user_id, at=now, how=_cause(before, after, user_id))
        for user_id in readers(after)
        if after.reveal_time(user_id) is None
    )
    for reveal in new:
        store.reveals.add(after.candidate.team_id, after.candidate.id, reveal)
    if before.is_sealed and not after.is_sealed:
        announce_debrief(store, after.candidate, now)
    return after.model_copy(update={"reveals": (*after.reveals, *new)})


def readers(loop: Loop) -> tuple[str, ...]:
    """Everybody who may read somebody else's card now, by id."""
    authors = {card.interviewer_id for card in loop.cards}
    people = {*loop.candidate.leads, *(interview.interviewer_id for interview in loop.interviews)}
    return tuple(who for who in sorted(people) if authors - {who} and _reads(loop, who))


def _reads(loop: Loop, user_id: str) -> bool:
    person = Person(team_id=loop.candidate.team_id, user_id=user_id)
    return may(person, Action.READ_DEBRIEF, loop)


def _cause(before: Loop, after: Loop, user_id: str) -> RevealCause:
    if user_id in after.candidate.leads and user_id not in before.candidate.leads:
        return RevealCause.BECAME_LEAD
    if after.is_sealed:  # only a lead who has opened it early reads then
        return RevealCause.OPENED_EARLY
    joined = before.interview_of(user_id)
    if joined and not joined.confirmed and not before.is_sealed:
        return RevealCause.CONFIRMED
    return RevealCause.ALL_IN
