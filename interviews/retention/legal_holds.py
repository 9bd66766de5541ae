"""Puts a candidate or an opening on hold for legal reasons, so that nobody is erased, and lifts the hold again."""

from collections.abc import Iterable
from datetime import datetime

from interviews.candidates.queries import loop_for
from interviews.errors import HeldAlready, NotAllowed, OnLegalHold
from interviews.models import Candidate
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, Own, opening_for
from interviews.openings.permissions import may as may_with_opening
from interviews.permissions import Action, Person, may
from interviews.retention.models import HoldSubject, LegalHold, NewHold
from interviews.store import Store
from interviews.store.audit import LiftedLegalHold, PlacedLegalHold

Held = Candidate | Opening
"""What a hold is on; of a candidate, any round."""


def to_hold(store: Store, person: Person, subject: HoldSubject, named_id: str) -> Held:
    """The candidate or the opening, for somebody who may put it on hold; raises as `loop_for` or `opening_for`."""
    if subject is HoldSubject.OPENING:
        return opening_for(store, person, named_id, OpeningAction.LEGAL_HOLD)
    return loop_for(store, person, named_id, Action.LEGAL_HOLD).candidate


def standing_hold(store: Store, held: Held) -> LegalHold | None:
    """The hold on this candidate or opening itself, or None."""
    if isinstance(held, Opening):
        return store.legal_holds.get(held.team_id, HoldSubject.OPENING, held.id)
    return store.legal_holds.get(held.team_id, HoldSubject.CANDIDATE, held.person_id)


def place(store: Store, person: Person, new: NewHold, now: datetime) -> LegalHold:
    """The hold stands from now on; sent twice, it is one.

    Raises `HeldAlready` where another stands, or as `to_hold`.
    """
    with store.transaction():
        store.legal_holds.lock(person.team_id)
        held = to_hold(store, person, new.subject, new.named_id)
        standing = standing_hold(store, held)
        if standing and standing.id != new.id:
            raise HeldAlready(
                "Somebody put this on hold before you, with a reason of their own. What you typed is kept here; copy "
                "it if you need it, then type /interview legal-hold again to see theirs."
            )
        if standing:
            return standing
        hold = LegalHold(
            team_id=person.team_id, id=new.id, subject=new.subject, reason=new.reason,
            subject_id=held.id if isinstance(held, Opening) else held.person_id,
            by_id=person.user_id, by_admin=person.is_admin, at=now,
        )  # fmt: skip
        store.legal_holds.add(hold)
        _log(store, PlacedLegalHold, hold, person, now)
    return hold


def lift(store: Store, person: Person, subject: HoldSubject, named_id: str, now: datetime) -> bool:
    """The candidate or the opening is on hold no longer; False where it was on none.

    Raises `NotAllowed` where an admin placed the hold and this is none, or as `to_hold`.
    """
    with store.transaction():
        store.legal_holds.lock(person.team_id)
        standing = standing_hold(store, to_hold(store, person, subject, named_id))
        if standing is None:
            return False
        if not may_lift(person, standing):
            raise NotAllowed("An admin put this on hold, so only an admin can lift the hold.")
        store.legal_holds.remove(standing)
        _log(store, LiftedLegalHold, standing, person, now)
    return True


def may_lift(person: Person, hold: LegalHold) -> bool:
    """Whether this person, who may put the same on hold, may lift this hold too."""
    return person.is_admin or not hold.by_admin


def _log(
    store: Store, entry: type[PlacedLegalHold | LiftedLegalHold], hold: LegalHold,
    person: Person, now: datetime,
) -> None:  # fmt: skip
    ids = {"candidate_id": "", hold.subject.id_name: hold.subject_id, "hold_id": hold.id}
    store.audit.add(entry(team_id=hold.team_id, at=now, actor_id=person.user_id, **ids))


def visible_holds(store: Store, person: Person, most: int) -> tuple[tuple[LegalHold, Held], ...]:
    """Up to so many of the team's holds that this person may place and lift, newest first, each with what it is on."""
    found = list[tuple[LegalHold, Held]]()
    for hold in store.legal_holds.all_of(person.team_id):
        held = _visible(store, person, hold)
        if held and len(found) < most:
            found.append((hold, held))
    return tuple(found)


def _visible(store: Store, person: Person, hold: LegalHold) -> Held | None:
    if hold.subject is HoldSubject.OPENING:
        opening = store.openings.get(hold.team_id, hold.subject_id)
        holds = opening and may_with_opening(person, OpeningAction.LEGAL_HOLD, opening, Own())
        return opening if holds else None
    for candidate in reversed(store.candidates.rounds_of(hold.team_id, hold.subject_id)):
        loop = store.loop(candidate.team_id, candidate.id)
        if loop and may(person, Action.LEGAL_HOLD, loop):
            return candidate
    return None


def refuse_held(store: Store, rounds: Iterable[Candidate]) -> None:
    """Returns where nothing keeps these rounds of somebody from being erased; raises `OnLegalHold` otherwise."""
    every = tuple(rounds)
    holds = store.legal_holds.covering(every[0].team_id, every)
    if holds:
        raise OnLegalHold(
            "This candidate is on hold for legal reasons, so nothing about them is erased. Whoever placed the hold, "
            "or an admin, can lift it: /interview legal-hold.",
            holds,
        )
