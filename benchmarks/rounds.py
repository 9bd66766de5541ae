"""Two sides of a comparison take turns, so that a slow minute of the machine falls on both."""

from collections.abc import Callable, Iterable
from math import ceil
from typing import TypeVar

T = TypeVar("T")


def interleave(
    rounds: int, ours: Callable[[], T], floor: Callable[[], T]
) -> tuple[list[T], list[T]]:
    """What each side gave, a value a round; who begins changes from round to round."""
    ours_gave, floor_gave = [], []
    for number in range(rounds):
        if number % 2:
            floor_gave.append(floor())
        ours_gave.append(ours())
        if not number % 2:
            floor_gave.append(floor())
    return ours_gave, floor_gave


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
