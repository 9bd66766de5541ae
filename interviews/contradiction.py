"""The rules of a fair scorecard: evidence at the extremes, and a vote that fits its own ratings."""

from collections.abc import Iterable
from statistics import fmean

from interviews.models import EXTREMES, TARGET_RATING, Model, Rating, Recommendation, SkillRating
from question_bank.models import Level

FAR_BELOW = 1.0  # a yes this many points under the target, on average, is worth a second look


class Contradiction(Model):
    """A vote that its own ratings do not carry: the mean of `count` ratings against the target's rating."""

    recommendation: Recommendation
    mean: float
    count: int
    target: Rating


def lacking_evidence(ratings: Iterable[SkillRating]) -> tuple[str, ...]:
    """The skills rated 1 or 5 without a word on what the candidate said or did."""
    return tuple(
        one.skill_id for one in ratings if one.rating in EXTREMES and not one.evidence.strip()
    )


def contradiction(
    recommendation: Recommendation, ratings: Iterable[Rating | None], target_level: Level
) -> Contradiction | None:
    """What does not fit between vote and ratings, or None.

    A vote for the candidate contradicts a mean at least one point under the target; a vote
    against contradicts a mean at or above it. Skills that were not assessed count for nothing.
    """
    given = [int(rating) for rating in ratings if rating is not None]
    if not given:
        return None
    mean, target = fmean(given), TARGET_RATING[target_level]
    contradicts = mean <= target - FAR_BELOW if recommendation.favours else mean >= target
    if not contradicts:
        return None
    return Contradiction(recommendation=recommendation, mean=mean, count=len(given), target=target)
