"""The checks of a scorecard: evidence at 1 and 5, and a vote that fits its own ratings."""

from collections.abc import Iterable
from statistics import fmean

from interviews.models import EXTREMES, TARGET_RATING, Model, Rating, Recommendation, SkillRating
from question_bank.models import Level

FAR_BELOW = 1.0  # a yes this many points under the target, on average, is worth a second look


class Contradiction(Model):
    """A vote that does not fit its own ratings: their mean and number, and the rating of the target level."""

    recommendation: Recommendation
    mean: float
    count: int
    target: Rating


def lacking_evidence(ratings: Iterable[SkillRating]) -> tuple[str, ...]:
    """The ids of the skills rated 1 or 5 without evidence."""
    return tuple(
        skill.skill_id
        for skill in ratings
        if skill.rating in EXTREMES and not skill.evidence.strip()
    )


def contradiction(
    recommendation: Recommendation, ratings: Iterable[Rating | None], target_level: Level
) -> Contradiction | None:
    """The contradiction between vote and ratings, or None.

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
