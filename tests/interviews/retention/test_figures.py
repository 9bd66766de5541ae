"""What stays of somebody who is erased: the opening's figures, and nothing by which anybody can be found."""

from datetime import timedelta

import pytest

from interviews.candidates.erasure import forget
from interviews.models import Outcome
from interviews.openings.progress import Progress, progress
from interviews.retention.models import ErasedRound, ErasureCause
from interviews.store import Store
from question_bank.models import Level
from tests.interviews import make
from tests.interviews.openings.test_progress import DAY, adds, decided, meets, scored
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    GRACE,
    KATHERINE,
    MARGARET,
    OTHER_TEAM,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import broken_off

ADMIN = person(KATHERINE, admin=True)
OPENING = make.opening()


@pytest.fixture(autouse=True)
def hired(store: Store) -> None:
    """Margaret was hired three days after her first interview, in her second round."""
    store.openings.add(OPENING)
    first = adds(store)
    meets(store, first, GRACE, at(60))
    scored(store, first, GRACE, 200)
    decided(store, first, Outcome.ADVANCE, DAY)
    second = adds(store, "second", first_id=MARGARET, round=2, stage="Onsite")
    meets(store, second, ADA, at(2 * DAY))
    decided(store, second, Outcome.HIRE, 3 * DAY + 60)


def shown(store: Store) -> Progress:
    return progress(store, person(ADA), OPENING, at(9 * DAY))


def test_is_a_row_for_each_round_without_an_id_or_a_time(store: Store) -> None:
    forget(store, person(ADA), MARGARET, at(4 * DAY))
    onsite, phone = sorted(
        store.erased_rounds.of_opening(TEAM, BACKEND_BERLIN), key=lambda each: each.stage
    )
    assert onsite == ErasedRound(
        opening_id=BACKEND_BERLIN, stage="Onsite", archetype_id="backend-developer",
        target_level=Level.SENIOR, outcome=Outcome.HIRE, days=3, card_hours=(), month="2026-03", is_last=True,
    )  # fmt: skip
    assert (phone.outcome, phone.days, phone.is_last) == (Outcome.ADVANCE, 1, False)
    assert phone.card_hours == (1,)  # the interview was over at 120 minutes, the card came at 200
    rows = store._engine.query("SELECT * FROM erased_rounds")
    for told in (MARGARET, "second", ADA, GRACE, "2026-03-0", "12:00"):
        assert told not in str(rows)
    assert len({row["id"] for row in rows}) == 2


def test_goes_on_to_count_on_the_page_of_the_opening(store: Store) -> None:
    other = adds(store, "other")
    meets(store, other, GRACE, at(0))
    decided(store, other, Outcome.NO_HIRE, 9 * DAY)
    adds(store, "open")
    before = shown(store)
    assert before.outcomes == {Outcome.HIRE: 1, Outcome.NO_HIRE: 1}
    for candidate_id in (MARGARET, "open"):
        forget(store, person(ADA), candidate_id, at(9 * DAY))
    after = shown(store)
    assert after.outcomes == before.outcomes
    assert after.to_decision == before.to_decision
    assert before.to_card
    assert after.to_card
    assert (after.to_card.count, after.to_card.median) == (before.to_card.count, timedelta(hours=1))
    assert after.to_decision
    assert (after.to_decision.count, after.to_decision.median) == (2, timedelta(days=6))
    assert (len(after.erased), after.erased_undecided) == (2, 1)
    assert store.erased_rounds.counts(TEAM, [BACKEND_BERLIN, "another"]) == {BACKEND_BERLIN: 2}
    assert store.erased_rounds.counts(OTHER_TEAM, [BACKEND_BERLIN]) == {}


def test_is_nothing_where_somebody_was_entered_by_mistake(store: Store) -> None:
    forget(store, ADMIN, MARGARET, at(4 * DAY), ErasureCause.MISTAKE)
    assert shown(store).erased == ()


def test_is_not_there_where_the_erasure_is_not(store: Store) -> None:
    broken_off(store, lambda: forget(store, person(ADA), MARGARET, at(4 * DAY)))
    assert shown(store).erased == ()
