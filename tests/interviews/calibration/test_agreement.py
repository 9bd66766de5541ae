"""How alike raters rate: alpha as another package has it, its interval, and the parts of the noise."""

from collections.abc import Iterable, Sequence
from random import Random
from statistics import fmean

import pytest

from interviews.calibration.agreement import (
    Agreement,
    Noise,
    Table,
    Unsaid,
    agreement,
    alpha,
    noise,
)

_ = None
# Krippendorff's own example of four observers and twelve units ("Computing Krippendorff's Alpha-Reliability").
PUBLISHED: Table = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def drawn(random: Random) -> Table:
    """A table of up to twelve raters and answers; between none and most cells are empty."""
    raters, answers, gaps = random.randint(2, 12), random.randint(2, 12), random.random() * 0.7
    rungs = random.sample(range(1, 6), random.randint(2, 5))
    return [
        [None if random.random() < gaps else random.choice(rungs) for _ in range(answers)]
        for _ in range(raters)
    ]


EIGHT = (1, 2, 2, 3, 3, 4, 4, 5)
"""The keys of a round: answers of all rungs."""
MIDDLE = (2, 3, 4, 3, 2, 3, 4, 3)
"""Answers at which the ladder's ends cut off little of what raters differ in."""


def rated(random: Random, severities: Iterable[float], keys: Sequence[int] = EIGHT) -> Table:
    """What raters of known strictness, each with a noise of 0.7 rungs, give to answers with these keys."""
    return [
        [min(5, max(1, round(key + severity + random.gauss(0, 0.7)))) for key in keys]
        for severity in severities
    ]


def panel(random: Random) -> list[float]:
    """By how much each of twelve raters is milder than the others."""
    return [random.gauss(0, 0.4) for _ in range(12)]


class TestAlpha:
    """Krippendorff's alpha for ordinal ratings."""

    def test_is_what_was_published(self) -> None:
        assert alpha(PUBLISHED) == pytest.approx(0.815, abs=0.001)

    def test_is_what_another_package_says_of_any_table_with_gaps(self) -> None:
        krippendorff = pytest.importorskip("krippendorff", reason="./interview test installs it")
        random, compared = Random(14), 0
        for _ in range(300):
            table = drawn(random)
            if (ours := alpha(table)) is None:
                continue
            rows = [[float("nan") if cell is None else cell for cell in row] for row in table]
            theirs = krippendorff.alpha(reliability_data=rows, level_of_measurement="ordinal")
            assert ours == pytest.approx(theirs, abs=1e-9), table
            compared += 1
        assert compared > 250

    @pytest.mark.parametrize(
        "table",
        [
            [],
            [[]],
            [[3, 4, 5]],
            [[3, None], [None, 4]],
            [[None, None], [None, None]],
            [[3, 3], [3, 3]],
        ],
    )
    def test_is_nothing_where_nothing_can_agree(self, table: Table) -> None:
        assert alpha(table) is None

    def test_is_1_where_all_agree_and_answers_differ(self) -> None:
        assert alpha([[1, 3, 5]] * 4) == 1


class TestAgreement:
    """Alpha with its interval, or why there is none."""

    def test_has_an_interval_around_it_that_the_seed_alone_decides(self) -> None:
        table = rated(Random(1), panel(Random(1)))
        found = agreement(table, seed=7)
        assert isinstance(found, Agreement)
        assert found.alpha == alpha(table)
        assert found.low < found.alpha < found.high <= 1
        assert agreement(table, seed=7) == found != agreement(table, seed=8)

    def test_interval_holds_what_the_same_raters_reach_with_many_answers(self) -> None:
        random, held = Random(3), 0
        for seed in range(20):
            severities = panel(random)
            many = alpha(rated(random, severities, EIGHT * 60))
            found = agreement(rated(random, severities), seed)
            assert many is not None
            assert isinstance(found, Agreement)
            held += found.low <= many <= found.high
        assert held >= 18

    @pytest.mark.parametrize(
        ("table", "why"),
        [
            ([], Unsaid.TOO_FEW),
            ([[1, 2, 3, 4, 5, 1, 2, 3]], Unsaid.TOO_FEW),
            ([[1, 2, 3, 4, 5, 1, 2, 3]] * 4, Unsaid.TOO_FEW),
            ([*[[1, 2, 3, 4, 5]] * 4, [None] * 5], Unsaid.TOO_FEW),
            ([[1, 2, 3, 4]] * 5, Unsaid.TOO_FEW),
            ([[1, 2, 3, 4, None]] * 4 + [[1, 2, 3, 4, 5]], Unsaid.TOO_FEW),
            ([[3, 3, 3, 3, 3]] * 5, Unsaid.ONE_RUNG),
        ],
        ids=["nobody", "alone", "four", "gone", "four answers", "one rated alone", "one rung"],
    )
    def test_says_why_there_is_no_figure(self, table: Table, why: Unsaid) -> None:
        assert agreement(table, seed=1) is why

    @pytest.mark.parametrize(
        ("value", "strength"),
        [(0.8, "firm"), (0.79, "tentative"), (0.667, "tentative"), (0.66, "weak"), (-0.2, "weak")],
    )
    def test_says_what_it_allows(self, value: float, strength: str) -> None:
        assert Agreement(alpha=value, low=value, high=value).strength == strength


