"""Legal holds: whoever is covered by one is not erased, by whatever way they came under it; on both databases."""

from collections.abc import Callable
from functools import partial

import pytest

from interviews.candidates.erasure import forget
from interviews.errors import (
    HeldAlready,
    InterviewError,
    NotAllowed,
    OnLegalHold,
    UnknownCandidate,
    UnknownOpening,
)
from interviews.permissions import Person
from interviews.retention.legal_holds import lift, place, visible_holds
from interviews.retention.models import ErasureCause, HoldSubject, LegalHold, NewHold
from interviews.store import Store
from interviews.store.audit import LiftedLegalHold, PlacedLegalHold
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add
from tests.threads import at_once

CANDIDATE, OPENING = HoldSubject.CANDIDATE, HoldSubject.OPENING
ADMIN = person(KATHERINE, admin=True)
SECOND = "candidate-margaret-2"


@pytest.fixture(autouse=True)
def margaret(store: Store) -> None:
    """Ada leads Margaret, in two rounds, for an opening that Barbara leads; Grace is on the panel."""
    store.openings.add(make.opening(leads=(BARBARA,)))
    first = make.candidate().model_copy(update={"opening_id": BACKEND_BERLIN})
    add(store, first, GRACE)
    second = {"id": SECOND, "first_id": MARGARET, "round": 2}
    add(store, first.model_copy(update=second))


def places(
    store: Store, who: Person, subject: HoldSubject = CANDIDATE, named: str = MARGARET,
    hold_id: str = "hold-1",
) -> LegalHold:  # fmt: skip
    new = NewHold(id=hold_id, subject=subject, named_id=named, reason="A letter has come.")
    return place(store, who, new, at(1))


def is_kept(store: Store, named: str = MARGARET) -> bool:
    """Whether not even an admin can erase the candidate."""
    try:
        forget(store, ADMIN, named, at(5), ErasureCause.ASKED)
    except OnLegalHold:
        return True
    return False


@pytest.mark.parametrize("named", [MARGARET, SECOND])
@pytest.mark.parametrize("erased", [MARGARET, SECOND])
def test_keeps_every_round_whichever_is_named(store: Store, named: str, erased: str) -> None:
    places(store, person(ADA), named=named)
    assert is_kept(store, erased)
    assert len(store.candidates.rounds_of(TEAM, MARGARET)) == 2


def test_on_an_opening_keeps_everybody_in_it(store: Store) -> None:
    places(store, person(BARBARA), OPENING, BACKEND_BERLIN)
    add(store, make.candidate("other", name="Radia Perlman"))
    assert is_kept(store)
    assert not is_kept(store, "other")


def test_lets_go_once_every_hold_is_lifted(store: Store) -> None:
    places(store, person(ADA))
    places(store, person(BARBARA), OPENING, BACKEND_BERLIN, "hold-2")
    assert lift(store, person(ADA), CANDIDATE, SECOND, at(2))
    assert not lift(store, person(ADA), CANDIDATE, MARGARET, at(2))
    assert is_kept(store)
    assert lift(store, ADMIN, OPENING, BACKEND_BERLIN, at(3))
    assert not is_kept(store)


def test_is_logged_with_its_id_and_without_its_reason(store: Store) -> None:
    places(store, person(ADA))
    lift(store, person(ADA), CANDIDATE, MARGARET, at(2))
    placed, lifted = store.audit.of_candidate(TEAM, MARGARET)
    ids = {"team_id": TEAM, "candidate_id": MARGARET, "actor_id": ADA, "hold_id": "hold-1"}
    assert placed == PlacedLegalHold(**ids, at=at(1))
    assert lifted == LiftedLegalHold(**ids, at=at(2))
    assert "letter" not in str(store._engine.query("SELECT * FROM audit_lines"))
    assert store.legal_holds.all_of(TEAM) == ()


def test_of_an_admin_is_lifted_by_an_admin_alone(store: Store) -> None:
    places(store, ADMIN)
    with pytest.raises(NotAllowed, match="only an admin can lift"):
        lift(store, person(ADA), CANDIDATE, MARGARET, at(2))
    assert is_kept(store)
    assert lift(store, ADMIN, CANDIDATE, MARGARET, at(3))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (person(GRACE), NotAllowed),
        (person(RADIA), UnknownCandidate),
        (person(BARBARA), UnknownCandidate),
        (person(RADIA, coordinator=True), NotAllowed),
        (person(KATHERINE, admin=True, team=OTHER_TEAM), UnknownCandidate),
    ],
    ids=str,
)
def test_is_for_leads_and_admins(store: Store, who: Person, refusal: type[InterviewError]) -> None:
    with pytest.raises(refusal):
        places(store, who)
    places(store, person(ADA))
    with pytest.raises(refusal):
        lift(store, who, CANDIDATE, MARGARET, at(2))
    assert visible_holds(store, who, 20) == ()
    assert is_kept(store)


def test_on_an_opening_is_not_for_whoever_leads_a_candidate_in_it(store: Store) -> None:
    with pytest.raises(NotAllowed):
        places(store, person(ADA), OPENING, BACKEND_BERLIN)
    with pytest.raises(UnknownOpening):
        places(store, person(RADIA), OPENING, BACKEND_BERLIN)


def test_shows_each_the_holds_that_they_could_place(store: Store) -> None:
    places(store, person(ADA))
    places(store, person(BARBARA), OPENING, BACKEND_BERLIN, "hold-2")

    def seen(who: Person, most: int = 20) -> list[str]:
        return sorted(hold.id for hold, _ in visible_holds(store, who, most))

    assert seen(person(ADA)) == ["hold-1"]
    assert seen(person(BARBARA)) == ["hold-2"]
    assert seen(ADMIN) == ["hold-1", "hold-2"]
    assert len(seen(ADMIN, 1)) == 1


def test_sent_twice_is_one_and_a_second_is_told_of_the_first(store: Store) -> None:
    first = places(store, person(ADA))
    assert places(store, person(ADA)) == first
    with pytest.raises(HeldAlready, match="before you"):
        places(store, ADMIN, hold_id="hold-2")
    assert store.legal_holds.all_of(TEAM) == (first,)
    assert len(store.audit.of_candidate(TEAM, MARGARET)) == 1


@pytest.mark.parametrize(
    ("who", "subject", "named"),
    [(person(ADA), CANDIDATE, SECOND), (person(BARBARA), OPENING, BACKEND_BERLIN)],
    ids=["candidate", "opening"],
)
@pytest.mark.pooled
def test_and_an_erasure_at_the_same_moment_come_one_after_the_other(
    stores: tuple[Store, Store], who: Person, subject: HoldSubject, named: str
) -> None:
    """Either the hold was first, and all is there, or the candidate is gone and no hold says that they are kept."""
    one, other = stores

    def does(work: Callable[[], object]) -> object:
        try:
            return work()
        except InterviewError as error:
            return error

    hold, erasure = at_once(
        partial(does, partial(places, one, who, subject, named)),
        partial(does, partial(forget, other, ADMIN, MARGARET, at(5), ErasureCause.ASKED)),
    )
    if isinstance(erasure, OnLegalHold):
        assert isinstance(hold, LegalHold)
        assert len(one.candidates.rounds_of(TEAM, MARGARET)) == 2
    else:
        assert one.candidates.rounds_of(TEAM, MARGARET) == ()
        assert isinstance(hold, UnknownCandidate) == (subject is CANDIDATE)
