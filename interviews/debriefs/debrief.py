"""What a hiring lead reads: a pure function of the loop that orders and adds up, and never judges."""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from interviews.contradiction import Contradiction, contradiction
from interviews.debriefs.models import Again, Debrief, Heard, SecondVote, SkillSummary, Vote
from interviews.debriefs.visibility import Rated, rated, sent_open
from interviews.loop import Departure, Loop
from interviews.models import (
    TARGET_RATING,
    AnchoredSkill,
    InterviewState,
    Rating,
    Scorecard,
    SkillRating,
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
        departures=tuple(one for one in loop.departures if not _only_listened(loop, one)),
        interviewers=tuple(card.interviewer_id for card in loop.cards),
        skills=skills,
    )


def _only_listened(loop: Loop, left: Departure) -> bool:
    """Whoever says of themselves that they only listened is named nowhere; but a lead opens the seal that way."""
    by_themselves = left.state is InterviewState.SHADOWED and left.by == left.user_id
    return by_themselves and left.user_id not in loop.leads_at(left.at)


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