class TestNoise:
    """The level, pattern and occasion parts of what raters differ in."""

    def test_is_found_again_in_ratings_that_were_made_with_it(self) -> None:
        random = Random(5)
        found = [noise(rated(random, panel(random), MIDDLE)) for _ in range(60)]
        parts = [part for part in found if isinstance(part, Noise)]
        assert len(parts) == 60
        assert fmean(part.level**2 for part in parts) ** 0.5 == pytest.approx(0.4, abs=0.06)
        assert fmean(part.rest**2 for part in parts) ** 0.5 == pytest.approx(0.7, abs=0.12)

    def test_is_found_again_where_raters_left_in_the_middle(self) -> None:
        random, levels = Random(6), []
        for _ in range(60):
            table = [
                [rung if place < stop else None for place, rung in enumerate(row)]
                for row, stop in zip(
                    rated(random, panel(random), MIDDLE), [8, 8, 8, 5] * 3, strict=True
                )
            ]
            parts = noise(table)
            assert isinstance(parts, Noise)
            levels.append(parts.level)
        assert fmean(level**2 for level in levels) ** 0.5 == pytest.approx(0.4, abs=0.06)

    def test_has_no_part_where_all_rate_alike(self) -> None:
        parts = noise([[1, 2, 3, 4, 5]] * 5, repeats=[(3, 3)] * 8)
        assert parts == Noise(level=0, rest=0, occasion=0)
        assert isinstance(parts, Noise)
        assert parts.pattern == 0

    def test_is_all_level_where_raters_are_only_shifted(self) -> None:
        parts = noise([[1, 2, 3, 2, 1], [2, 3, 4, 3, 2], [3, 4, 5, 4, 3]] * 2)
        assert isinstance(parts, Noise)
        assert (parts.level, parts.rest) == (pytest.approx(0.894, abs=0.001), pytest.approx(0))

    def test_takes_the_day_apart_only_from_enough_repeated_ratings(self) -> None:
        table = rated(Random(2), panel(Random(2)))
        repeats = [(2, 3), (4, 4), (3, 3), (5, 4)] * 2
        few, enough = noise(table, repeats[:7]), noise(table, repeats)
        assert isinstance(few, Noise)
        assert isinstance(enough, Noise)
        assert (few.occasion, few.pattern) == (None, None)
        assert enough.occasion == pytest.approx(0.5)
        assert enough.pattern == pytest.approx((enough.rest**2 - 0.25) ** 0.5)

    @pytest.mark.parametrize(
        "table",
        [
            [],
            [[1, 2, 3, 4, 5, 1, 2, 3]],
            [[1, 2, 3, 4, 5]] * 4,
            [[1, 2, 3, 4]] * 6,
            [[1, None, None, None, None], *[[None, 2, 3, 4, 5]] * 5],
            [[rung if rung == row else None for rung in range(1, 6)] for row in range(1, 6)],
        ],
        ids=["nobody", "alone", "four raters", "four answers", "nothing shared", "one each"],
    )
    def test_is_not_said_of_too_few(self, table: Table) -> None:
        assert noise(table) is Unsaid.TOO_FEW
