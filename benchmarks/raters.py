"""Raters of known strictness and noise, made up: what a round says of them, against the truth."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from random import Random
from statistics import correlation, fmean
from typing import NamedTuple

import click

from interviews.calibration.agreement import RUNGS, Agreement, Noise, Table, agreement, alpha, noise
from interviews.calibration.choice import choose
from interviews.calibration.estimates import mean
from interviews.calibration.mirror import FEWEST_KEYED
from interviews.calibration.standing import LEANING
from question_bank.load.loader import load
from question_bank.models import Archetype, Qualification

SEVERITY, NOISE = 0.4, 0.7
"""Standard deviations in rungs: between raters, and of one rater from answer to answer."""
RATERS = 12
PASSING = Qualification(within_one=0.8, exact=0.5)
"""What the page on a bank of one's own proposes for passing a round."""
MANY = 10  # rounds that stand for the truth
LEANINGS = (("truly half a rung off or more", LEANING, 9.0), ("truly within 0.2", 0.0, 0.2))
"""Those who should be told that they lean, and those who should not, by their true strictness."""
BAR = 40  # characters of a bar that stands for 1


class Rated(NamedTuple):
    """A made-up team: by how much each of them is truly milder than the key, and what they gave."""

    severities: tuple[float, ...]
    table: Table


class Line(NamedTuple):
    """One figure; those between 0 and 1 are drawn."""

    words: str
    value: float


def keys_of_rounds(count: int, seed: int) -> list[int]:
    """The keys of so many rounds on end, as the built-in bank's rule chooses them."""
    role = _roles()[seed % len(_roles())]
    keys, rated = list[int](), dict[str, int]()
    for number in range(count):
        answers = choose(role, seed + number, rated)
        rated |= {answer.id: rated.get(answer.id, 0) + 1 for answer in answers}
        keys += [int(answer.key) for answer in answers]
    return keys


@cache
def _roles() -> tuple[Archetype, ...]:
    return load().archetypes


def make_team(random: Random, keys: Sequence[int]) -> Rated:
    """Twelve raters, who give whole rungs and cannot leave the ladder."""
    severities = tuple(random.gauss(0, SEVERITY) for _ in range(RATERS))
    table = [
        [min(RUNGS[-1], max(RUNGS[0], round(key + severity + random.gauss(0, NOISE)))) for key in keys]
        for severity in severities
    ]  # fmt: skip
    return Rated(severities, table)


def figures(teams: int) -> Iterator[Line]:
    """What comes out over so many teams."""
    for rounds in (1, 2, 3):
        yield from _of_mirror(
            list(_teams(teams, rounds)), f"{rounds} round{'s' if rounds > 1 else ''}"
        )
    made = list(_teams(teams, 1))
    yield from _of_leaning(made)
    yield from _of_passing(made)
    yield from _of_agreement(made)


def _teams(count: int, rounds: int) -> Iterator[tuple[Rated, list[int]]]:
    for seed in range(count):
        keys = keys_of_rounds(rounds, seed)
        yield make_team(Random(seed), keys), keys


def _of_mirror(made: Sequence[tuple[Rated, list[int]]], name: str) -> Iterator[Line]:
    """The mirror's figure against the key, with its interval, as it stands after so many rounds."""
    pairs = [
        (truth, found)
        for team, keys in made
        for truth, off in _differences(team, keys)
        if (found := mean(off, FEWEST_KEYED))
    ]
    true = [truth for truth, _ in pairs]
    yield Line(
        f"mirror, {name}: correlation of its figure with true strictness",
        correlation(true, [found.value for _, found in pairs]),
    )
    holds = (found.low <= truth <= found.high for truth, found in pairs)
    yield Line("  its interval holds the true strictness", fmean(holds))
    for which, least, most in LEANINGS:
        some = (
            found.is_clear and (found.value > 0) == (truth > 0)
            for truth, found in pairs
            if least <= abs(truth) <= most
        )
        yield Line(f"  its interval is clear of 0, of those {which}", fmean(some))


def _of_leaning(made: Sequence[tuple[Rated, list[int]]]) -> Iterator[Line]:
    """What the page at the end of a single round says."""
    pairs = [(truth, fmean(off)) for team, keys in made for truth, off in _differences(team, keys)]
    for which, least, most in LEANINGS:
        some = (
            abs(said) >= LEANING and (said > 0) == (truth > 0)
            for truth, said in pairs
            if least <= abs(truth) <= most
        )
        yield Line(f"told at the end of a round that they lean, of those {which}", fmean(some))


def _differences(team: Rated, keys: Sequence[int]) -> Iterator[tuple[float, list[float]]]:
    """Each rater's true strictness, and how far each of their ratings is from the key."""
    for severity, row in zip(team.severities, team.table, strict=True):
        pairs = zip(row, keys, strict=True)
        yield severity, [float(rung - key) for rung, key in pairs if rung is not None]


def _of_passing(made: Sequence[tuple[Rated, list[int]]]) -> Iterator[Line]:
    """Who would pass one round."""
    passed = [
        (truth, _passes(row, keys)) for team, keys in made for truth, row in zip(*team, strict=True)
    ]
    words = f"passed ({PASSING.within_one:g} within one, {PASSING.exact:g} exact), truly"
    yield Line(f"{words} within 0.2", fmean(did for truth, did in passed if abs(truth) <= 0.2))
    off = (did for truth, did in passed if abs(truth) >= LEANING)
    yield Line(f"{words} {LEANING:g} or more off", fmean(off))


def _passes(row: Sequence[int | None], keys: Sequence[int]) -> bool:
    off = [abs(rung - key) for rung, key in zip(row, keys, strict=True) if rung is not None]
    exact, near = (sum(away <= most for away in off) / len(keys) for most in (0, 1))
    return exact >= PASSING.exact and near >= PASSING.within_one


def _of_agreement(made: Sequence[tuple[Rated, list[int]]]) -> Iterator[Line]:
    held, parts = list[bool](), list[Noise]()
    for seed, (team, keys) in enumerate(made):
        said, apart = agreement(team.table, seed), noise(team.table)
        random = Random(seed + 1)
        many = alpha(
            [
                [
                    min(5, max(1, round(key + severity + random.gauss(0, NOISE))))
                    for key in keys * MANY
                ]
                for severity in team.severities
            ]
        )
        if isinstance(said, Agreement) and many is not None:
            held.append(said.low <= many <= said.high)
        if isinstance(apart, Noise):
            parts.append(apart)
    yield Line(f"alpha's interval of 95 % holds what {MANY} such rounds give", fmean(held))
    yield Line(f"level, truly {SEVERITY}: found", fmean(part.level**2 for part in parts) ** 0.5)
    yield Line(
        f"pattern and occasion, truly {NOISE}: found",
        fmean(part.rest**2 for part in parts) ** 0.5,
    )


def chart(lines: Iterable[Line]) -> str:
    """The figures as bars."""
    rows = list(lines)
    width = max(len(row.words) for row in rows)
    return "\n".join(
        f"{row.words.ljust(width)}  {row.value:.2f}  {'█' * round(max(0, row.value) * BAR)}" for row in rows
    )  # fmt: skip


@click.command()
@click.option(
    "--teams", default=200, show_default=True, help="How many teams of twelve are made up."
)
def main(teams: int) -> None:
    """Make up raters, have them rate as in a round, and print what the round says against the truth."""
    click.echo(chart(figures(teams)))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.raters")
