"""Figures with their interval of 95 %: means, differences of means, and shares; none of too little."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

from interviews.models import Model

Z = 1.96
"""So many standard errors to each side hold 95 %."""


class Estimate(Model):
    """A figure with its interval of 95 %, and how many it is made of."""

    value: float
    low: float
    high: float
    count: int

    @property
    def is_clear(self) -> bool:
        """Whether it is above 0, or below, beyond what chance would give."""
        return self.low > 0 or self.high < 0


def mean(values: Sequence[float], fewest: int) -> Estimate | None:
    """Their mean; None where they are fewer than `fewest`."""
    if len(values) < fewest:
        return None
    middle, room = fmean(values), Z * _error(values)
    return Estimate(value=middle, low=middle - room, high=middle + room, count=len(values))


def difference(these: Sequence[float], those: Sequence[float], fewest: int) -> Estimate | None:
    """The mean of these less the mean of those; None where either are fewer than `fewest`."""
    if min(len(these), len(those)) < fewest:
        return None
    found, room = fmean(these) - fmean(those), Z * sqrt(_error(these) ** 2 + _error(those) ** 2)
    return Estimate(value=found, low=found - room, high=found + room, count=len(these))


def share(given: Sequence[int], rung: int, fewest: int) -> Estimate | None:
    """How large a share this rung is, with Wilson's interval, which stays between 0 and 1; None for too few."""
    count = len(given)
    if count < fewest:
        return None
    part = given.count(rung) / count
    middle = part + Z * Z / (2 * count)
    room = Z * sqrt(part * (1 - part) / count + (Z / (2 * count)) ** 2)
    return Estimate(
        value=part, count=count,
        low=(middle - room) / (1 + Z * Z / count), high=(middle + room) / (1 + Z * Z / count),
    )  # fmt: skip


def _error(values: Sequence[float]) -> float:
    """The standard error of their mean."""
    return stdev(values) / sqrt(len(values))
