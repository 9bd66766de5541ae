"""Puts together what is exported of one candidate, with or without what is sealed."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from interviews.candidates.queries import loop_for
from interviews.debriefs.debrief import rating_pair
from interviews.errors import NotAllowed
from interviews.export.models import (
    ATTRIBUTE_RATING,
    ExportedCandidate,
    ExportedCard,
    ExportedContent,
    ExportedRating,
    ExportedTexts,
)
from interviews.loop import Loop
from interviews.models import (
    AnchoredSkill,
    Candidate,
    Decision,
    FormerDecision,
    Interview,
    InterviewState,
    Model,
    Scorecard,
)
from interviews.permissions import Action, Person, as_seen_by, may
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

    @property
    def candidate(self) -> Candidate:
        """Whose record it is."""
        return self.loop.candidate

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, the one that holds first."""
        return (*((self.decision,) if self.decision else ()), *self.former_decisions)


def export_all(
    store: Store, keys: Iterable[CandidateKey], *, with_sealed: bool
) -> Iterator[ExportedCandidate]:
    """These candidates, each read when it is asked for; whoever was erased meanwhile is passed over."""
    for key in keys:
        with store.read_session():
            record = read_record(store, key)
        if record:
            yield export_candidate(record, with_sealed=with_sealed)


def rounds_to_export(store: Store, person: Person, candidate_id: str) -> tuple[Candidate, ...]:
    """The rounds of this candidate that the person leads; raises as `loop_for` where there is none."""
    loop = store.loop(person.team_id, candidate_id)
    rounds = store.candidates.rounds_of(person.team_id, loop.candidate.person_id) if loop else ()
    loops = (store.loop(each.team_id, each.id) for each in rounds)
    led = tuple(each.candidate for each in filter(None, loops) if may(person, Action.EXPORT, each))
    return led or (loop_for(store, person, candidate_id, Action.EXPORT).candidate,)


def rounds_of_opening(store: Store, person: Person, opening_id: str) -> tuple[Candidate, ...]:
    """The rounds in this opening that the person leads, each person's together; raises `NotAllowed` where none is."""
    every = store.candidates.in_opening(person.team_id, opening_id)
    led = (candidate for candidate in every if person.user_id in candidate.leads)
    found = sorted(led, key=lambda candidate: (candidate.person_id, candidate.round))
    if not found:
        raise NotAllowed("You lead nobody in this opening, so there is nothing you may export.")
    return tuple(found)


def export_for(
    store: Store, person: Person, keys: Iterable[CandidateKey]
) -> Iterator[ExportedCandidate]:
    """These rounds as far as this person may read them; one that they may not export is passed over."""
    for key in keys:
        with store.read_session():
            record = read_record(store, key)
        if record and may(person, Action.EXPORT, record.loop):
            yield export_as_read(person, record)


def read_record(store: Store, key: CandidateKey) -> Record | None:
    """All that is kept of one round; None where there is none of this key."""
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
    readable = {
        card.id
        for card in record.cards
        if with_sealed or (_counts(card, loop) and not loop.is_sealed)
    }
    return _export(record, readable)


def export_as_read(person: Person, record: Record) -> ExportedCandidate:
    """The round as this person may read it: of the scorecards what the debrief says, and all of their own.

    As in the debrief, whoever owes a scorecard in a later round learns nothing of what was decided, and
    of those who only listened nobody reads.
    """
    who, loop = person.user_id, as_seen_by(person, record.loop)
    owes_later = loop.owes_later_card(who)
    seats = {interview.id for interview in (*loop.interviews, *loop.shadows)}
    readable = {card.id for card in record.cards if card.interviewer_id == who}
    if may(person, Action.READ_DEBRIEF, loop):
        readable |= {card.id for newest in loop.cards for card in rating_pair(loop, newest) if card}
    seen = record.model_copy(
        update={
            "loop": loop,
            "interviews": tuple(
                interview
                for interview in record.interviews
                if interview.id in seats or interview.state is not InterviewState.SHADOWED
            ),
            "cards": tuple(card for card in record.cards if card.interview_id in seats),
        }
        | ({"decision": None, "former_decisions": ()} if owes_later else {})
    )
    withheld = owes_later or any(card.id not in readable for card in loop.cards)
    return _export(seen, readable).model_copy(update={"withheld": withheld})


def _export(record: Record, readable: AbstractSet[str]) -> ExportedCandidate:
    """The record, with the contents of the cards that have these ids."""
    loop = record.loop
    numbers = _numbers(card.skills for card in record.cards if card.id in readable)
    return ExportedCandidate(
        **{name: getattr(loop.candidate, name) for name in type(loop.candidate).model_fields},
        sealed=loop.is_sealed,
        withheld=any(card.id not in readable for card in loop.cards),
        panel=tuple(interview.interviewer_id for interview in loop.interviews),
        missing=loop.missing,
        interviews=record.interviews,
        scorecards=tuple(
            _card(card, record, numbers if card.id in readable else None) for card in record.cards
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
        asked=card.asked,
    )


def strings_in(value: object) -> Iterator[str]:
    """Every text in what was read from JSON, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings_in(inner)
