"""Candidates as an export has them: read again with all that was kept of them, and checked against each other."""

import re
from collections.abc import Callable, Iterable, Iterator

from pydantic import ValidationError

from interviews.export.candidate import Record
from interviews.export.models import ExportedCandidate, ExportedCard, ExportedContent
from interviews.imports.faults import Fault
from interviews.imports.json_lists import Entry, Key
from interviews.imports.words import fault_of, user_id_fault
from interviews.loop import Loop
from interviews.models import (
    TEXT_LENGTH,
    Candidate,
    Decision,
    Interview,
    InterviewState,
    Scorecard,
    SkillRating,
    Status,
)
from interviews.openings.models import Opening
from interviews.store import Store

LARGEST = 2**31 - 1
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[:,\[\s]-?\d{10}")  # or else nothing is unfit
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")

Faults = Iterator[tuple[tuple[Key, ...], str]]
"""The path of what is wrong in the candidate, and the sentence."""


class ExportReader:
    """Reads candidate by candidate, and remembers the ids it has seen."""

    def __init__(self, store: Store, clean: Callable[[str], str], team_id: str = "") -> None:
        """`clean` gives a name as it is shown; with a `team_id`, that is the team they all belong to."""
        self._store, self._clean, self._team_id = store, clean, team_id
        self._seen = set[int]()  # hashes: of a large export all ids would take much memory

    def read(self, entry: Entry) -> Record | list[Fault]:
        """The candidate with all that was kept of them, or everything that is wrong."""
        self._meet("candidate", _id_of(entry))
        unfit = _unfit(entry.value) if _SUSPECT.search(entry.text) else ()
        if faults := [*unfit]:
            return _placed(entry, faults)
        try:
            exported = ExportedCandidate.model_validate(entry.value)
        except ValidationError as error:
            return faults_in(entry, error)
        faults = [*self._faults(exported)]
        if not faults:
            record = self._record(exported)
            faults = [*self._conflicts(record)]
            if not faults:
                return record
        return _placed(entry, faults)

    def read_opening(self, entry: Entry) -> Opening | list[Fault]:
        """The opening, or everything that is wrong."""
        self._meet("opening", _id_of(entry))
        try:
            opening = Opening.model_validate(entry.value)
        except ValidationError as error:
            return faults_in(entry, error)
        team_id = self._team_id or opening.team_id
        return opening.model_copy(update={"team_id": team_id, "title": self._clean(opening.title)})

    def _meet(self, kind: str, thing_id: str) -> None:
        """Others can refer to it from now on."""
        self._seen.add(hash((kind, thing_id)))

    def _has_met(self, kind: str, thing_id: str) -> bool:
        return hash((kind, thing_id)) in self._seen

    def _faults(self, exported: ExportedCandidate) -> Faults:
        if not self._clean(exported.name):
            yield ("name",), "holds nothing that can be seen."
        yield from self._ids(exported)
        yield from _people(exported)
        yield from _cards(exported)
        if (exported.status is Status.OPEN) != (exported.decision is None):
            yield ("decision",), f"does not go with the status, which is {exported.status}."

    def _ids(self, exported: ExportedCandidate) -> Faults:
        """Whatever has an id has it for itself, and what belongs to the candidate says so."""
        decisions = (
            *((exported.decision,) if exported.decision else ()),
            *exported.former_decisions,
        )
        for kind, things in (
            ("id", (exported,)),
            ("interviews", exported.interviews),
            ("scorecards", exported.scorecards),
            ("decision", decisions),
        ):
            for number, thing in enumerate(things):
                path = (kind,) if kind in ("id", "decision") else (kind, number, "id")
                if self._has_met(kind, thing.id):
                    yield path, f"The id {thing.id} stands in this file twice."
                self._meet(kind, thing.id)
        if any(card.application_id != exported.id for card in exported.scorecards):
            yield ("scorecards",), "One of them belongs to another candidate."
        if any(each.candidate_id != exported.id for each in (*exported.interviews, *decisions)):
            yield ("id",), "An interview or a decision in here belongs to another candidate."

    def _conflicts(self, record: Record) -> Faults:
        """What is in the way of a candidate who is not here yet."""
        store, candidate = self._store, record.candidate
        team_id, first = candidate.team_id, candidate.first_id
        if (
            first
            and not self._has_met("candidate", first)
            and not store.candidates.get(team_id, first)
        ):
            yield ("first_id",), "is the id of nobody: the first round must come before this one."
        opening_id = candidate.opening_id
        if (
            opening_id
            and not self._has_met("opening", opening_id)
            and not store.openings.get(team_id, opening_id)
        ):
            yield ("opening_id",), "is that of an opening which is neither here nor further up."
        if is_here(store, record):
            return
        for name, found in (
            (
                "interviews",
                store.interviews.known(team_id, (each.id for each in record.interviews)),
            ),
            ("scorecards", store.scorecards.known(team_id, (card.id for card in record.cards))),
            ("decision", store.decisions.known(team_id, (each.id for each in record.decisions))),
        ):
            for taken in sorted(found):
                yield (name,), f"The id {taken} is that of another candidate's here."

    def _record(self, exported: ExportedCandidate) -> Record:
        ids = {"team_id": self._team_id or exported.team_id, "candidate_id": exported.id}
        fields = {name: getattr(exported, name) for name in Candidate.model_fields}
        candidate = Candidate.model_validate(
            fields | {"team_id": ids["team_id"], "name": self._clean(exported.name)}
        )
        cards = tuple(_card(card, exported, ids) for card in exported.scorecards)
        decision = exported.decision
        return Record(
            loop=Loop(
                candidate=_closed(candidate), early_openings=exported.early_openings,
                departures=exported.departures, reveals=exported.reveals,
            ),
            interviews=tuple(
                each.model_copy(update=ids) for each in (*exported.interviews, *_set_aside(exported))
            ),
            cards=cards,
            decision=decision.model_copy(update=ids) if decision else None,
            former_decisions=tuple(
                former.model_copy(update=ids) for former in exported.former_decisions
            ),
        )  # fmt: skip


def _placed(entry: Entry, faults: Iterable[tuple[tuple[Key, ...], str]]) -> list[Fault]:
    return [Fault(entry.place_of(*path), problem) for path, problem in faults]


def _id_of(entry: Entry) -> str:
    """The id that an entry says it has, whatever else is wrong with it."""
    return str(entry.value.get("id")) if isinstance(entry.value, dict) else ""


def _unfit(value: object, *path: Key) -> Faults:
    """What no database keeps, wherever it stands."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unfit(inner, *path, key)
    elif isinstance(value, str) and (found := _NO_TEXT.search(value)):
        yield path, f"holds the character U+{ord(found[0]):04X}, which is no text; take it out."
    elif isinstance(value, int) and abs(value) > LARGEST:
        yield path, "is too large a number."


def is_here(store: Store, item: Record | Opening) -> bool:
    """Whether it is in the database already, or was erased from it."""
    if isinstance(item, Opening):
        return store.openings.get(item.team_id, item.id) is not None
    ids = item.candidate.team_id, item.candidate.id
    return store.candidates.get(*ids) is not None or bool(store.candidates.eraser_of(*ids))


def restore(store: Store, item: Record | Opening) -> bool:
    """It is here with all that was kept of it; False where it is, or was erased: nothing changes.

    The caller is in a transaction.
    """
    if is_here(store, item):
        return False
    if isinstance(item, Opening):
        return store.openings.add(item)
    store.candidates.add(item.candidate)
    ids = item.candidate.team_id, item.candidate.id
    for interview in item.interviews:
        store.interviews.plan(interview)
    for card in item.cards:
        store.scorecards.add(card)
    for former in item.former_decisions:
        decision = Decision(**former.model_dump(exclude={"undone_at"}))
        store.decisions.add(decision)
        store.decisions.take_back(decision, former.undone_at)
    if item.decision:
        store.decisions.add(item.decision)
    for early in item.loop.early_openings:
        store.reveals.add_early_opening(*ids, early)
    for departure in item.loop.departures:
        store.reveals.add_departure(*ids, departure)
    for reveal in item.loop.reveals:
        store.reveals.add(*ids, reveal)
    return True


def faults_in(entry: Entry, error: ValidationError) -> list[Fault]:
    """Each thing that pydantic found, at its place."""
    return [Fault(entry.place_of(*found["loc"]), fault_of(found)) for found in error.errors()]


def _people(exported: ExportedCandidate) -> Faults:
    for name in ("leads", "coordinators"):
        for number, user_id in enumerate(getattr(exported, name)):
            if fault := user_id_fault(user_id):
                yield (name, number), fault
    for number, interview in enumerate(exported.interviews):
        if fault := user_id_fault(interview.interviewer_id):
            yield ("interviews", number, "interviewer_id"), fault


def _cards(exported: ExportedCandidate) -> Faults:
    skills = {texts.number: {skill.id for skill in texts.skills} for texts in exported.texts}
    revisions = set[tuple[str, int]]()
    for number, card in enumerate(exported.scorecards):
        path = ("scorecards", number)
        if card.content is None:
            yield (
                (*path, "content"),
                ("was sealed, and so left out. Only an export with --sealed can be imported."),
            )
            continue
        if (card.interview_id, card.revision) in revisions:
            yield (*path, "revision"), "stands twice for one interview."
        revisions.add((card.interview_id, card.revision))
        for inner, problem in _content(card.content, skills):
            yield (*path, "content", *inner), problem


def _content(content: ExportedContent, skills: dict[int, set[str]]) -> Faults:
    ratings = content.scorecard_candidate_attributes
    rated = [rating.job_candidate_attribute_id for rating in ratings]
    if content.texts not in skills:
        yield ("texts",), "is the number of no texts of this candidate."
    elif len(set(rated)) < len(rated) or not skills[content.texts].issuperset(rated):
        yield (
            ("scorecard_candidate_attributes",),
            "has a skill twice, or one that its texts have not.",
        )
    for name, text in (
        ("notes", content.notes),
        ("reason", content.reason),
        *(("scorecard_candidate_attributes", rating.note) for rating in ratings),
        *(("asked", question.ask) for question in content.asked),
    ):
        if len(text) > TEXT_LENGTH:
            yield (name,), f"is too long: {TEXT_LENGTH} characters fit."


def _card(card: ExportedCard, exported: ExportedCandidate, ids: dict[str, str]) -> Scorecard:
    content = card.content
    assert content is not None, "what is sealed is a fault"
    skills = next(texts.skills for texts in exported.texts if texts.number == content.texts)
    return Scorecard(
        **ids,
        **{
            name: getattr(card, name)
            for name in (
                "id", "interview_id", "interviewer_id", "revision", "target_level", "bank_version",
                "after_reveal", "submitted_at",
            )
        },
        skills=skills,
        recommendation=content.candidate_rating,
        ratings=tuple(
            SkillRating(
                skill_id=rating.job_candidate_attribute_id, rating=rating.rating, evidence=rating.note
            )
            for rating in content.scorecard_candidate_attributes
        ),
        note=content.notes,
        reason=content.reason,
        asked=content.asked,
    )  # fmt: skip


def _set_aside(exported: ExportedCandidate) -> Iterator[Interview]:
    """The interviews of those who listened first and interviewed later: an export has their cards alone."""
    known = {interview.id for interview in exported.interviews}
    first = {card.interview_id: card for card in reversed(exported.scorecards)}
    for interview_id in sorted(first.keys() - known):
        yield Interview(
            team_id=exported.team_id, id=interview_id, candidate_id=exported.id,
            interviewer_id=interview_id, state=InterviewState.SHADOWED,
            created_at=first[interview_id].submitted_at,
        )  # fmt: skip


def _closed(candidate: Candidate) -> Candidate:
    """A decision that could still be undone where it was made holds here: nobody here would be told of it later."""
    if candidate.status is Status.OPEN:
        return candidate
    return candidate.model_copy(update={"status": Status.DECIDED})
