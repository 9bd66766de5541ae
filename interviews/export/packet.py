"""The packet: all that is held about one person, to be handed to them, with other people's names as roles."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, NamedTuple

from interviews.errors import NotAllowed, UnknownCandidate
from interviews.export.candidate import (
    Record,
    export_as_read,
    export_candidate,
    read_record,
    strings_in,
)
from interviews.export.models import ExportedCandidate
from interviews.loop import Loop, Reveal, RevealCause
from interviews.models import Candidate, Model, Status
from interviews.permissions import Action, Person, Role, may, roles
from interviews.retention.due import due_at, record_of
from interviews.store import Store
from interviews.store.audit import OPERATOR, AuditEntry, Entry, ExportedForThem
from interviews.store.candidates import CandidateKey
from interviews.store.drafts import Draft, Note

_ASK = (
    "An admin who takes no part in their interviews can have it with the same command, and "
    "whoever runs the bot with ./interview export --subject."
)
_PART = frozenset(
    {Role.PANEL, Role.PANEL_ALL_IN, Role.GUEST, Role.SHADOW, Role.LEAD, Role.LEAD_OPENED}
)
"""Whom the seal is there for: who scores the candidate, or decides."""


class HeldDraft(Model):
    """A scorecard that somebody has begun and not sent, with what is filled in so far."""

    author: str
    by_name: bool
    """Whether it was begun as for somebody new of the same name and role: it may be about another person."""
    saved_at: datetime
    form: dict[str, Any]


class HeldNote(Model):
    """A note that is in no scorecard yet."""

    author: str
    skill_id: str
    text: str
    added_at: datetime


class LogLine(Model):
    """What somebody did about the person; `details` are ids and words of the product's own."""

    at: datetime
    actor: str
    action: str
    details: dict[str, Any]


class Packet(Model):
    """Everything about one person; whoever else appears in it stands as a role, such as "interviewer 2"."""

    version: Literal[1] = 1
    made_at: datetime
    name: str
    rounds: tuple[ExportedCandidate, ...]
    openings: dict[str, str]
    """The titles of the openings that the person is a candidate of, by id."""
    drafts: tuple[HeldDraft, ...]
    notes: tuple[HeldNote, ...]
    log: tuple[LogLine, ...]
    messages: int
    """How many messages of the bot in Slack are about the person, or name them."""
    files: int
    """How many of its files have something about the person in them."""
    on_legal_hold: bool
    """Whether it is kept for legal reasons until somebody lifts that; the reason is not in it."""
    erased_from: datetime | None
    """When the team's rule erases it, as things stand; None where there is no rule, or it is for no such case."""
    events_told: bool
    """Whether another system is told, by ids and times, of what happens."""


class _Held(NamedTuple):
    """What the store has of one person, with everybody's user ids."""

    records: tuple[Record, ...]
    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...]

    @property
    def authors(self) -> frozenset[str]:
        """Whose drafts and notes they are."""
        drafts, notes = (
            (each.user_id for each in self.drafts),
            (each.user_id for each in self.notes),
        )
        return frozenset({*drafts, *notes})

    @property
    def newest(self) -> Candidate:
        """The person's last round."""
        return self.records[-1].candidate


def packet_for(store: Store, person: Person, candidate_id: str, now: datetime) -> Packet:
    """All that is held about the candidate, for a lead or an admin to hand over; it is logged.

    The packet must not break the seal: whoever scores or leads the candidate has it only where nothing in it
    is closed to them. An admin who does neither has it at any time, and from then on it is on record that they
    could read what is in it, should they join the panel later. Raises `NotAllowed` or `UnknownCandidate`.
    """
    with store.transaction():
        store.candidates.hold(person.team_id, candidate_id)
        held = _held(store, CandidateKey(person.team_id, candidate_id))
        _require(person, held)
        for record in held.records:
            _record_reveal(store, person, record.loop, now)
        _log(store, held, person.user_id, now)
        return _packet(store, held, now)


def require_packet(store: Store, person: Person, candidate_id: str) -> Candidate:
    """The candidate's last round, where the person may have the packet; raises as `packet_for`."""
    held = _held(store, CandidateKey(person.team_id, candidate_id))
    _require(person, held)
    return held.newest


