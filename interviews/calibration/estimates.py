"""Figures with their interval of 95 %: means, differences of means, medians, and shares; none of too little."""

from collections.abc import Sequence
from math import comb, sqrt
from statistics import fmean, median, variance

from interviews.models import Model

Z = 1.96
"""So many standard errors to each side hold 95 %, where the error is known."""
T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""The same where the error is estimated, for 1 to 30 degrees of freedom: Student's t at 0.975.

From the table in NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2.
"""
T_BEYOND = T[-1]
"""For more degrees of freedom; a little too wide, never too narrow."""


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
    room = _quantile(len(values) - 1) * sqrt(_squared_error(values))
    middle = fmean(values)
    return Estimate(value=middle, low=middle - room, high=middle + room, count=len(values))


def difference(these: Sequence[float], those: Sequence[float], fewest: int) -> Estimate | None:
    """The mean of these less the mean of those, by Welch; None where either are fewer than `fewest`."""
    if min(len(these), len(those)) < fewest:
        return None
    errors = [_squared_error(values) for values in (these, those)]
    parts = [
        error**2 / (len(values) - 1) for error, values in zip(errors, (these, those), strict=True)
    ]
    freedom = sum(errors) ** 2 / sum(parts) if any(parts) else min(len(these), len(those)) - 1
    found, room = fmean(these) - fmean(those), _quantile(int(freedom)) * sqrt(sum(errors))
    return Estimate(value=found, low=found - room, high=found + room, count=len(these))


def middle(values: Sequence[float], fewest: int) -> Estimate | None:
    """Their median, between two of the values themselves; None where they are fewer than `fewest`, or than six."""
    count, ranked = len(values), sorted(values)
    # So many values on each side, and the chance that the median is among them.
    outside, below = 0, 0.0
    while (below := below + comb(count, outside) / 2**count) <= 0.025:
        outside += 1
    if count < fewest or not outside:
        return None
    return Estimate(
        value=median(values), low=ranked[outside - 1], high=ranked[-outside], count=count
    )


def share(found: Sequence[bool], fewest: int) -> Estimate | None:
    """How many of them are so, with Wilson's interval, which stays between 0 and 1; None for too few."""
    count = len(found)
    if count < fewest:
        return None
    part = sum(found) / count
    centre = part + Z * Z / (2 * count)
    room = Z * sqrt(part * (1 - part) / count + (Z / (2 * count)) ** 2)
    return Estimate(
        value=part, count=count,
        low=(centre - room) / (1 + Z * Z / count), high=(centre + room) / (1 + Z * Z / count),
    )  # fmt: skip


def _quantile(freedom: int) -> float:
    """So many standard errors to each side hold 95 %, with that many degrees of freedom."""
    return T[freedom - 1] if freedom <= len(T) else T_BEYOND


def _squared_error(values: Sequence[float]) -> float:
    """The square of the standard error of their mean."""
    return variance(values) / len(values)
