"""A scorecard as its form sends it, and whether a form that is sent once more still says what its card says."""

from typing import NamedTuple

from interviews.candidates.find_or_add import NewCandidate
from interviews.models import Candidate, CardContent, Scorecard, SkillRating
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.values import name_key


class Submission(CardContent):
    """One scorecard as its interviewer sent it. Exactly one of `candidate_id` and `new` is there."""

    card_id: str
    candidate_id: str | None = None
    new: NewCandidate | None = None
    base_revision: int = 0
    """The newest revision of the person's own card when the form was opened."""
    last_note: int = 0
    """The last of the person's own notes on the candidate that is in the card."""


class SentBefore(NamedTuple):
    """What the same form made of its card before, where it says something else now."""

    card: Scorecard
    candidate: Candidate
    """Whom that card is about."""
    same_candidate: bool
    adds_otherwise: bool
    """The form adds a candidate who was added then, with another name, level or panel."""


def earlier_submission(store: Store, person: Person, sent: Submission) -> SentBefore | None:
    """What this form made before, where it says something else by now; None where nothing would be lost."""
    card = store.scorecards.get(person.team_id, sent.card_id)
    if card is None or card.interviewer_id != person.user_id:
        return None
    candidate = store.candidates.get(card.team_id, card.candidate_id)
    assert candidate is not None, "its cards would be gone with the candidate"
    before = SentBefore(
        card, candidate, _is_about(sent, candidate), _adds_otherwise(store, sent, candidate, card)
    )
    same = before.same_candidate and not before.adds_otherwise and _same_words(store, sent, card)
    return None if same else before


def _is_about(sent: Submission, candidate: Candidate) -> bool:
    """Whoever adds a candidate of a name that others interview already joins those."""
    if sent.new is None:
        return sent.candidate_id == candidate.id
    return sent.new.id == candidate.id or name_key(sent.new.name) == name_key(candidate.name)


def _adds_otherwise(store: Store, sent: Submission, candidate: Candidate, card: Scorecard) -> bool:
    new = sent.new
    if new is None or new.id != candidate.id:
        return False
    every = store.interviews.all_of(candidate.team_id, candidate.id)
    named = {each.interviewer_id for each in every if each.created_at == candidate.created_at}
    return (
        name_key(new.name) != name_key(candidate.name)
        or new.target_level is not candidate.target_level
        or {card.interviewer_id, *new.panel} != named
    )


def _same_words(store: Store, sent: Submission, card: Scorecard) -> bool:
    """A note of the person's own that joined the card as it was sent stands in the card, and not in its form."""
    joined = store.notes.has_sent(
        card.team_id, card.interviewer_id, card.candidate_id, sent.last_note
    )
    kept = {rating.skill_id: rating for rating in card.ratings}
    again = {rating.skill_id: rating for rating in sent.ratings}
    none = {skill_id: SkillRating(skill_id=skill_id) for skill_id in (*kept, *again)}
    return (
        sent.recommendation is card.recommendation
        and card.reason in ("", sent.reason)
        and {question.id for question in card.asked} == {question.id for question in sent.asked}
        and _same_text(card.note, sent.note, joined=joined)
        and all(
            _same_rating(kept.get(skill_id, empty), again.get(skill_id, empty), joined=joined)
            for skill_id, empty in none.items()
        )
    )


def _same_rating(kept: SkillRating, again: SkillRating, *, joined: bool) -> bool:
    return kept.rating is again.rating and _same_text(kept.evidence, again.evidence, joined=joined)


def _same_text(kept: str, again: str, *, joined: bool) -> bool:
    if kept.strip() == again.strip():
        return True
    return joined and (not again.strip() or kept.startswith(f"{again.rstrip()}\n"))
