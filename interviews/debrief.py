"""What a hiring lead reads: a pure function of the loop that orders and adds up, and never judges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from interviews.models import (
    TARGET_RATING,
    AnchoredSkill,
    Candidate,
    Departure,
    InterviewState,
    Loop,
    Opening,
    Rating,
    Recommendation,
    Scorecard,
    SkillRating,
    Status,
)
from interviews.reveals import Rated, rated, sent_open
from interviews.scoring import Contradiction, contradiction

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


def debrief(loop: Loop) -> Debrief:
    """The debrief of one candidate; the caller has checked that the reader may see it.

    Every figure counts first ratings: they were made apart, and only what was made apart can be
    added up or said to agree. A second rating has the others' in it, so counting it would count
    those twice and let agreement grow by reading alone; it stands beside the first, with its reason,
    for whoever decides.
    """
    target = TARGET_RATING[loop.candidate.target_level]
    given = [rated(loop, card) for card in loop.cards]
    skills = _skills(given, target)
    tally = dict(Counter(one.first.recommendation for one in given))
    again = any(one.second for one in given)
    apart = sorted((one for one in skills if one.apart), key=_widest_first)
    return Debrief(
        candidate=loop.candidate,
        target=target,
        disagreements=tuple(apart),
        agreements=tuple(one for one in skills if not one.apart and (one.count or one.noted)),
        not_assessed=tuple(one for one in skills if one.must_have and not one.count),
        votes=tuple(_vote(one, loop) for one in given),
        tally=tally,
        tally_now=dict(Counter(card.recommendation for card in loop.cards)) if again else tally,
        missing=loop.missing,
        panel_size=len(loop.interviews),
        openings=loop.openings,
        departures=tuple(one for one in loop.departures if not _only_listened(one)),
        interviewers=tuple(card.interviewer_id for card in loop.cards),
        skills=skills,
    )


def _only_listened(left: Departure) -> bool:
    """Whoever says of themselves that they only listened opens no seal for others, and is named nowhere."""
    return left.state is InterviewState.SHADOWED and left.by == left.user_id


def _widest_first(skill: SkillSummary) -> tuple[int, bool]:
    return -(int(skill.high or 0) - int(skill.low or 0)), not skill.must_have


def _skills(given: Sequence[Rated], target: Rating) -> tuple[SkillSummary, ...]:
    """One summary a skill; the newest card's words stand where the bank changed between two cards."""
    every = [card for one in given for card in one if card]
    newest_first = sorted(every, key=lambda card: card.submitted_at, reverse=True)
    texts = {skill.id: skill for card in reversed(newest_first) for skill in card.skills}
    order = dict.fromkeys(skill.id for card in newest_first for skill in card.skills)
    heard: dict[str, list[Heard]] = {}
    for one in given:
        for skill_id, said in _heard(one):
            heard.setdefault(skill_id, []).append(said)
    return tuple(_summary(texts[one], tuple(heard.get(one, ())), target) for one in order)


def _heard(given: Rated) -> list[tuple[str, Heard]]:
    """What one interviewer says of each skill; a second rating only where it says something else."""
    first, second = given
    if second is None:
        return [(one.skill_id, _said(first, one, None)) for one in first.ratings]
    by_skill = {one.skill_id: one for one in first.ratings}
    again = {one.skill_id: one for one in second.ratings}
    nothing = {one: SkillRating(skill_id=one) for one in (*by_skill, *again)}
    return [
        (one, _said(first, by_skill.get(one, none), again.get(one, none)))
        for one, none in nothing.items()
    ]


def _said(card: Scorecard, first: SkillRating, second: SkillRating | None) -> Heard:
    return Heard(
        card.interviewer_id, first.rating, first.evidence, _again(first, second) if second else None
    )


def _again(first: SkillRating, second: SkillRating) -> Again | None:
    same_words = second.evidence.strip() == first.evidence.strip()
    if same_words and second.rating == first.rating:
        return None
    return Again(second.rating, "" if same_words else second.evidence)


def _summary(skill: AnchoredSkill, heard: tuple[Heard, ...], target: Rating) -> SkillSummary:
    ratings = [one.rating for one in heard if one.rating is not None]
    mean = fmean(ratings) if ratings else None
    return SkillSummary(
        skill_id=skill.id,
        name=skill.name,
        must_have=skill.must_have,
        heard=heard,
        count=len(ratings),
        mean=mean,
        low=min(ratings, default=None),
        high=max(ratings, default=None),
        against_target=None if mean is None else mean - target,
    )


def _vote(given: Rated, loop: Loop) -> Vote:
    card = given.first
    interview = loop.interview_of(card.interviewer_id)
    return Vote(
        interviewer_id=card.interviewer_id,
        recommendation=card.recommendation,
        note=card.note,
        contradiction=_contradiction(card),
        revision=card.revision,
        after_reveal=sent_open(loop, card),
        confirmed=interview is not None and interview.confirmed,
        second=_second(card, given.second) if given.second else None,
    )


def _second(first: Scorecard, second: Scorecard) -> SecondVote:
    return SecondVote(
        recommendation=second.recommendation,
        note="" if second.note.strip() == first.note.strip() else second.note,
        reason=second.reason,
        contradiction=_contradiction(second),
    )


def _contradiction(card: Scorecard) -> Contradiction | None:
    return contradiction(card.recommendation, card.rated(), card.target_level)
