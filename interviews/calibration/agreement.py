"""How alike raters rate: Krippendorff's alpha for the level ladder, with gaps, and the parts of their noise."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from math import sqrt
from random import Random
from statistics import fmean, quantiles, variance

from interviews.models import Model, Rating

Table = Sequence[Sequence[int | None]]
"""A row for each rater: their rating of each answer, in the same order; None where they gave none."""
Repeat = tuple[int, int]
"""Two ratings that the same person gave to the same answer, with months between them."""

FEWEST_RATERS, FEWEST_ANSWERS, FEWEST_REPEATS = 5, 5, 8
"""Below these an estimate is mostly chance; and of fewer than five raters it tells who rated how."""
FIRM, TENTATIVE = 0.8, 0.667
"""Krippendorff's own thresholds (Content Analysis, chapter 12)."""
BOOTSTRAPS = 1000
MOST_PASSES = 200

RUNGS = tuple(range(Rating.BELOW_JUNIOR, Rating.BEYOND_SENIOR + 1))
PAIRS = tuple(combinations(range(len(RUNGS)), 2))
Tally = tuple[float, ...]
"""Of one answer: how many gave each rung, then for each pair of rungs how often they met, by Krippendorff's weights."""


class Unsaid(StrEnum):
    """Why there is no figure."""

    TOO_FEW = "too few"
    """Too few raters, or too few answers that two of them rated."""
    ONE_RUNG = "one rung"
    """Everybody gave every answer the same rung: there is no difference that they could agree about."""


class Agreement(Model):
    """Alpha is 1 where raters agree and 0 where they do no better than chance; with its interval of 95 %."""

    alpha: float
    low: float
    high: float

    @property
    def strength(self) -> str:
        """What alpha allows: a firm conclusion, a tentative one, or none."""
        return "firm" if self.alpha >= FIRM else "tentative" if self.alpha >= TENTATIVE else "weak"


class Noise(Model):
    """By how much one rater's rating is off from another's, in rungs, as standard deviations."""

    level: float
    """Between raters' averages: some are stricter with every answer."""
    rest: float
    """Beyond that: what this rater makes of this answer, and what the day adds."""
    occasion: float | None = None
    """The part of the rest that is the day's: the same rater and answer, months later; None for too few repeats."""

    @property
    def pattern(self) -> float | None:
        """The part of the rest that stays: what somebody always values more than others; None without `occasion`."""
        return None if self.occasion is None else _root(self.rest**2 - self.occasion**2)


def alpha(table: Table) -> float | None:
    """Krippendorff's alpha for ordinal ratings; None where no answer has two ratings, or all have the same."""
    return _alpha(list(_tallies(table)))


def agreement(table: Table, seed: int) -> Agreement | Unsaid:
    """Alpha, with the interval that 1,000 draws of as many answers give; the same seed gives the same interval."""
    tallies = list(_tallies(table))
    raters = sum(any(rating is not None for rating in row) for row in table)
    if raters < FEWEST_RATERS or len(tallies) < FEWEST_ANSWERS:
        return Unsaid.TOO_FEW
    if (found := _alpha(tallies)) is None:
        return Unsaid.ONE_RUNG
    random = Random(seed)  # noqa: S311 - it draws answers, and keeps no secret
    draws = (_alpha(random.choices(tallies, k=len(tallies))) for _ in range(BOOTSTRAPS))
    drawn = [draw for draw in draws if draw is not None]
    low, *_, high = quantiles(drawn, n=40, method="inclusive")
    return Agreement(alpha=found, low=min(low, found), high=max(high, found))


def noise(table: Table, repeats: Sequence[Repeat] = ()) -> Noise | Unsaid:
    """The parts of the noise; answers and raters are compared on the cells that are there."""
    cells = [
        (row, column, float(rating))
        for row, ratings in enumerate(table)
        for column, rating in enumerate(ratings)
        if rating is not None
    ]
    given: dict[int, int] = {}
    for row, _, _ in cells:
        given[row] = given.get(row, 0) + 1
    answers = len({column for _, column, _ in cells})
    freedom = len(cells) - len(given) - answers + 1
    few = len(given) < FEWEST_RATERS or answers < FEWEST_ANSWERS
    if few or freedom <= 0 or not _is_connected(cells):
        return Unsaid.TOO_FEW
    severity, height = _two_way(cells)
    rest = sum((rating - severity[r] - height[a]) ** 2 for r, a, rating in cells) / freedom
    # A mean of few ratings varies by itself, by the rest: that is no strictness.
    level = variance(severity.values()) - rest * fmean(1 / count for count in given.values())
    occasion = None
    if len(repeats) >= FEWEST_REPEATS:
        occasion = sqrt(sum((first - second) ** 2 for first, second in repeats) / 2 / len(repeats))
    return Noise(level=_root(level), rest=_root(rest), occasion=occasion)


def _tallies(table: Table) -> Iterator[Tally]:
    """One of each answer that two raters or more have rated; the others cannot show agreement."""
    for column in zip(*table, strict=True):
        counts = [column.count(rung) for rung in RUNGS]
        if (raters := sum(counts)) > 1:
            met = (counts[i] * counts[j] / (raters - 1) for i, j in PAIRS)
            yield (*counts, *met)


def _alpha(tallies: Iterable[Tally]) -> float | None:
    sums = [sum(column) for column in zip(*tallies, strict=True)]
    counts, met = sums[: len(RUNGS)], sums[len(RUNGS) :]
    # Two rungs are as far apart as the ratings between their middles are many.
    middles, below = [], 0.0
    for count in counts:
        middles.append(below + count / 2)
        below += count
    observed = expected = 0.0
    for (i, j), together in zip(PAIRS, met, strict=False):
        if counts[i] and counts[j]:
            distance = (middles[j] - middles[i]) ** 2
            observed += together * distance
            expected += counts[i] * counts[j] * distance
    return 1 - observed * (below - 1) / expected if expected else None


Cell = tuple[int, int, float]
"""Rater, answer and rating."""


def _two_way(cells: Sequence[Cell]) -> tuple[dict[int, float], dict[int, float]]:
    """Each rater's mean distance from the answers' heights, and these, by least squares."""
    severity = {row: 0.0 for row, _, _ in cells}
    height = {column: 0.0 for _, column, _ in cells}
    for _ in range(MOST_PASSES):
        before = dict(severity)
        for answer in height:
            height[answer] = fmean(rating - severity[r] for r, a, rating in cells if a == answer)
        for rater in severity:
            severity[rater] = fmean(rating - height[a] for r, a, rating in cells if r == rater)
        if max(abs(severity[rater] - before[rater]) for rater in severity) < 1e-12:
            break
    return severity, height


def _is_connected(cells: Sequence[Cell]) -> bool:
    """Whether any two raters can be compared, over answers that they or others between them have rated."""
    raters, answers, reached = {cells[0][0]}, set[int](), 0
    while len(raters) + len(answers) > reached:
        reached = len(raters) + len(answers)
        answers |= {answer for rater, answer, _ in cells if rater in raters}
        raters |= {rater for rater, answer, _ in cells if answer in answers}
    return raters == {rater for rater, _, _ in cells}


def _root(square: float) -> float:
    """The root; of an estimate that chance has made negative, 0."""
    return sqrt(max(0.0, square))
