"""Lines of the log are found by what they are about, by person and time, page by page, however many there are."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from interviews.store import Store
from interviews.store.audit import AddedOpening, ConfirmedGuest, Erased, ReadDebrief
from interviews.store.audit_log import Line, Wanted
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    BARBARA,
    GRACE,
    MARGARET,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
)
from tests.interviews.steps import add
from tests.interviews.store.test_query_plans import plans


@pytest.fixture
def logged(store: Store) -> Store:
    """Ada leads Margaret and Grace leads Dorothy; of each there are lines, and of an opening that Barbara leads."""
    add(store, make.candidate(), ADA)
    add(store, make.candidate("dorothy", "Dorothy Vaughan", leads=(GRACE,)), GRACE)
    store.openings.add(make.opening(leads=(BARBARA,)))
    by = {"team_id": TEAM}
    entries = (
        AddedOpening(**by, at=at(1), actor_id=BARBARA, opening_id=BACKEND_BERLIN, leads=(BARBARA,)),
        ReadDebrief(**by, at=at(2), actor_id=ADA, candidate_id=MARGARET),
        ConfirmedGuest(**by, at=at(3), actor_id=ADA, candidate_id=MARGARET, guest_id=RADIA),
        ReadDebrief(**by, at=at(4), actor_id=RADIA, candidate_id=MARGARET),
        ReadDebrief(**by, at=at(5), actor_id=GRACE, candidate_id="dorothy"),
        Erased(**by, at=at(6), actor_id=GRACE, candidate_id="gone"),
        Erased(team_id=OTHER_TEAM, at=at(6), actor_id=ADA, candidate_id=MARGARET),
    )
    for entry in entries:
        store.audit.add(entry)
    return store


def minutes(lines: Iterable[Line]) -> list[int]:
    return [line.entry.at.minute for line in lines]


WANTED = [
    (Wanted(), None, [6, 5, 4, 3, 2, 1]),
    (Wanted(oldest_first=True), None, [1, 2, 3, 4, 5, 6]),
    (Wanted(beyond=4), None, [3, 2, 1]),
    (Wanted(beyond=4, oldest_first=True), None, [5, 6]),
    (Wanted(since=at(3), until=at(5)), None, [4, 3]),
    (Wanted(candidate_ids=(MARGARET,)), None, [4, 3, 2]),
    (Wanted(candidate_ids=(MARGARET, "dorothy"), beyond=5), None, [4, 3, 2]),
    (Wanted(opening_id=BACKEND_BERLIN), None, [1]),
    (Wanted(person=RADIA), None, [4, 3]),
    (Wanted(person=RADIA, beyond=4), None, [3]),
    (Wanted(person=RADIA, candidate_ids=(MARGARET,)), None, [4, 3]),
    (Wanted(person=RADIA, since=at(4)), None, [4]),
    (Wanted(person="U0NOBODY"), None, []),
    (Wanted(), ADA, [4, 3, 2]),
    (Wanted(oldest_first=True), GRACE, [5, 6]),
    (Wanted(), BARBARA, [1]),
    (Wanted(), RADIA, []),
    (Wanted(person=RADIA), ADA, [4, 3]),
    (Wanted(person=RADIA), GRACE, []),
]


@pytest.mark.parametrize(("wanted", "lead", "found"), WANTED)
def test_lines_are_found(logged: Store, wanted: Wanted, lead: str | None, found: list[int]) -> None:
    assert minutes(logged.audit.find(TEAM, wanted, 9, lead)) == found
    assert minutes(logged.audit.find(TEAM, wanted, 2, lead)) == found[:2]


def test_those_of_a_lead_are_found_behind_many_others(
    logged: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.store.audit_log.WINDOW", 2)
    for wanted, lead, found in WANTED:
        assert minutes(logged.audit.find(TEAM, wanted, 9, lead)) == found


def test_nothing_is_looked_for_in_the_whole_log(tmp_path: Path) -> None:
    """A walk through the lines by time ends where a page is full; one with a condition on people may never."""

    def ask(store: Store) -> None:
        for wanted, lead, _ in WANTED:
            store.audit.add(ConfirmedGuest(team_id=TEAM, at=at(0), actor_id=ADA, guest_id=RADIA))
            store.audit.find(TEAM, wanted, 9, lead)

    for details in plans(tmp_path, ask):
        walks = [
            place
            for place, line in enumerate(details)
            if line.endswith("audit_by_time (team_id=?)")
        ]
        assert not [
            place for place in walks if "SUBQUERY" in "".join(details[place + 1 : place + 2])
        ]
        assert not [line for line in details if line.startswith("SCAN audit")]
