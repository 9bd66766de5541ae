"""Drift: second ratings against first ones half a year before, and the difference from the key then and now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from interviews.calibration.drift import (
    KeyChange,
    KeyedRating,
    Repeats,
    key_change,
    keyed_ratings,
    repeats,
)
from interviews.calibration.models import LATELY, Part
from tests.interviews.calibration.test_standing import KEYS, ROUND, given
from tests.interviews.people import ADA, at

NOW = at(0)
YEAR = timedelta(days=365)
SHORT = timedelta(minutes=1)


def rated(row: Sequence[int], when: datetime, first: int = 1) -> list[KeyedRating]:
    """Answers from this number on, with these ratings, all given at that time."""
    return [
        KeyedRating(answer_id=f"answer-{number}", rating=rating, key=3, rated_at=when)
        for number, rating in enumerate(row, first)
    ]


def again(first: Sequence[int], second: Sequence[int], gap: timedelta) -> Repeats | None:
    return repeats([*rated(first, NOW - gap), *rated(second, NOW)], NOW - YEAR)


class TestRepeats:
    @pytest.mark.parametrize(
        ("second", "moved", "apart", "clear", "wide"),
        [
            ([3] * 8, 0, 0, False, False),
            ([4] * 8, 1, 1, True, True),
            ([4, 3] * 4, 0.5, 0.5, True, False),
            ([2, 3, 3, 3] * 2, -0.25, 0.25, False, False),
            ([5, 1] * 4, 0, 2, False, True),
        ],
    )  # fmt: skip
    def test_tell_a_yardstick_that_moved_from_days_that_differ(
        self, second: list[int], moved: float, apart: float, clear: bool, wide: bool
    ) -> None:
        found = again([3] * 8, second, LATELY)
        assert found is not None
        assert (found.moved.value, found.apart, found.moved.count) == (moved, apart, 8)
        assert (found.moved.is_clear, found.is_wide) == (clear, wide)

    @pytest.mark.parametrize(("count", "gap"), [(7, LATELY), (8, LATELY - SHORT)])
    def test_are_not_said_of_few_or_within_half_a_year(self, count: int, gap: timedelta) -> None:
        assert again([3] * count, [4] * count, gap) is None

    def test_are_not_said_where_the_second_is_older_than_a_year(self) -> None:
        ratings = [*rated([3] * 8, NOW - 2 * YEAR), *rated([5] * 8, NOW - YEAR)]
        assert repeats(ratings, NOW - YEAR) is None
        assert repeats(ratings, NOW - YEAR - SHORT) is not None

    def test_hold_the_newest_against_the_newest_that_is_old_enough(self) -> None:
        times = {1: 3 * YEAR, 2: YEAR, 5: timedelta(days=90), 4: timedelta(0)}
        ratings = [each for rung, ago in times.items() for each in rated([rung] * 8, NOW - ago)]
        found = repeats(ratings, NOW - YEAR)
        assert found is not None
        assert found.moved.value == 4 - 2


class TestKeyChange:
    @staticmethod
    def of(before: Sequence[int], lately: Sequence[int]) -> KeyChange | None:
        old = rated(before, NOW - LATELY)
        return key_change([*old, *rated(lately, NOW - LATELY + SHORT, first=50)], NOW, 8)

    @pytest.mark.parametrize(
        ("before", "lately", "moved", "clear", "further"),
        [
            ([3] * 8, [4] * 9, 1, True, True),
            ([5] * 8, [4] * 9, -1, True, False),
            ([2] * 8, [3] * 9, 1, True, False),
            ([2, 4] * 4, [1, 5] * 4, 0, False, False),
        ],
    )
    def test_is_the_last_half_year_against_all_before(
        self, before: list[int], lately: list[int], moved: float, clear: bool, further: bool
    ) -> None:
        found = self.of(before, lately)
        assert found is not None
        assert found.moved.value == pytest.approx(moved)
        assert (found.moved.is_clear, found.is_further) == (clear, further)

    @pytest.mark.parametrize(("before", "lately"), [(7, 9), (9, 7), (0, 9)])
    def test_is_not_said_where_either_is_few(self, before: int, lately: int) -> None:
        assert self.of([3] * before, [4] * lately) is None


@pytest.mark.parametrize(
    ("first", "second", "nearer"), [(5, 4, True), (3, 4, False), (2, 4, False)]
)
def test_a_yardstick_may_move_towards_the_key(first: int, second: int, nearer: bool) -> None:
    found = again([first] * 8, [second] * 8, LATELY)
    assert found is not None
    assert found.is_nearer is nearer


def test_ratings_come_with_their_keys_oldest_first() -> None:
    newer = Part(round=ROUND, ratings=tuple(given(ADA, (5, None, None, 5))))
    older = tuple(each.model_copy(update={"rated_at": at(-9)}) for each in given(ADA, (None, 3)))
    found = keyed_ratings([newer, Part(round=ROUND, ratings=older)])
    assert [(each.key, each.rating) for each in found] == [(KEYS[1], 3), (KEYS[0], 5), (KEYS[3], 5)]
