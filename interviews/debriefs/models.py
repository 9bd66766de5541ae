"""The values of a debrief: the skills, the votes, and who is missing."""

from dataclasses import dataclass
from typing import NamedTuple

from interviews.contradiction import Contradiction
from interviews.loop import Departure, EarlyOpening
from interviews.models import AskedQuestion, Candidate, Rating, Recommendation, Status

DISAGREEMENT = 2  # points between the highest and the lowest rating, at least


class SecondRating(NamedTuple):
    """One interviewer's second rating of one skill, where it differs from the first."""

    rating: Rating | None
    evidence: str
    """Empty where it is the first one's."""


class InterviewerRating(NamedTuple):
    """One interviewer's first rating of one skill with its evidence, and the second if there is one."""

    interviewer_id: str
    rating: Rating | None
    evidence: str
    second: SecondRating | None


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """One skill over the whole panel, by first ratings; mean, low and high are None where nobody assessed it."""

    skill_id: str
    name: str
    must_have: bool
    ratings: tuple[InterviewerRating, ...]
    count: int
    mean: float | None
    low: Rating | None
    high: Rating | None

    @property
    def has_notes(self) -> bool:
        """Whether anybody wrote evidence, be it without a rating, or rated it a second time."""
        return any(rating.evidence.strip() or rating.second for rating in self.ratings)

    @property
    def is_disagreement(self) -> bool:
        """Whether two interviewers differ by two points or more."""
        return (
            self.low is not None and self.high is not None and self.high - self.low >= DISAGREEMENT
        )


class SecondVote(NamedTuple):
    """The second vote of somebody who has read the others' cards, with the reason."""

    recommendation: Recommendation
    note: str
    """Empty where it is the first one's."""
    reason: str
    contradiction: Contradiction | None


class Vote(NamedTuple):
    """One interviewer's first recommendation with its contradiction and its second vote, if it has them."""

    interviewer_id: str
    recommendation: Recommendation
    note: str
    contradiction: Contradiction | None
    revision: int
    after_reveal: bool
    """Sent when others' cards were already open to this interviewer."""
    confirmed: bool
    """False where this interviewer joined without being named and no lead has said yes yet."""
    second: SecondVote | None
    asked: tuple[AskedQuestion, ...]
    """The questions that this interviewer ticked as asked; empty where none were noted."""


class AskedBy(NamedTuple):
    """The questions that these interviewers asked, and nobody else."""

    interviewers: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]


class Debrief(NamedTuple):
    """Everything the digest shows, in the order it shows it."""

    candidate: Candidate
    target: Rating
    disagreements: tuple[SkillSummary, ...]
    agreements: tuple[SkillSummary, ...]
    not_assessed: tuple[SkillSummary, ...]
    """Must-haves that nobody assessed."""
    votes: tuple[Vote, ...]
    tally: dict[Recommendation, int]
    tally_now: dict[Recommendation, int]
    """The same with second ratings in place of first ones."""
    missing: tuple[str, ...]
    panel_size: int
    early_openings: tuple[EarlyOpening, ...]
    departures: tuple[Departure, ...]
    interviewers: tuple[str, ...]
    skills: tuple[SkillSummary, ...]
    """All skills in the bank's order, for the table."""

    @property
    def asked(self) -> tuple[AskedBy, ...]:
        """Each question once, with all who ticked it; those of most people first."""
        texts = {question.id: question for vote in self.votes for question in vote.asked}
        groups: dict[tuple[str, ...], list[AskedQuestion]] = {}
        for question in texts.values():
            who = tuple(
                vote.interviewer_id
                for vote in self.votes
                if any(each.id == question.id for each in vote.asked)
            )
            groups.setdefault(who, []).append(question)
        found = (AskedBy(who, tuple(questions)) for who, questions in groups.items())
        return tuple(sorted(found, key=lambda group: -len(group.interviewers)))

    def may_rate_again(self, user_id: str) -> bool:
        """Whether this reader can add a second rating: theirs is in, others' are shown here, and nothing is decided."""
        others = set(self.interviewers) - {user_id}
        return bool(
            others and user_id in self.interviewers and self.candidate.status is Status.OPEN
        )
