"""What a debrief says, as plain values: the skills, the votes, and who is missing."""

from dataclasses import dataclass
from typing import NamedTuple

from interviews.contradiction import Contradiction
from interviews.loop import Departure, Opening
from interviews.models import Candidate, Rating, Recommendation, Status

APART = 2  # points between the highest and the lowest rating that make a disagreement


class Again(NamedTuple):
    """What one interviewer rated on one skill in a second rating, where it differs from the first."""

    rating: Rating | None
    evidence: str
    """Empty where it is the first one's."""


class Heard(NamedTuple):
    """What one interviewer rated on one skill at first, on what evidence, and how they see it now."""

    interviewer_id: str
    rating: Rating | None
    evidence: str
    second: Again | None


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """One skill over the whole panel, by first ratings; mean, low and high are None where nobody assessed it."""

    skill_id: str
    name: str
    must_have: bool
    heard: tuple[Heard, ...]
    count: int
    mean: float | None
    low: Rating | None
    high: Rating | None
    against_target: float | None
    """The mean less the rating that the target level stands for."""

    @property
    def noted(self) -> bool:
        """Whether anybody wrote evidence, be it without a rating, or rated it a second time."""
        return any(one.evidence.strip() or one.second for one in self.heard)

    @property
    def apart(self) -> bool:
        """Whether two interviewers differ by two points or more."""
        return self.low is not None and self.high is not None and self.high - self.low >= APART


class SecondVote(NamedTuple):
    """How somebody votes now who has read the others' cards, and why."""

    recommendation: Recommendation
    note: str
    """Empty where it is the first one's."""
    reason: str
    contradiction: Contradiction | None


class Vote(NamedTuple):
    """One interviewer's first recommendation, its contradiction if it has one, and what happened to the card."""

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
    openings: tuple[Opening, ...]
    departures: tuple[Departure, ...]
    interviewers: tuple[str, ...]
    skills: tuple[SkillSummary, ...]
    """All skills in the bank's order, for the table."""

    def may_rate_again(self, user_id: str) -> bool:
        """Whether this reader, who sees others' cards here, has one in that a second rating can stand beside."""
        others = set(self.interviewers) - {user_id}
        return bool(
            others and user_id in self.interviewers and self.candidate.status is Status.OPEN
        )
