"""How far somebody's ratings of sample answers have moved: against their own earlier ones, and against the key."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import fmean

from interviews.calibration.agreement import FEWEST_REPEATS
from interviews.calibration.estimates import Estimate, difference, mean
from interviews.calibration.models import LATELY, Part
from interviews.models import Model

WIDE = 1.0
"""Rungs between two ratings of the same answer, on average, from which the day seems to decide."""


class KeyedRating(Model):
    """What somebody gave to a sample answer, and its key."""

    answer_id: str
    rating: int
    key: int
    rated_at: datetime

    @property
    def difference(self) -> float:
        """Own rating minus key."""
        return float(self.rating - self.key)


class Repeats(Model):
    """Sample answers that somebody has rated twice, half a year or more apart."""

    moved: Estimate
    """The second rating minus the first."""
    apart: float
    """The mean distance between the two, up or down."""
    is_nearer: bool
    """Whether the second ones are nearer the key on average than the first."""

    @property
    def is_wide(self) -> bool:
        """Whether the same answer gets another rating on another day."""
        return self.apart >= WIDE


class KeyChange(Model):
    """The difference from the key in the last half year, and before."""

    lately: float
    before: float
    moved: Estimate
    """The former minus the latter."""

    @property
    def is_further(self) -> bool:
        """Whether it is further from the key than it was."""
        return abs(self.lately) > abs(self.before)


def keyed_ratings(parts: Iterable[Part]) -> list[KeyedRating]:
    """All that somebody gave in these rounds, with the keys; oldest first."""
    found = [
        KeyedRating(
            answer_id=each.answer_id, rating=each.rating, rated_at=each.rated_at,
            key=part.round.answers[each.number - 1].key,
        )
        for part in parts
        for each in part.ratings
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.rated_at)


def repeats(ratings: Sequence[KeyedRating], since: datetime) -> Repeats | None:
    """Of each answer the newest rating, from `since` on, against the newest that is half a year older."""
    newest = {each.answer_id: each for each in ratings if each.rated_at > since}
    pairs = {
        each.answer_id: (each, newest[each.answer_id])
        for each in ratings
        if each.answer_id in newest and each.rated_at <= newest[each.answer_id].rated_at - LATELY
    }
    moves = [float(second.rating - first.rating) for first, second in pairs.values()]
    if (moved := mean(moves, FEWEST_REPEATS)) is None:
        return None
    then, now = (
        fmean(each.difference for each in side) for side in zip(*pairs.values(), strict=True)
    )
    return Repeats(moved=moved, apart=fmean(map(abs, moves)), is_nearer=abs(now) < abs(then))


def key_change(ratings: Sequence[KeyedRating], now: datetime, fewest: int) -> KeyChange | None:
    """The last half year against all before it; None where either has fewer than so many ratings."""
    lately = [each.difference for each in ratings if each.rated_at > now - LATELY]
    before = [each.difference for each in ratings if each.rated_at <= now - LATELY]
    moved = difference(lately, before, fewest)
    return KeyChange(lately=fmean(lately), before=fmean(before), moved=moved) if moved else None
