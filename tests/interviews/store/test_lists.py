"""Lists begin with the same candidates whether few are a person's or very many, and all of them are counted or not."""

import pytest

from interviews.candidates import queries
from interviews.candidates.queries import (
    Older,
    Page,
    decided_candidates,
    open_candidates,
    scorable_candidates,
)
from interviews.models import Decision, Outcome, Status
from interviews.permissions import Person
from interviews.store import Store, lists
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, KATHERINE, RADIA, TEAM, at, person

BACKEND = "backend-developer"
EVERYBODY = person(RADIA, coordinator=True)


@pytest.fixture
def team(store: Store) -> Store:
    """Twelve candidates, every second of Ada's, every third met by Grace; each fourth decided, or closing.

    Katherine coordinates the eleventh.
    """
    for number in range(12):
        status = Status.OPEN
        if number % 4 == 3:
            status = Status.CLOSING if number == 7 else Status.DECIDED
        added = make.candidate(
            f"c{number}", status=status, leads=(ADA if number % 2 else BARBARA,), minutes=number
        )
        if number == 10:
            added = added.model_copy(update={"coordinators": (KATHERINE,)})
        store.candidates.add(added)
        if not number % 3:
            store.interviews.invite(added, GRACE, at(number), confirmed=True)
        if status is not Status.OPEN:
            decision = Decision(
                team_id=TEAM, id=f"d{number}", candidate_id=added.id, actor_id=ADA,
                outcome=Outcome.HIRE, reason="Calm.", at=at(100 - number),
            )  # fmt: skip
            store.decisions.add(decision)
    return store


def shown(page: Page) -> tuple[str, Older]:
    return " ".join(candidate.id for candidate in page[0]), page[1]


@pytest.mark.parametrize("few", [0, 1000])
class TestLists:
    @pytest.mark.parametrize(
        ("who", "open_ones", "decided"),
        [
            (person(ADA), ("c9 c5", Older(1)), ("c3 c7", Older(1))),
            (person(BARBARA), ("c10 c8", Older(4)), ("", Older(0))),
            (person(GRACE), ("c9 c6", Older(1)), ("c3", Older(0))),
            (EVERYBODY, ("c10 c9", Older(5, is_all=False)), ("c3 c11", Older(0))),
            (person(RADIA, admin=True), ("", Older(0)), ("", Older(0))),
        ],
    )
    def test_begin_with_the_newest(
        self,
        team: Store,
        monkeypatch: pytest.MonkeyPatch,
        few: int,
        who: Person,
        open_ones: tuple[str, Older],
        decided: tuple[str, Older],
    ) -> None:
        monkeypatch.setattr(lists, "FEW", few)
        monkeypatch.setattr(queries, "MOST_COUNTED", 5)
        assert shown(open_candidates(team, who, 2)) == open_ones
        assert shown(decided_candidates(team, who, 2)) == decided

    @pytest.mark.parametrize(
        ("who", "chosen", "found"),
        [
            (person(ADA), None, ("c9 c5", Older(1))),
            (person(ADA), "c5", ("c9 c5", Older(1))),
            (person(ADA), "c1", ("c1 c9", Older(1))),
            (person(ADA), "c8", ("c9 c5", Older(1))),
            (person(ADA), "c7", ("c9 c5", Older(1))),
            (person(GRACE), "c0", ("c0 c9", Older(1))),
            (person(BARBARA), "c0", ("c0 c10", Older(2, is_all=False))),
            (person(KATHERINE), "c10", ("", Older(0))),
            (EVERYBODY, None, ("", Older(0))),
            (person(RADIA, admin=True), "c1", ("", Older(0))),
        ],
    )
    def test_of_those_whom_somebody_may_score_have_room_for_whoever_is_chosen(
        self,
        team: Store,
        monkeypatch: pytest.MonkeyPatch,
        few: int,
        who: Person,
        chosen: str | None,
        found: tuple[str, Older],
    ) -> None:
        """Ada leads c7, whose decision can still be undone, and does not lead c8."""
        monkeypatch.setattr(lists, "FEW", few)
        monkeypatch.setattr(queries, "MOST_COUNTED", 2)
        assert shown(scorable_candidates(team, who, [BACKEND], 2, chosen)) == found
        assert scorable_candidates(team, who, ["ml-engineer"], 2, chosen) == ((), Older(0))

    def test_of_those_whom_somebody_plans_have_no_others(
        self, team: Store, monkeypatch: pytest.MonkeyPatch, few: int
    ) -> None:
        monkeypatch.setattr(lists, "FEW", few)
        for who, ids in ((person(ADA), "c9 c5 c1"), (person(GRACE), ""), (EVERYBODY, "c10 c9 c8")):
            found = queries.planned_candidates(team, who, [BACKEND], 3)
            assert " ".join(candidate.id for candidate in found) == ids
        assert queries.planned_candidates(team, EVERYBODY, ["ml-engineer"], 3) == ()
