"""When somebody's time is over: from the last decision, or the last activity, of every round."""

from datetime import UTC, datetime, timedelta

import pytest

from interviews.models import Candidate, Decision, Outcome
from interviews.retention.due import (
    MARGIN,
    Age,
    Record,
    add_months,
    due_at,
    every_record,
    forgettable_at,
    record_of,
)
from interviews.retention.models import Policy
from interviews.scorecards.submit import submit
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, NOON, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add

DAY = timedelta(days=1)


def policy(**limits: int) -> Policy:
    return Policy(team_id=TEAM, **limits)


def record(*ages: tuple[datetime | None, datetime]) -> Record:
    """Somebody with a round for each pair: when it was decided, and when anything last happened."""
    return Record(
        ages=tuple(
            Age(candidate=make.candidate(), decided_at=decided, active_at=active)
            for decided, active in ages
        )
    )


@pytest.mark.parametrize(
    ("moment", "months", "later"),
    [
        (datetime(2026, 3, 31, 9, 30, tzinfo=UTC), 6, datetime(2026, 9, 30, 9, 30, tzinfo=UTC)),
        (datetime(2026, 3, 2, tzinfo=UTC), 12, datetime(2027, 3, 2, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 48, datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2025, 2, 28, tzinfo=UTC)),
        (datetime(2026, 12, 5, tzinfo=UTC), 1, datetime(2027, 1, 5, tzinfo=UTC)),
    ],
    ids=str,
)
def test_months_end_on_the_same_day_or_the_last(
    moment: datetime, months: int, later: datetime
) -> None:
    assert add_months(moment, months) == later


IN_A_YEAR = add_months(NOON, 12) + MARGIN
DECIDED, OPEN = (NOON, at(0)), (None, NOON)
LATER = (NOON + 30 * DAY, at(0))


@pytest.mark.parametrize(
    ("limits", "ages", "due"),
    [
        ({}, [DECIDED], None),
        ({"months_decided": 12}, [DECIDED], IN_A_YEAR),
        ({"months_decided": 12}, [OPEN], None),
        ({"months_inactive": 12}, [DECIDED], None),
        ({"months_inactive": 12}, [OPEN], IN_A_YEAR),
        ({"months_decided": 12}, [DECIDED, LATER], add_months(NOON + 30 * DAY, 12) + MARGIN),
        ({"months_decided": 12}, [DECIDED, OPEN], None),
        ({"months_decided": 6, "months_inactive": 12}, [DECIDED, OPEN], IN_A_YEAR),
        ({"months_decided": 24, "months_inactive": 6}, [DECIDED, OPEN], add_months(NOON, 24) + MARGIN),
    ],
)  # fmt: skip
def test_all_rounds_are_due_with_the_last(
    limits: dict[str, int], ages: list[tuple[datetime | None, datetime]], due: datetime | None
) -> None:
    assert due_at(policy(**limits), record(*ages)) == due


def test_by_hand_a_lead_waits_for_the_last_round() -> None:
    both = record(DECIDED, LATER)
    assert forgettable_at(policy(days_before_forget=90), both) == NOON + 120 * DAY
    assert forgettable_at(policy(), both) is None


class TestRecord:
    """What stands in the database."""

    @pytest.fixture(autouse=True)
    def margaret(self, store: Store) -> Candidate:
        """Margaret was added at noon, and Grace put on the panel five minutes later."""
        found = make.candidate()
        add(store, found, GRACE, minutes=5)
        return found

    def since(self, store: Store) -> datetime:
        found = record_of(store, TEAM, MARGARET)
        assert found is not None
        return found.since

    def test_is_as_old_as_the_last_thing_that_happened(self, store: Store) -> None:
        assert self.since(store) == at(5)
        submit(store, person(GRACE), make.form("card-grace"), at(60))
        assert self.since(store) == at(60)

    def test_is_as_old_as_the_decision_that_holds(self, store: Store) -> None:
        def decision(decision_id: str, minutes: float) -> Decision:
            return Decision(
                team_id=TEAM, id=decision_id, candidate_id=MARGARET, actor_id=ADA,
                outcome=Outcome.HOLD, reason="Paused.", at=at(minutes),
            )  # fmt: skip

        first = decision("d1", 60)
        store.decisions.add(first)
        assert self.since(store) == at(60)
        store.decisions.take_back(first, at(90))
        assert self.since(store) == at(90)
        store.decisions.add(decision("d2", 100))
        assert self.since(store) == at(100)

    def test_has_every_round_and_nobody_else(self, store: Store, margaret: Candidate) -> None:
        later = {"id": "a-second", "first_id": MARGARET, "round": 2, "leads": (GRACE,)}
        add(store, margaret.model_copy(update=later))
        for name in ("b-other", "z-other"):
            add(store, make.candidate(name, name=name))
        add(store, make.candidate("elsewhere", team=OTHER_TEAM))
        found = {each.person_id: each for each in every_record(store, TEAM)}
        assert list(found) == ["b-other", MARGARET, "z-other"]
        assert [each.round for each in found[MARGARET].rounds] == [1, 2]
        assert found[MARGARET].leads == (ADA, GRACE)
        assert found[MARGARET].newest.id == "a-second"
