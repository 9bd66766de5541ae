"""Where a rater stands against the key, and what all raters of a round gave together."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean

from interviews.calibration.agreement import (
    FEWEST_RATERS,
    RUNGS,
    Agreement,
    Noise,
    Repeat,
    Unsaid,
    agreement,
    noise,
)
from interviews.calibration.models import GivenRating, Part, Round, SampleAnswer
from interviews.models import Model, Rating

FEWEST_RATED = 4
"""Below this many ratings nothing is said of somebody's leaning."""
LEANING = 0.5
"""Rungs off the key, on average, from which somebody rates mildly or strictly."""

Spread = tuple[int, ...]
"""How many gave each of the five rungs."""


class Leaning(StrEnum):
    """What a rater's differences from the key have in common."""

    TOO_FEW = "too few"
    MILD = "mild"
    STRICT = "strict"
    SCATTERED = "scattered"
    """No leaning, and single answers far off."""
    CLOSE = "close"


class RatedAnswer(Model):
    """One answer that somebody rated, with the key."""

    number: int
    answer: SampleAnswer
    rating: Rating
    evidence: str = ""
    spread: Spread = ()
    """What all raters gave, the reader among them; empty where there are fewer than five."""

    @property
    def difference(self) -> int:
        """Own rating minus key: above 0 is milder, below 0 stricter."""
        return self.rating - self.answer.key


class Standing(Model):
    """Somebody's own ratings against the key; for nobody else."""

    rated: tuple[RatedAnswer, ...]
    """Those furthest from the key first."""

    @property
    def mean(self) -> float:
        """The mean difference in rungs; 0 where nothing was rated."""
        return fmean(each.difference for each in self.rated) if self.rated else 0.0

    @property
    def exact(self) -> int:
        """How many ratings are the key's."""
        return sum(each.difference == 0 for each in self.rated)

    @property
    def within_one(self) -> int:
        """How many are the key's or its neighbour."""
        return sum(abs(each.difference) <= 1 for each in self.rated)

    @property
    def leaning(self) -> Leaning:
        """What the differences have in common."""
        if len(self.rated) < FEWEST_RATED:
            return Leaning.TOO_FEW
        if abs(self.mean) >= LEANING:
            return Leaning.MILD if self.mean > 0 else Leaning.STRICT
        return Leaning.CLOSE if self.within_one == len(self.rated) else Leaning.SCATTERED


class AnswerSpread(Model):
    """One answer of a round, and what all its raters gave."""

    number: int
    answer: SampleAnswer
    spread: Spread = ()
    """Empty where fewer than five rated it."""

    @property
    def mean(self) -> float:
        """The mean of what was given; 0 where it is not said."""
        given = sum(self.spread)
        total = sum(rung * count for rung, count in zip(RUNGS, self.spread, strict=False))
        return total / given if given else 0.0

    @property
    def width(self) -> int:
        """From the lowest rung that was given to the highest."""
        given = [rung for rung, count in zip(RUNGS, self.spread, strict=False) if count]
        return given[-1] - given[0] if given else 0


class Summary(Model):
    """What a round of several people came to, with nobody's name in it."""

    asked: int
    rated: int
    """How many rated at least one answer."""
    finished: int
    """How many rated all."""
    agreement: Agreement | Unsaid
    noise: Noise | Unsaid
    answers: tuple[AnswerSpread, ...]
    """Those first about which the raters differ most."""

    @property
    def has_spread(self) -> bool:
        """Whether there were enough raters to say anything of what they gave."""
        return any(answer.spread for answer in self.answers)


def standing(part: Part, everybody: Sequence[GivenRating] = ()) -> Standing:
    """Somebody's own ratings against the key, with what all raters gave where they are enough."""
    rated = [
        RatedAnswer(
            number=own.number,
            answer=part.round.answers[own.number - 1],
            rating=own.rating,
            evidence=own.evidence,
            spread=_spread(everybody, own.number),
        )
        for own in part.ratings
    ]
    return Standing(
        rated=tuple(sorted(rated, key=lambda each: (-abs(each.difference), each.number)))
    )


def passes(part: Part) -> bool:
    """Whether somebody has rated a whole round as its role asks; never where the round asks for nothing."""
    found, asked = standing(part), part.round
    enough = found.exact >= asked.pass_exact and found.within_one >= asked.pass_within_one
    return asked.can_be_passed and not part.next_number and enough


def summary(
    found: Round,
    raters: Sequence[str],
    ratings: Sequence[GivenRating],
    repeats: Sequence[Repeat] = (),
) -> Summary:
    """What the raters of a round gave together, by their ids; `repeats` are of answers that they had rated before."""
    given = {(rating.user_id, rating.number): int(rating.rating) for rating in ratings}
    places = range(1, len(found.answers) + 1)
    people = sorted({rating.user_id for rating in ratings})
    table = [[given.get((who, place)) for place in places] for who in people]
    spreads = [
        AnswerSpread(
            number=place, answer=found.answers[place - 1], spread=_spread(ratings, place)
        )
        for place in places
    ]  # fmt: skip
    return Summary(
        asked=len(raters),
        rated=len(people),
        finished=sum(None not in row for row in table),
        agreement=agreement(table, found.seed),
        noise=noise(table, repeats),
        answers=tuple(sorted(spreads, key=lambda each: (-each.width, each.number))),
    )


def _spread(ratings: Sequence[GivenRating], number: int) -> Spread:
    """Nothing where fewer than five rated the answer: who gave what could be worked out."""
    given = [int(rating.rating) for rating in ratings if rating.number == number]
    return tuple(map(given.count, RUNGS)) if len(given) >= FEWEST_RATERS else ()
