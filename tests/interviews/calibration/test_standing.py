"""Where a rater stands, and what a round came to, with nobody's name and nothing of fewer than five."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from interviews.calibration.agreement import Agreement, Unsaid
from interviews.calibration.models import GivenRating, Part, Round, SampleAnswer
from interviews.calibration.standing import Leaning, Standing, standing, summary
from interviews.models import Rating
from question_bank.models import Misleads
from tests.interviews.people import ADA, TEAM, at

KEYS = (1, 2, 3, 4, 5, 2, 3, 4)


def answer(number: int, key: int) -> SampleAnswer:
    return SampleAnswer(
        id=f"answer-{number}", question=f"Question {number}?", skill_id="python", skill="Python",
        anchors=("a", "b", "c", "d", "e"), junior="Says so.", senior="Says more.",
        text=f"Answer {number}.", key=Rating(key), why="Because.", misleads=Misleads.NOTHING,
    )  # fmt: skip


ROUND = Round(
    team_id=TEAM, id="round", archetype_id="ml-engineer", role="ML", seed=7,
    answers=tuple(answer(number, key) for number, key in enumerate(KEYS, 1)),
    created_by=ADA, created_at=at(0), due_at=at(0) + timedelta(days=3),
)  # fmt: skip


def given(who: str, row: Sequence[int | None]) -> list[GivenRating]:
    return [
        GivenRating(
            team_id=TEAM, round_id="round", user_id=who, number=number,
            answer_id=f"answer-{number}", rating=Rating(rating), evidence=f"{who} heard it.", rated_at=at(1),
        )
        for number, rating in enumerate(row, 1)
        if rating is not None
    ]  # fmt: skip


def stands(*row: int) -> Standing:
    return standing(Part(round=ROUND, ratings=tuple(given(ADA, row))))


class TestStanding:
    @pytest.mark.parametrize(
        ("row", "mean", "exact", "within", "leaning"),
        [
            (KEYS, 0.0, 8, 8, Leaning.CLOSE),
            ((2, 3, 4, 5, 5, 3, 4, 5), 7 / 8, 1, 8, Leaning.MILD),
            ((1, 1, 2, 3, 4, 1, 2, 3), -7 / 8, 1, 8, Leaning.STRICT),
            ((3, 1, 3, 4, 4, 2, 3, 4), 0.0, 5, 7, Leaning.SCATTERED),
            ((2, 3, 4), 1.0, 0, 3, Leaning.TOO_FEW),
            ((), 0.0, 0, 0, Leaning.TOO_FEW),
        ],
    )
    def test_is_own_rating_less_key(
        self, row: Sequence[int], mean: float, exact: int, within: int, leaning: Leaning
    ) -> None:
        found = stands(*row)
        assert (found.mean, found.exact, found.within_one) == (mean, exact, within)
        assert found.leaning is leaning

    def test_has_what_is_furthest_from_the_key_first(self) -> None:
        rated = stands(2, 2, 5, 4, 5, 2, 3, 4).rated
        assert [(each.number, each.difference) for each in rated[:3]] == [(3, 2), (1, 1), (2, 0)]


PEOPLE = ("U0A", "U0B", "U0C", "U0D", "U0E", "U0F")


def all_of(*rows: Sequence[int | None]) -> list[GivenRating]:
    return [rating for who, row in zip(PEOPLE, rows, strict=False) for rating in given(who, row)]


class TestSpread:
    """What everybody gave is said of five raters and more: below that it tells who gave what."""

    @pytest.mark.parametrize(("raters", "is_said"), [(1, False), (4, False), (5, True), (6, True)])
    def test_is_said_from_five_raters_on(self, raters: int, is_said: bool) -> None:
        everybody = all_of(*[KEYS] * raters)
        own = Part(round=ROUND, ratings=tuple(everybody[:8]))
        assert all(bool(each.spread) == is_said for each in standing(own, everybody).rated)
        assert summary(ROUND, PEOPLE, everybody).has_spread == is_said

    def test_is_said_of_those_answers_that_five_have_rated(self) -> None:
        everybody = all_of(*[KEYS] * 4, KEYS[:3])
        spreads = summary(ROUND, PEOPLE, everybody).answers
        assert {each.number for each in spreads if each.spread} == {1, 2, 3}

    def test_counts_each_rung_and_begins_with_the_widest(self) -> None:
        rows = [list(KEYS) for _ in range(5)]
        rows[0][4] = 1
        first = summary(ROUND, PEOPLE, all_of(*rows)).answers[0]
        assert (first.number, first.spread, first.width) == (5, (1, 0, 0, 0, 4), 4)
        assert first.mean == pytest.approx(4.2)


class TestSummary:
    def test_counts_who_rated_and_who_finished(self) -> None:
        found = summary(ROUND, PEOPLE, all_of(KEYS, KEYS[:2]))
        assert (found.asked, found.rated, found.finished) == (6, 2, 1)
        assert found.agreement is found.noise is Unsaid.TOO_FEW

    def test_of_nobody_is_a_summary_too(self) -> None:
        found = summary(ROUND, PEOPLE, [])
        assert (found.asked, found.rated, found.finished, found.has_spread) == (6, 0, 0, False)
        assert found.agreement is Unsaid.TOO_FEW

    def test_of_people_who_agree_says_so(self) -> None:
        found = summary(ROUND, PEOPLE, all_of(*[KEYS] * 6)).agreement
        assert isinstance(found, Agreement)
        assert (found.alpha, found.strength) == (1, "firm")

    def test_of_one_rung_for_everything_says_why_there_is_no_figure(self) -> None:
        assert summary(ROUND, PEOPLE, all_of(*[[3] * 8] * 6)).agreement is Unsaid.ONE_RUNG

    def test_names_nobody(self) -> None:
        found = summary(ROUND, PEOPLE, all_of(*[KEYS] * 6)).model_dump_json()
        assert not [who for who in PEOPLE if who in found]
        assert "heard it" not in found
