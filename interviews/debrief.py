"""What a hiring lead reads: a pure function of the loop that orders and adds up, and never judges."""

from collections import Counter
from statistics import fmean

from interviews.models import (
    TARGET_RATING,
    Candidate,
    Loop,
    Model,
    Opening,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
)
from interviews.scoring import Contradiction, contradiction

APART = 2  # points between the highest and the lowest rating that make a disagreement


class Heard(Model):
    """What one interviewer rated on one skill, and on what evidence."""

    interviewer_id: str
    rating: Rating | None
    evidence: str


class SkillSummary(Model):
    """One skill over the whole panel; mean, low and high are None where nobody assessed it."""

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
        """Whether anybody wrote evidence, be it without a rating."""
        return any(one.evidence.strip() for one in self.heard)

    @property
    def apart(self) -> bool:
        """Whether two interviewers differ by two points or more."""
        return self.low is not None and self.high is not None and self.high - self.low >= APART


class Vote(Model):
    """One interviewer's recommendation, its contradiction if it has one, and what happened to the card."""

    interviewer_id: str
    recommendation: Recommendation
    note: str
    contradiction: Contradiction | None
    revision: int
    after_reveal: bool
    """Sent or amended when others' cards were already open to this interviewer."""
    confirmed: bool
    """False where this interviewer joined without being named and no lead has said yes yet."""


class Debrief(Model):
    """Everything the digest shows, in the order it shows it."""

    candidate: Candidate
    target: Rating
    disagreements: tuple[SkillSummary, ...]
    agreements: tuple[SkillSummary, ...]
    not_assessed: tuple[SkillSummary, ...]
    """Must-haves that nobody assessed."""
    votes: tuple[Vote, ...]
    tally: dict[Recommendation, int]
    missing: tuple[str, ...]
    panel_size: int
    openings: tuple[Opening, ...]
    interviewers: tuple[str, ...]
    skills: tuple[SkillSummary, ...]
    """All skills in the bank's order, for the table."""


def debrief(loop: Loop) -> Debrief:
    """The debrief of one candidate; the caller has checked that the reader may see it."""
    target = TARGET_RATING[loop.candidate.target_level]
    skills = _skills(loop, target)
    apart = sorted((one for one in skills if one.apart), key=_widest_first)
    return Debrief(
        candidate=loop.candidate,
        target=target,
        disagreements=tuple(apart),
        agreements=tuple(one for one in skills if not one.apart and (one.count or one.noted)),
        not_assessed=tuple(one for one in skills if one.must_have and not one.count),
        votes=tuple(_vote(card, loop) for card in loop.cards),
        tally=dict(Counter(card.recommendation for card in loop.cards)),
        missing=loop.missing,
        panel_size=len(loop.interviews),
        openings=loop.openings,
        interviewers=tuple(card.interviewer_id for card in loop.cards),
        skills=skills,
    )


def _widest_first(skill: SkillSummary) -> tuple[int, bool]:
    return -(int(skill.high or 0) - int(skill.low or 0)), not skill.must_have


def _skills(loop: Loop, target: Rating) -> tuple[SkillSummary, ...]:
    """One summary a skill; the newest card's words stand where the bank changed between two cards."""
    newest_first = sorted(loop.cards, key=lambda card: card.submitted_at, reverse=True)
    texts = {skill.id: skill for card in reversed(newest_first) for skill in card.skills}
    order = dict.fromkeys(skill.id for card in newest_first for skill in card.skills)
    given = {
        (card.interviewer_id, one.skill_id): one for card in loop.cards for one in card.ratings
    }
    people = [card.interviewer_id for card in loop.cards]
    return tuple(
        _summary(
            skill_id, texts[skill_id].name, texts[skill_id].must_have,
            [(who, given[who, skill_id]) for who in people if (who, skill_id) in given], target,
        )
        for skill_id in order
    )  # fmt: skip


def _summary(
    skill_id: str, name: str, must_have: bool, given: list[tuple[str, SkillRating]], target: Rating
) -> SkillSummary:
    ratings = [one.rating for _, one in given if one.rating is not None]
    mean = fmean(ratings) if ratings else None
    return SkillSummary(
        skill_id=skill_id,
        name=name,
        must_have=must_have,
        heard=tuple(
            Heard(interviewer_id=who, rating=one.rating, evidence=one.evidence)
            for who, one in given
        ),
        count=len(ratings),
        mean=mean,
        low=min(ratings, default=None),
        high=max(ratings, default=None),
        against_target=None if mean is None else mean - target,
    )


def _vote(card: Scorecard, loop: Loop) -> Vote:
    interview = loop.interview_of(card.interviewer_id)
    return Vote(
        interviewer_id=card.interviewer_id,
        recommendation=card.recommendation,
        note=card.note,
        contradiction=contradiction(card.recommendation, card.rated(), card.target_level),
        revision=card.revision,
        after_reveal=_after_reveal(card, loop),
        confirmed=interview is not None and interview.confirmed,
    )


def _after_reveal(card: Scorecard, loop: Loop) -> bool:
    """Whether its author could read the others' cards when this one was sent.

    A first card is the last key to the seal, so only a lead can have read the others before it.
    """
    if card.revision == 1 and card.interviewer_id not in loop.candidate.leads:
        return False
    opened_at = loop.opened_at(card.interviewer_id)
    return opened_at is not None and card.submitted_at > opened_at