def packet_for_operator(
    store: Store, key: CandidateKey, now: datetime, *, events_told: bool = False
) -> Packet:
    """The same for whoever runs the bot, whom no seal keeps from the database."""
    with store.transaction():
        held = _held(store, key)
        _log(store, held, OPERATOR, now)
        return _packet(store, held, now).model_copy(update={"events_told": events_told})


def _held(store: Store, key: CandidateKey) -> _Held:
    named = store.candidates.get(*key)
    rounds = store.candidates.rounds_of(key.team_id, named.person_id) if named else ()
    keys = (CandidateKey(each.team_id, each.id) for each in rounds)
    records = tuple(filter(None, (read_record(store, each) for each in keys)))
    if not records:
        raise UnknownCandidate("You have no such candidate: their data was erased.")
    drafts = {draft.card_id: draft for each in rounds for draft in store.drafts.list_about(each)}
    notes = (note for each in rounds for note in store.notes.list_about(each.team_id, each.id))
    return _Held(records, tuple(drafts.values()), tuple(notes))


def _require(person: Person, held: _Held) -> None:
    """Returns where the person may have all of it."""
    loops = [record.loop for record in held.records]
    if not any(may(person, Action.EXPORT_FOR_THEM, loop) for loop in loops):
        raise NotAllowed(
            f"You may not {Action.EXPORT_FOR_THEM.value}. The hiring lead can help you."
        )
    if any(_takes_part(person, loop) and _is_closed_to(person, loop) for loop in loops):
        raise NotAllowed(
            "What others wrote about this candidate is still sealed for you, and would stand in "
            f"it. Ask again once every debrief is open to you. {_ASK}"
        )
    if not person.is_admin:
        _require_nothing_hidden(person, held)


def _require_nothing_hidden(person: Person, held: _Held) -> None:
    """Returns where a lead may read all of it elsewhere, too."""
    if not all(may(person, Action.EXPORT_FOR_THEM, record.loop) for record in held.records):
        raise NotAllowed(f"You do not lead every round of this candidate. {_ASK}")
    read = {
        card.id
        for record in held.records
        for card in export_as_read(person, record).scorecards
        if card.content
    }
    written = {card.id for record in held.records for card in record.cards}
    if written - read or held.authors - {person.user_id}:
        raise NotAllowed(
            "Something about this candidate is for its author alone, such as a scorecard that is "
            f"only begun, or that of somebody who listened. {_ASK}"
        )


def _takes_part(person: Person, loop: Loop) -> bool:
    return bool(roles(person, loop) & _PART)


def _is_closed_to(person: Person, loop: Loop) -> bool:
    """Whether there is something of others' that this person may not read yet, or could still be swayed by."""
    owes = loop.lacks_card_of(person.user_id) and loop.candidate.status is not Status.DECIDED
    unread = _has_others_cards(person, loop) and not may(person, Action.READ_DEBRIEF, loop)
    return owes or unread


def _has_others_cards(person: Person, loop: Loop) -> bool:
    every = (*loop.cards, *loop.shadow_cards)
    return any(card.interviewer_id != person.user_id for card in every)


def _record_reveal(store: Store, person: Person, loop: Loop, now: datetime) -> None:
    if _has_others_cards(person, loop) and loop.reveal_time(person.user_id) is None:
        reveal = Reveal(user_id=person.user_id, at=now, how=RevealCause.EXPORTED_FOR_THEM)
        store.reveals.add(loop.candidate.team_id, loop.candidate.id, reveal)


def _log(store: Store, held: _Held, actor_id: str, now: datetime) -> None:
    sealed = any(record.loop.is_sealed and record.cards for record in held.records)
    store.audit.add(ExportedForThem(**held.newest.ids, at=now, actor_id=actor_id, sealed=sealed))


