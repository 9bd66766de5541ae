"""Candidates, their leads and their panel, as they come back; on both databases."""

import pytest

from interviews.models import Candidate, Status
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM, at
from tests.interviews.steps import add, change, the_loop

HOSTILE = [
    "O'Brien; DROP TABLE candidates;--",
    "<!channel> & *bold*",
    "50% :name {{ x }}",
    "李\u2028明 👩‍💻",
]


def seats(store: Store) -> list[tuple[str, bool]]:
    return [
        (interview.interviewer_id, interview.confirmed)
        for interview in store.interviews.all_of(TEAM, MARGARET)
    ]


class TestCandidate:
    @pytest.mark.parametrize("name", ["Margaret Hamilton", *HOSTILE])
    def test_comes_back_as_it_was(self, store: Store, name: str) -> None:
        candidate = make.candidate(name=name, leads=(ADA, GRACE))
        assert store.candidates.add(candidate)
        assert store.candidates.get(TEAM, MARGARET) == candidate

    def test_is_added_once(self, store: Store) -> None:
        store.candidates.add(make.candidate())
        assert not store.candidates.add(make.candidate(name="Somebody Else", leads=(RADIA,)))
        assert store.candidates.get(TEAM, MARGARET) == make.candidate()

    def test_is_none_where_there_is_none(self, store: Store) -> None:
        assert store.candidates.get(TEAM, MARGARET) is None
        assert store.loop(TEAM, MARGARET) is None

    def test_goes_with_everything_about_it(self, store: Store) -> None:
        """The foreign keys hold: what is left of an erased candidate is nothing."""
        add(store, make.candidate(), ADA)
        change(store, "DELETE FROM candidates WHERE team_id = :team_id")
        assert store.interviews.all_of(TEAM, MARGARET) == ()
        assert store.candidates.of_person(TEAM, ADA) == ()


class TestOfPerson:
    """The list that somebody sees as theirs."""

    @pytest.fixture
    def three(self, store: Store) -> Store:
        for number, status in enumerate([Status.OPEN, Status.DECIDED, Status.OPEN]):
            candidate = make.candidate(
                f"c{number}", f"Margaret {number}", status=status, minutes=number
            )
            add(store, candidate, GRACE)
        return store

    def ids(self, found: tuple[Candidate, ...]) -> list[str]:
        return [candidate.id for candidate in found]

    @pytest.mark.parametrize("who", [ADA, GRACE])
    def test_has_leads_and_interviewers_newest_first(self, three: Store, who: str) -> None:
        assert self.ids(three.candidates.of_person(TEAM, who)) == ["c2", "c0"]
        assert self.ids(three.candidates.of_person(TEAM, who, Status.DECIDED)) == ["c1"]

    def test_has_each_candidate_once(self, three: Store) -> None:
        three.interviews.invite(make.candidate("c0"), ADA, at(0), confirmed=True)
        assert self.ids(three.candidates.of_person(TEAM, ADA)) == ["c2", "c0"]

    def test_has_nothing_of_others(self, three: Store) -> None:
        assert three.candidates.of_person(TEAM, RADIA) == ()

    def test_of_all_is_for_admins(self, three: Store) -> None:
        assert self.ids(three.candidates.all_of(TEAM)) == ["c2", "c0"]

    def test_by_name_takes_open_ones_of_the_role(self, three: Store) -> None:
        three.candidates.add(make.candidate("c3", "MARGARET  0", minutes=9))
        three.candidates.add(make.candidate("c4", "Margaret 0", role="data-engineer"))
        found = three.candidates.open_by_name(TEAM, "margaret 0", "backend-developer")
        assert self.ids(found) == ["c3", "c0"]
        assert three.candidates.open_by_name(TEAM, "Margaret 1", "backend-developer") == ()


class TestPanel:
    @pytest.fixture
    def margaret(self, store: Store) -> Store:
        store.candidates.add(make.candidate())
        return store

    def test_keeps_the_order_of_inviting_within_one_moment(self, margaret: Store) -> None:
        panel = [RADIA, ADA, GRACE, BARBARA]
        for who in panel:
            margaret.interviews.invite(make.candidate(), who, at(0), confirmed=True)
        assert [who for who, _ in seats(margaret)] == panel
        assert the_loop(margaret).missing == tuple(panel)

    def test_has_each_person_once_and_leaves_the_first_invitation(self, margaret: Store) -> None:
        first = margaret.interviews.invite(make.candidate(), GRACE, at(0), confirmed=False)
        again = margaret.interviews.invite(make.candidate(), GRACE, at(5), confirmed=True)
        assert again == first
        assert seats(margaret) == [(GRACE, False)]

    def test_confirms_a_guest_once(self, margaret: Store) -> None:
        margaret.interviews.invite(make.candidate(), RADIA, at(0), confirmed=False)
        assert margaret.interviews.confirm(TEAM, MARGARET, RADIA)
        assert not margaret.interviews.confirm(TEAM, MARGARET, RADIA)
        assert not margaret.interviews.confirm(TEAM, MARGARET, GRACE)
        assert seats(margaret) == [(RADIA, True)]
