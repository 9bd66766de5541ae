"""A calibration round: sample answers as they stood when it began, who rates them, and what each of them gave."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field

from interviews.models import Model, Rating, Text
from question_bank.models import Misleads

LATELY = timedelta(days=182)
"""An answer that somebody has rated within half a year comes last."""
Before = tuple[int, str]
"""Of an answer that was rated long before: minus how many of some people have rated it, and the last day of it."""


class SampleAnswer(Model):
    """One answer to rate, with all that stands beside it, in the words of the bank as it was."""

    id: str
    """The same in every round, as long as the bank has the same words."""
    question: str
    skill_id: str
    skill: str
    anchors: tuple[str, ...]
    """Five texts, from below junior to beyond senior."""
    junior: str
    """What a good junior answer to the question sounds like."""
    senior: str
    text: str
    key: Rating
    why: str
    misleads: Misleads
    arguable: str = ""
    """What speaks for another rung; empty where the guides leave no doubt."""


class Round(Model):
    """Answers that are rated by one person for themselves, or by several people until a date."""

    team_id: str
    id: str
    archetype_id: str
    role: str
    """The name of the role, as it was."""
    seed: int
    """Decides which answers were chosen, and in which order they come."""
    answers: tuple[SampleAnswer, ...]
    created_by: str
    created_at: datetime
    due_at: datetime | None = None
    """Until when several people rate; None where somebody rates for themselves."""
    closed_at: datetime | None = None
    """Since when the key is open to its raters."""
    pass_exact: int = 0
    """How many ratings must be the key's for somebody to pass, as the role asked when the round began."""
    pass_within_one: int = 0
    """How many must be at most a rung off; where both are 0, nobody passes or fails, and nobody else hears of it."""
    passed: bool = False
    """Whether whoever began it has passed; a round of several people is passed by nobody."""

    @property
    def can_be_passed(self) -> bool:
        """Whether its rater was told that whoever plans sees that they have passed."""
        return bool(self.pass_exact or self.pass_within_one)

    @property
    def is_shared(self) -> bool:
        """Whether it is a round of several people."""
        return self.due_at is not None


class Rater(Model):
    """Somebody who is asked to rate in a round."""

    team_id: str
    round_id: str
    user_id: str


class GivenRating(Rater):
    """What somebody gave to one answer of a round."""

    number: Annotated[int, Field(ge=1)]
    """The answer's place in the round."""
    answer_id: str
    rating: Rating
    evidence: Text = ""
    """What told them so; nobody else gets to see it."""
    rated_at: datetime


class Part(Model):
    """One person's part in a round: their own ratings, in the order of the answers, and nobody else's."""

    round: Round
    ratings: tuple[GivenRating, ...] = ()

    def without(self, answer_ids: Collection[str]) -> Self:
        """The part less what was given to these answers."""
        left = tuple(each for each in self.ratings if each.answer_id not in answer_ids)
        return self.model_copy(update={"ratings": left})

    @property
    def next_number(self) -> int:
        """The place of the first answer that is not rated yet; 0 where all are."""
        given = {rating.number for rating in self.ratings}
        places = range(1, len(self.round.answers) + 1)
        return next((number for number in places if number not in given), 0)
