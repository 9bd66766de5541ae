"""Builds the debrief from a loop: orders, counts and averages the ratings, without a verdict."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from statistics import fmean
from typing import NamedTuple

from interviews.contradiction import Contradiction, contradiction
from interviews.debriefs.models import (
    Debrief,
    InterviewerRating,
    SecondRating,
    SecondVote,
    SkillSummary,
    Vote,
)
from interviews.loop import Departure, Loop
from interviews.models import (
    TARGET_RATING,
    AnchoredSkill,
    InterviewState,
    Scorecard,
    SkillRating,
)


class RatingPair(NamedTuple):
    """What one interviewer rated before others' cards were open to them, and what after, if anything."""

    first: Scorecard
    """The newest revision of before; of somebody who never scored before, the very first one."""
    second: Scorecard | None


def rating_pair(loop: Loop, newest: Scorecard) -> RatingPair:
    """The first and the second rating of whoever sent this card, the newest of theirs.

    Once there is a second rating, everything after it is one too, so the first can never change.
    """
    earlier = [card for card in loop.earlier if card.interviewer_id == newest.interviewer_id]
    *_, first = takewhile(lambda card: not card.second_rating, [*earlier, newest])
    return RatingPair(first, None if first is newest else newest)


def debrief(loop: Loop) -> Debrief:
    """The debrief of one candidate; the caller has checked that the reader may see it.

    Every figure counts first ratings only: they were made independently, which is what lets them be
    added up and compared. A second rating is influenced by the others', so counting it would let
    agreement grow by reading alone; it stands beside the first, with its reason, for whoever decides.
    """
    panel = [rating_pair(loop, card) for card in loop.cards]
    skills = _skills(panel)
    tally = dict(Counter(pair.first.recommendation for pair in panel))
    tally_now = dict(Counter(card.recommendation for card in loop.cards))
    disagreements = [skill for skill in skills if skill.is_disagreement]
    agreements = [skill for skill in skills if not skill.is_disagreement]
    return Debrief(
        candidate=loop.candidate,
        target=TARGET_RATING[loop.candidate.target_level],
        disagreements=tuple(sorted(disagreements, key=_widest_first)),
        agreements=tuple(skill for skill in agreements if skill.count or skill.has_notes),
        not_assessed=tuple(skill for skill in skills if skill.must_have and not skill.count),
        votes=tuple(_vote(pair, loop) for pair in panel),
        tally=tally,
        tally_now=tally_now if any(pair.second for pair in panel) else tally,
        missing=loop.missing,
        panel_size=len(loop.interviews),
        early_openings=loop.early_openings,
        departures=tuple(left for left in loop.departures if not _only_listened(left)),
        interviewers=tuple(card.interviewer_id for card in loop.cards),
        skills=skills,
    )


def _only_listened(departure: Departure) -> bool:
    """Whether somebody took themselves off the panel as a listener, which no page names.

    Of a lead it is named: a lead can open the seal that way.
    """
    by_themselves = departure.state is InterviewState.SHADOWED and departure.by == departure.user_id
    return by_themselves and not departure.led


def _widest_first(skill: SkillSummary) -> tuple[int, bool]:
    return -(int(skill.high or 0) - int(skill.low or 0)), not skill.must_have


def _skills(panel: Sequence[RatingPair]) -> tuple[SkillSummary, ...]:
    """A summary of each skill; the newest card's words stand where the bank changed between two cards."""
    cards = [card for pair in panel for card in pair if card]
    newest_first = sorted(cards, key=lambda card: card.submitted_at, reverse=True)
    texts = {skill.id: skill for card in reversed(newest_first) for skill in card.skills}
    order = dict.fromkeys(skill.id for card in newest_first for skill in card.skills)
    ratings: dict[str, list[InterviewerRating]] = {}
    for pair in panel:
        for skill_id, rating in _ratings_by_skill(pair):
            ratings.setdefault(skill_id, []).append(rating)
    return tuple(_summary(texts[skill_id], tuple(ratings.get(skill_id, ()))) for skill_id in order)


def _ratings_by_skill(pair: RatingPair) -> list[tuple[str, InterviewerRating]]:
    """One interviewer's ratings with the ids of their skills; a second only where it differs from the first."""
    first, second = pair
    interviewer_id = first.interviewer_id
    if second is None:  # as nearly all are
        return [
            (each.skill_id, InterviewerRating(interviewer_id, each.rating, each.evidence, None))
            for each in first.ratings
        ]
    before = {rating.skill_id: rating for rating in first.ratings}
    after = {rating.skill_id: rating for rating in second.ratings}
    ratings = []
    for skill_id in dict.fromkeys((*before, *after)):
        none = SkillRating(skill_id=skill_id)
        old, new = before.get(skill_id, none), after.get(skill_id, none)
        both = InterviewerRating(interviewer_id, old.rating, old.evidence, _second_rating(old, new))
        ratings.append((skill_id, both))
    return ratings


def _second_rating(first: SkillRating, second: SkillRating) -> SecondRating | None:
    same_words = second.evidence.strip() == first.evidence.strip()
    if same_words and second.rating == first.rating:
        return None
    return SecondRating(second.rating, "" if same_words else second.evidence)


def _summary(skill: AnchoredSkill, ratings: tuple[InterviewerRating, ...]) -> SkillSummary:
    points = [rating.rating for rating in ratings if rating.rating is not None]
    return SkillSummary(
        skill_id=skill.id,
        name=skill.name,
        must_have=skill.must_have,
        ratings=ratings,
        count=len(points),
        mean=fmean(points) if points else None,
        low=min(points, default=None),
        high=max(points, default=None),
    )


def _vote(pair: RatingPair, loop: Loop) -> Vote:
    card = pair.first
    interview = loop.interview_of(card.interviewer_id)
    return Vote(
        interviewer_id=card.interviewer_id,
        recommendation=card.recommendation,
        note=card.note,
        contradiction=_contradiction(card),
        revision=card.revision,
        after_reveal=card.after_reveal,
        confirmed=interview is not None and interview.confirmed,
        second=_second_vote(card, pair.second) if pair.second else None,
        asked=(pair.second or card).asked,
    )


def _second_vote(first: Scorecard, second: Scorecard) -> SecondVote:
    return SecondVote(
        recommendation=second.recommendation,
        note="" if second.note.strip() == first.note.strip() else second.note,
        reason=second.reason,
        contradiction=_contradiction(second),
    )


def _contradiction(card: Scorecard) -> Contradiction | None:
    return contradiction(card.recommendation, card.given_ratings(), card.target_level)
