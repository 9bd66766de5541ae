"""Puts together what is exported of one candidate, with or without what is sealed."""

from collections.abc import Iterable, Iterator

from interviews.export.models import (
    ATTRIBUTE_RATING,
    ExportedCandidate,
    ExportedCard,
    ExportedContent,
    ExportedRating,
    ExportedTexts,
)
from interviews.loop import Loop
from interviews.models import AnchoredSkill, Decision, FormerDecision, Interview, Model, Scorecard
from interviews.store import Store
from interviews.store.candidates import CandidateKey


class Record(Model):
    """A loop, and what it leaves out because nothing depends on it."""

    loop: Loop
    interviews: tuple[Interview, ...]
    """In every state."""
    cards: tuple[Scorecard, ...]
    """Every revision of every card, lower revisions first."""
    decision: Decision | None = None
    former_decisions: tuple[FormerDecision, ...] = ()


def export_all(
    store: Store, keys: Iterable[CandidateKey], *, with_sealed: bool
) -> Iterator[ExportedCandidate]:
    """These candidates, each read when it is asked for; whoever was erased meanwhile is passed over."""
    for key in keys:
        with store.read_session():
            record = _record(store, key)
        if record:
            yield export_candidate(record, with_sealed=with_sealed)


def _record(store: Store, key: CandidateKey) -> Record | None:
    loop = store.loop(*key)  # before the cards: what comes in between is sealed, as it was
    if loop is None:
        return None
    return Record(
        loop=loop,
        interviews=store.interviews.all_of(*key),
        cards=store.scorecards.of_candidate(*key),
        decision=store.decisions.get_current(*key),
        former_decisions=store.decisions.list_former(*key),
    )


def export_candidate(record: Record, *, with_sealed: bool) -> ExportedCandidate:
    """What is exported of this candidate.

    Without what is sealed, cards have no content while one of the panel is missing; cards that count
    nowhere never have.
    """
    loop = record.loop
    numbers = _numbers(card.skills for card in record.cards if with_sealed or _is_open(card, loop))
    return ExportedCandidate(
        **{name: getattr(loop.candidate, name) for name in type(loop.candidate).model_fields},
        sealed=loop.is_sealed,
        panel=tuple(interview.interviewer_id for interview in loop.interviews),
        missing=loop.missing,
        interviews=record.interviews,
        scorecards=tuple(
            _card(card, record, numbers if with_sealed or _is_open(card, loop) else None)
            for card in record.cards
        ),
        texts=tuple(
            ExportedTexts(number=number, skills=skills) for skills, number in numbers.items()
        ),
        early_openings=loop.early_openings,
        departures=loop.departures,
        reveals=loop.reveals,
        decision=record.decision,
        former_decisions=record.former_decisions,
    )


Numbers = dict[tuple[AnchoredSkill, ...], int]


def _numbers(texts: Iterable[tuple[AnchoredSkill, ...]]) -> Numbers:
    """A number for each different text, from 1 on: dozens of cards were filled in on the same one."""
    return {skills: number for number, skills in enumerate(dict.fromkeys(texts), 1)}


def _is_open(card: Scorecard, loop: Loop) -> bool:
    return _counts(card, loop) and not loop.is_sealed


def _counts(card: Scorecard, loop: Loop) -> bool:
    return any(interview.id == card.interview_id for interview in loop.interviews)


def _card(card: Scorecard, record: Record, numbers: Numbers | None) -> ExportedCard:
    """The card, with its content where its texts have numbers."""
    starts = {interview.id: interview.starts_at for interview in record.interviews}
    newest = {each.interview_id: each.id for each in record.cards}
    return ExportedCard(
        id=card.id,
        application_id=card.candidate_id,
        interview_id=card.interview_id,
        interviewer_id=card.interviewer_id,
        interviewed_at=starts.get(card.interview_id),
        submitted_at=card.submitted_at,
        revision=card.revision,
        newest=newest[card.interview_id] == card.id,
        second_rating=card.second_rating,
        after_reveal=card.after_reveal,
        counts=_counts(card, record.loop),
        target_level=card.target_level,
        bank_version=card.bank_version,
        content=None if numbers is None else _content(card, numbers[card.skills]),
    )


def _content(card: Scorecard, texts: int) -> ExportedContent:
    return ExportedContent(
        texts=texts,
        candidate_rating=card.recommendation,
        scorecard_candidate_attributes=tuple(
            ExportedRating(
                job_candidate_attribute_id=rating.skill_id,
                candidate_attribute_rating=ATTRIBUTE_RATING[rating.rating],
                rating=rating.rating,
                note=rating.evidence,
            )
            for rating in card.ratings
        ),
        notes=card.note,
        reason=card.reason,
    )
