"""Two people, or two presses, at the same moment: each round as two processes on one database."""

import threading
from collections.abc import Callable, Iterator

import pytest

from interviews.errors import AlreadyScored, InterviewError, StoreUnavailable
from interviews.models import Loop
from interviews.store import Store
from interviews.submission import NewCandidate, Saved, Submission, submit
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, GRACE, TEAM, at, candidate, form, margaret, person
from tests.interviews.steps import the_loop, told

ROUNDS = range(8)


@pytest.fixture
def stores(database: Database) -> Iterator[tuple[Store, Store]]:
    """The same database, as two processes have it."""
    one, other = database.opened(), database.opened()
    yield one, other
    one.close()
    other.close()


Outcome = Saved | InterviewError


def answered(store: Store, who: str, submission: Submission) -> Outcome:
    """What the person reads; whoever reads that the database is busy presses again."""
    try:
        return submit(store, person(who), submission, at(10))
    except StoreUnavailable:
        return answered(store, who, submission)
    except InterviewError as refused:
        return refused


def together(stores: tuple[Store, Store], *sent: tuple[str, Submission]) -> list[Outcome]:
    """What each of two people is told when both send at once."""
    start, outcomes = threading.Barrier(2), dict[int, Outcome]()

    def sends(seat: int) -> None:
        who, submission = sent[seat]
        start.wait()
        outcomes[seat] = answered(stores[seat], who, submission)

    threads = [threading.Thread(target=sends, args=(seat,)) for seat in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[0], outcomes[1]]


def planned(store: Store, number: int) -> str:
    """A candidate whom Ada and Grace are to meet."""
    one = candidate(f"candidate-{number}", f"Margaret {number}")
    store.candidates.add(one)
    for who in (ADA, GRACE):
        store.candidates.invite(one, who, at(0), confirmed=True)
    return one.id


def new(number: int, who: str = "") -> NewCandidate:
    return margaret(name=f"Margaret {number}", new_id=f"candidate-{number}{who}")


class TestTwoLastCards:
    """The seal opens with whichever was really last, and the lead hears of it."""

    def test_bring_one_digest(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            candidate_id = planned(stores[0], number)
            outcomes = together(
                stores,
                (ADA, form(f"card-a{number}", candidate_id)),
                (GRACE, form(f"card-g{number}", candidate_id)),
            )
            assert all(isinstance(one, Saved) for one in outcomes)
            there = the_loop(stores[0], candidate_id)
            assert not there.sealed
            digests = [
                job for job in told(stores[0]) if job.payload["candidate_id"] == candidate_id
            ]
            assert [(job.kind, job.payload["user_id"]) for job in digests] == [("digest", ADA)]


class TestOneFormTwice:
    """A double press is one card, and both presses are told so."""

    @pytest.mark.parametrize(
        "sent",
        [
            pytest.param(lambda store, n: form(f"card-{n}", planned(store, n)), id="planned"),
            pytest.param(lambda _, n: form(f"card-{n}", new=new(n)), id="new"),
        ],
    )
    def test_is_one_card(
        self, stores: tuple[Store, Store], sent: Callable[[Store, int], Submission]
    ) -> None:
        for number in ROUNDS:
            submission = sent(stores[0], number)
            one, other = together(stores, (ADA, submission), (ADA, submission))
            assert isinstance(one, Saved)
            assert one == other
            assert len(cards(stores[0], one.loop)) == 1

    def test_of_a_guest_is_one_card(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            planned(stores[0], number)
            submission = form(f"card-{number}", new=new(number, "-of-radia"))
            one, other = together(stores, ("U0RADIA", submission), ("U0RADIA", submission))
            assert isinstance(one, Saved)
            assert one == other
            assert one.joined_as_guest


class TestTwoForms:
    """Two forms of one person, or of two people who do not know of each other."""

    def test_of_one_person_are_not_both_kept(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            candidate_id = planned(stores[0], number)
            outcomes = together(
                stores,
                (ADA, form(f"card-left{number}", candidate_id)),
                (ADA, form(f"card-right{number}", candidate_id)),
            )
            assert sorted((type(one) for one in outcomes), key=str) == [AlreadyScored, Saved]
            assert len(cards(stores[0], the_loop(stores[0], candidate_id))) == 1

    def test_that_add_the_same_candidate_make_one_loop(self, stores: tuple[Store, Store]) -> None:
        for number in ROUNDS:
            outcomes = together(
                stores,
                (ADA, form(f"card-a{number}", new=new(number, "-of-ada"))),
                (GRACE, form(f"card-g{number}", new=new(number, "-of-grace"))),
            )
            guests = [one.joined_as_guest for one in outcomes if isinstance(one, Saved)]
            assert sorted(guests) == [False, True]
            assert len({one.card.candidate_id for one in outcomes if isinstance(one, Saved)}) == 1


def cards(store: Store, there: Loop) -> list[str]:
    return [card.id for card in store.scorecards.of_candidate(TEAM, there.candidate.id)]
