"""Intervals of 95 %: they hold the truth as often as they say, of few values too."""

from collections.abc import Callable, Sequence
from random import Random

import pytest

from interviews.calibration.estimates import Estimate, difference, mean, middle, share

MANY = 4000


def held(draw: Callable[[Random], Estimate | None], truth: float) -> float:
    """How often the interval has the truth in it."""
    random = Random(7)
    found = [draw(random) for _ in range(MANY)]
    return sum(each is not None and each.low <= truth <= each.high for each in found) / MANY


def normal(random: Random, count: int) -> list[float]:
    return [random.gauss(1, 0.7) for _ in range(count)]


@pytest.mark.parametrize("count", [5, 8, 20, 40])
class TestIntervalHoldsTheTruth:
    def test_of_a_mean(self, count: int) -> None:
        assert held(lambda random: mean(normal(random, count), 5), 1) == pytest.approx(
            0.95, abs=0.012
        )

    def test_of_a_difference(self, count: int) -> None:
        found = held(lambda random: difference(normal(random, count), normal(random, 8), 5), 0)
        assert 0.938 <= found <= 0.975

    def test_of_a_median(self, count: int) -> None:
        found = held(lambda random: middle(normal(random, max(6, count)), 5), 1)
        assert found >= 0.938

    def test_of_a_share(self, count: int) -> None:
        found = held(lambda random: share([random.random() < 0.3 for _ in range(count)], 4), 0.3)
        assert found >= 0.92


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        ([0] * 8, (0, 0)),  # nothing varies
        ([1, 3], (2 - 12.706, 2 + 12.706)),
        ([0, 1, 2, 3, 4], (2 - 2.776 * (2.5 / 5) ** 0.5, 2 + 2.776 * (2.5 / 5) ** 0.5)),
    ],
)
def test_a_mean_has_students_interval(
    values: Sequence[float], interval: tuple[float, float]
) -> None:
    found = mean(values, 2)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(interval)


@pytest.mark.parametrize(("count", "place"), [(5, 0), (6, 1), (8, 1), (9, 2), (20, 6)])
def test_a_median_lies_between_two_of_the_values(count: int, place: int) -> None:
    """The places are those of the usual table of a median's interval, from the binomial distribution."""
    found = middle(list(range(1, count + 1)), 5)
    assert (found and (found.low, found.high)) == ((place, count + 1 - place) if place else None)
