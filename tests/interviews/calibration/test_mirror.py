"""The mirror: own first ratings against key and panel, from a minimum on, and nothing that is sealed."""

from collections.abc import Sequence

import pytest

from interviews.calibration.mirror import LOOKED_BACK, Mirror, mirror, mirror_of
from interviews.calibration.models import Part
from interviews.loop import Loop
from interviews.models import Interview, Recommendation, Scorecard
from interviews.scorecards.submit import submit
from interviews.store import Store
from question_bank.models import Level
from tests.interviews import make
from tests.interviews.calibration.test_standing import ROUND, given
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, TEAM, at, person
from tests.interviews.steps import add

Points = dict[str, int]


def card(who: str, number: int, points: Points) -> Scorecard:
    return Scorecard(
        team_id=TEAM, id=f"card-{number}-{who}", interview_id=f"seat-{number}-{who}",
        candidate_id=f"candidate-{number}", interviewer_id=who, revision=1,
        target_level=Level.SENIOR, bank_version="bank-1", skills=make.SKILLS,
        ratings=make.ratings(points), recommendation=Recommendation.YES, submitted_at=at(120),
    )  # fmt: skip


def loop(number: int, **points: Points) -> Loop:
    """One candidate of Ada's, with a card of each of these people; whoever has no points owes theirs."""
    people = {"ada": ADA, "grace": GRACE, "barbara": BARBARA}
    seats = tuple(
        Interview(
            team_id=TEAM, id=f"seat-{number}-{people[name]}", candidate_id=f"candidate-{number}",
            interviewer_id=people[name], created_at=at(0), starts_at=at(0), minutes=60,
        )
        for name in points
    )  # fmt: skip
    cards = tuple(card(people[name], number, each) for name, each in points.items() if each)
    return Loop(
        candidate=make.candidate(f"candidate-{number}", f"Candidate {number}", leads=(BARBARA,)),
        interviews=seats,
        cards=cards,
        first_sent={each.interviewer_id: at(60 + 30 * (number + 1)) for each in cards},
    )


def of(loops: Sequence[Loop], parts: Sequence[Part] = ()) -> Mirror:
    return mirror(person(ADA), loops, parts, at(0))


MILD: Points = {"python": 5, "sql": 4, "testing": 3}
STRICT: Points = {"python": 3, "sql": 3, "testing": 3}


class TestPanel:
    def test_is_own_rating_minus_the_others_mean_a_figure_for_each_candidate(self) -> None:
        found = of([loop(number, ada=MILD, grace=STRICT, barbara=MILD) for number in range(5)])
        assert found.panel is not None
        assert found.panel.value == pytest.approx((1 + 0.5 + 0) / 3)
        assert found.panel.count == 5

    def test_counts_nothing_that_is_sealed(self) -> None:
        """Barbara's card is missing, so that Ada knows nothing of Grace's."""
        loops = [loop(number, ada=MILD, grace=STRICT, barbara={}) for number in range(6)]
        found = of(loops)
        assert (found.cards, found.panel, found.fives_alone) == (6, None, None)

    def test_is_not_said_of_few(self) -> None:
        assert of([loop(number, ada=MILD, grace=STRICT) for number in range(4)]).panel is None


class TestLadder:
    def test_has_the_share_of_threes_within_its_interval(self) -> None:
        found = of([loop(number, ada=MILD, grace=STRICT) for number in range(7)]).threes
        assert found is not None
        assert (found.count, found.value) == (21, pytest.approx(1 / 3))
        assert 0 < found.low < found.value < found.high < 1

    def test_is_not_said_of_fewer_than_twenty_ratings(self) -> None:
        assert of([loop(number, ada=MILD, grace=STRICT) for number in range(6)]).threes is None

    def test_counts_fives_that_nobody_else_rated(self) -> None:
        loops = [
            loop(1, ada={"python": 5, "sql": 5}, grace={"python": 3}),
            loop(2, ada={"testing": 5, "python": 5}, grace={"sql": 3}),
        ]
        found = of(loops).fives_alone
        assert found is not None
        assert (found.value, found.count) == (3 / 4, 4)
        assert 0 < found.low < found.value < found.high < 1
        assert of(loops[:1]).fives_alone is None

    def test_spread_is_0_where_one_impression_colours_all(self) -> None:
        found = of([loop(number, ada=STRICT, grace=MILD) for number in range(5)]).spread
        assert found is not None
        assert found.value == 0


class TestRest:
    def test_difference_from_the_key_is_of_all_rounds(self) -> None:
        part = Part(round=ROUND, ratings=tuple(given(ADA, (2, 3, 4, 5, 5, 3, 4, 5))))
        found = of([], [part]).key
        assert found is not None
        assert (found.value, found.count) == (7 / 8, 8)
        assert of([], [part.model_copy(update={"ratings": part.ratings[:7]})]).key is None

    def test_time_to_a_card_is_the_median(self) -> None:
        found = of([loop(number, ada=MILD) for number in range(7)]).hours_to_card
        assert found is not None
        assert (found.low, found.value, found.high, found.count) == (0.5, 2, 3.5, 7)
        assert of([loop(number, ada=MILD) for number in range(5)]).hours_to_card is None

    def test_of_nobody_is_empty(self) -> None:
        assert of([]) == Mirror(cards=0)


class TestOfTheStore:
    def test_reads_whom_its_reader_scored_in_a_year_and_no_other(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(store, make.candidate(), ADA, GRACE)
        add(store, make.candidate("candidate-2", "Mary Jackson"), ADA, GRACE)
        add(store, make.candidate("candidate-3", "Dorothy Vaughan"), ADA)
        for scored in (MARGARET, "candidate-3"):
            form = make.form(f"card-{scored}").model_copy(update={"candidate_id": scored})
            submit(store, person(ADA), form, at(10))
        read, whole = list[Sequence[str]](), type(store).loops
        monkeypatch.setattr(
            type(store), "loops",
            lambda own, team_id, ids: read.append(sorted(ids)) or whole(own, team_id, ids),
        )  # fmt: skip
        assert mirror_of(store, person(ADA), at(20)).cards == 2
        assert mirror_of(store, person(GRACE), at(20)).cards == 0
        assert mirror_of(store, person(ADA), at(11) + LOOKED_BACK).cards == 0
        assert read == [["candidate-3", MARGARET], [], []]
