"""A fair scorecard: evidence where it matters, and a vote that fits its own ratings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.contradiction import contradiction, lacking_evidence
from interviews.models import Rating, Recommendation
from question_bank.models import Level
from tests.interviews import make

POINTS = st.none() | st.sampled_from(Rating)


def rating(*points: int | None) -> list[Rating | None]:
    return [None if point is None else Rating(point) for point in points]


class TestEvidence:
    """A 1 or a 5 decides a lot, so it needs a word on what the candidate said or did."""

    @pytest.mark.parametrize("points", [1, 5])
    @pytest.mark.parametrize("evidence", ["", "   ", "\n\t"])
    def test_is_lacking_at_the_extremes(self, points: int, evidence: str) -> None:
        assert lacking_evidence(make.ratings({"python": points}, evidence)) == ("python",)

    @pytest.mark.parametrize("points", [1, 5])
    def test_is_there_with_a_single_word(self, points: int) -> None:
        assert lacking_evidence(make.ratings({"python": points}, "GIL?")) == ()

    @pytest.mark.parametrize("points", [2, 3, 4, None])
    def test_is_not_asked_for_elsewhere(self, points: int | None) -> None:
        assert lacking_evidence(make.ratings({"python": points}, "")) == ()

    def test_is_asked_for_skill_by_skill_in_the_order_of_the_card(self) -> None:
        card = make.ratings({"sql": 5, "python": 3, "testing": 1}, "")
        assert lacking_evidence(card) == ("sql", "testing")


class TestContradiction:
    """A vote that its own ratings do not carry is said to its author, and never blocked."""

    @pytest.mark.parametrize("vote", [Recommendation.YES, Recommendation.STRONG_YES])
    @pytest.mark.parametrize(
        ("level", "points", "contradicts"),
        [
            (Level.SENIOR, (3, 3, 3), True),
            (Level.SENIOR, (3, 3, 4), False),
            (Level.SENIOR, (1,), True),
            (Level.MID, (2, 2), True),
            (Level.MID, (2, 3), False),
            (Level.JUNIOR, (1, 1), True),
            (Level.JUNIOR, (1, 2), False),
        ],
    )
    def test_is_a_yes_a_whole_point_under_the_target(
        self, vote: Recommendation, level: Level, points: tuple[int, ...], contradicts: bool
    ) -> None:
        assert bool(contradiction(vote, rating(*points), level)) == contradicts

    @pytest.mark.parametrize("vote", [Recommendation.NO, Recommendation.STRONG_NO])
    @pytest.mark.parametrize(
        ("level", "points", "contradicts"),
        [
            (Level.SENIOR, (4, 4), True),
            (Level.SENIOR, (5, 3), True),
            (Level.SENIOR, (4, 3), False),
            (Level.MID, (3,), True),
            (Level.MID, (3, 2), False),
            (Level.JUNIOR, (2,), True),
            (Level.JUNIOR, (2, 1), False),
        ],
    )
    def test_is_a_no_at_or_above_the_target(
        self, vote: Recommendation, level: Level, points: tuple[int, ...], contradicts: bool
    ) -> None:
        assert bool(contradiction(vote, rating(*points), level)) == contradicts

    def test_shows_its_arithmetic(self) -> None:
        found = contradiction(Recommendation.STRONG_YES, rating(2, None, 3), Level.SENIOR)
        assert found is not None
        assert (found.mean, found.count, found.target) == (2.5, 2, Rating.SENIOR)

    @pytest.mark.parametrize("vote", Recommendation)
    def test_needs_ratings(self, vote: Recommendation) -> None:
        assert contradiction(vote, rating(None, None), Level.SENIOR) is None

    @given(
        vote=st.sampled_from(Recommendation),
        ratings=st.lists(POINTS, max_size=8),
        level=st.sampled_from(Level),
        open_skills=st.integers(0, 5),
    )
    def test_never_counts_what_was_not_assessed(
        self, vote: Recommendation, ratings: list[Rating | None], level: Level, open_skills: int
    ) -> None:
        more = ratings + [None] * open_skills
        assert contradiction(vote, more, level) == contradiction(vote, ratings, level)