def _packet(store: Store, held: _Held, now: datetime) -> Packet:
    """What is held, the line of the log included that this very packet has caused."""
    team_id = held.newest.team_id
    rounds = [record.candidate for record in held.records]
    record = record_of(store, team_id, held.newest.person_id)
    openings = (store.openings.get(team_id, each.opening_id) for each in rounds)
    entries = [entry for each in rounds for entry in store.audit.of_candidate(team_id, each.id)]
    log = tuple(_line(entry) for entry in sorted(entries, key=lambda entry: entry.at))
    posted = {
        (each.channel, each.ts): each.is_file
        for candidate in rounds
        for each in store.messages.of_candidate(team_id, candidate.id)
    }
    packet = Packet(
        made_at=now,
        name=held.newest.name,
        rounds=tuple(export_candidate(record, with_sealed=True) for record in held.records),
        openings={opening.id: opening.title for opening in filter(None, openings)},
        drafts=tuple(
            HeldDraft(
                author=each.user_id,
                by_name=not each.candidate_id,
                saved_at=each.saved_at,
                form=_filled_in(each.form),
            )
            for each in held.drafts
        ),
        notes=tuple(
            HeldNote(
                author=each.user_id, skill_id=each.skill_id, text=each.text, added_at=each.added_at
            )
            for each in held.notes
        ),
        log=log,
        messages=sum(not is_file for is_file in posted.values()),
        files=sum(posted.values()),
        on_legal_hold=bool(store.legal_holds.covering(team_id, rounds)),
        erased_from=due_at(store.policies.get(team_id), record) if record else None,
        events_told=store.has_webhook,
    )
    return Packet.model_validate(_People(held, log).as_roles(packet.model_dump(mode="json")))


def _filled_in(form: str) -> dict[str, Any]:
    """The form less what only the program needs, and what nobody has filled in."""
    fields: dict[str, Any] = json.loads(form)
    return {name: value for name, value in fields.items() if value and name != "metadata"}


def _line(entry: AuditEntry) -> LogLine:
    details = entry.model_dump(mode="json", exclude={*Entry.model_fields, "action"})
    return LogLine(at=entry.at, actor=entry.actor_id, action=entry.action, details=details)


class _People:
    """Everybody beside the person, as a role with a number; the same one wherever they appear."""

    def __init__(self, held: _Held, log: Iterable[LogLine]) -> None:
        self._roles: dict[str, str] = {}
        self._counts = Counter[str]()
        for record in held.records:
            candidate = record.candidate
            self._name(candidate.leads, "hiring lead")
            self._name(candidate.coordinators, "coordinator")
            self._name((each.interviewer_id for each in record.interviews), "interviewer")
        for record in held.records:
            self._name(_others_in(record), OTHERS)
        self._name(sorted(held.authors), OTHERS)
        for line in log:
            self._name(filter(_ID.fullmatch, (line.actor, *strings_in(line.details))), OTHERS)
        known = "|".join(map(re.escape, self._roles))
        self._codes = re.compile(rf"<@(\w+)(?:\|[^<>]*)?>|\b({known or '(?!)'})\b")

    def _name(self, user_ids: Iterable[str], role: str) -> None:
        for user_id in user_ids:
            if user_id not in self._roles:
                self._counts[role] += 1
                self._roles[user_id] = f"{role} {self._counts[role]}"

    def as_roles(self, value: Any) -> Any:
        """The same with everybody as their role, where their id or a mention of them stands, in texts as well."""
        match value:
            case str():
                return self._codes.sub(self._role, value)
            case dict():
                return {self.as_roles(key): self.as_roles(inner) for key, inner in value.items()}
            case list():
                return [self.as_roles(inner) for inner in value]
        return value

    def _role(self, found: re.Match[str]) -> str:
        user_id = found[1] or found[2]
        self._name([user_id], OTHERS)
        return self._roles[user_id]


OTHERS = "colleague"
_ID = re.compile(r"[UW][A-Z0-9]+")
"""How Slack writes a person's id; asked only of what nobody has typed."""


def _others_in(record: Record) -> Iterator[str]:
    """Whoever appears in a round beside those who lead, coordinate or interview."""
    yield record.candidate.created_by
    for decision in record.decisions:
        yield from (decision.actor_id, *decision.participants)
    for departure in record.loop.departures:
        yield from (departure.user_id, departure.by)
    yield from (opening.user_id for opening in record.loop.early_openings)
    yield from (reveal.user_id for reveal in record.loop.reveals)
