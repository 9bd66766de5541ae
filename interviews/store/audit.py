"""What was done that somebody may have to answer for: added, never changed, for people to read and for no rule."""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter

from interviews.models import InterviewState, Model, Outcome
from interviews.retention.models import ErasureCause
from interviews.store.chain import TOKEN, Head, line_hash, mentions_in, new_token
from interviews.store.engines.engine import Engine, Row
from interviews.store.rows import ONCE, Tables, where_clause
from interviews.store.values import stored_time

_PERSON = "somebody's user id"
PersonId = Annotated[str, _PERSON]
"""The type of every field with somebody's user id: it is kept as a token, so that people can be made nameless."""


class Entry(Model):
    """One line of the log: ids only, no names and nothing that anybody typed."""

    team_id: str
    at: datetime
    actor_id: PersonId
    candidate_id: str = ""
    opening_id: str = ""
    """Either is empty where the entry is not about one."""


class OpenedEarly(Entry):
    """A lead opened the debrief before the last card was in."""

    action: Literal["opened_early"] = "opened_early"
    missing: tuple[PersonId, ...]


class ConfirmedGuest(Entry):
    """A lead put somebody on the panel who had scored without being named."""

    action: Literal["confirmed_guest"] = "confirmed_guest"
    guest_id: PersonId


class UndidDecision(Entry):
    """A lead took a decision back within the time for second thoughts."""

    action: Literal["undid_decision"] = "undid_decision"
    decision_id: str
    outcome: Outcome | None = None
    """None in entries of the first releases, which did not say."""


class Reopened(Entry):
    """A lead opened the loop again after a decision that leaves it open what becomes of the candidate."""

    action: Literal["reopened"] = "reopened"
    decision_id: str
    outcome: Outcome


class ChangedDecision(Entry):
    """A lead put another decision in the place of one that was known to all."""

    action: Literal["changed_decision"] = "changed_decision"
    decision_id: str
    outcome: Outcome
    former: Outcome


class ChangedPanel(Entry):
    """Somebody was taken off the panel."""

    action: Literal["changed_panel"] = "changed_panel"
    user_id: PersonId
    state: InterviewState
    since: datetime | None = None
    """When they had come onto it; None in entries of the first releases."""


class ChangedLeads(Entry):
    """Others lead the candidate from then on."""

    action: Literal["changed_leads"] = "changed_leads"
    leads: tuple[PersonId, ...]
    former: tuple[PersonId, ...] = ()
    """Who led until then; empty in entries of the first releases."""


class PlannedRound(Entry):
    """A lead planned the round that follows the decision to advance; the entry is about the new round."""

    action: Literal["planned_round"] = "planned_round"
    round: int


class ChangedCoordinators(Entry):
    """Others coordinate the candidate from then on."""

    action: Literal["changed_coordinators"] = "changed_coordinators"
    coordinators: tuple[PersonId, ...]
    former: tuple[PersonId, ...] = ()


class Compared(Entry):
    """Somebody read what was rated in this round beside other candidates of the opening."""

    action: Literal["compared"] = "compared"


class Exported(Entry):
    """A lead was given what they may read of the candidate, to keep outside of Slack.

    It names the opening where candidates were exported together.
    """

    action: Literal["exported"] = "exported"
    people: int = 1
    """How many candidates were exported together, each with however many rounds."""


class ExportedForThem(Entry):
    """Somebody was given all that is held about the person, to hand it to them; the entry is about the last round."""

    action: Literal["exported_for_them"] = "exported_for_them"
    sealed: bool = False
    """Whether something in it was sealed for the panel at that moment."""


class PlacedLegalHold(Entry):
    """Somebody put a candidate, or an opening, on hold for legal reasons; the id of the other one is empty."""

    action: Literal["placed_legal_hold"] = "placed_legal_hold"
    hold_id: str


class LiftedLegalHold(Entry):
    """Somebody lifted such a hold."""

    action: Literal["lifted_legal_hold"] = "lifted_legal_hold"
    hold_id: str


class ChangedPolicy(Entry):
    """An admin changed how long the team keeps records; 0 is no limit."""

    action: Literal["changed_policy"] = "changed_policy"
    months_decided: int
    months_inactive: int
    days_before_forget: int


class Erased(Entry):
    """The candidate was erased."""

    action: Literal["erased"] = "erased"
    cause: ErasureCause | None = None
    """None where a lead did as leads may, and in entries of the first releases."""


AuditEntry = Annotated[
    OpenedEarly
    | ConfirmedGuest
    | UndidDecision
    | Reopened
    | ChangedDecision
    | ChangedPanel
    | ChangedLeads
    | PlannedRound
    | ChangedCoordinators
    | Compared
    | Exported
    | ExportedForThem
    | PlacedLegalHold
    | LiftedLegalHold
    | ChangedPolicy
    | Erased,
    Field(discriminator="action"),
]
_COLUMNS = {*Entry.model_fields, "action"}  # what is not in one of these stands in `detail`
_ENTRY: TypeAdapter[AuditEntry] = TypeAdapter(AuditEntry)


class Audit(Tables):
    """Adds to the log of one team at a time, and reads it; nothing here changes a line."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._threads = threading.local()

    def add(self, entry: AuditEntry) -> None:
        """Adds an entry: at once, or at the end of the transaction that it is added in."""
        entries = self._waiting()
        if entries is None:
            with self._engine.transaction():
                self._append([entry])
        else:
            entries.append(entry)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Entries that are added inside become lines at the end of the outermost one, or none of them does.

        Whoever adds a line holds the head of the team's log, so that comes last: others wait for a moment,
        and nobody who holds it waits for anything else.
        """
        entries = self._waiting()
        if entries is not None:
            before = len(entries)
            try:
                yield
            except BaseException:
                del entries[before:]
                raise
            return
        self._threads.entries = entries = []
        try:
            yield
            self._append(entries)
        finally:
            self._threads.entries = None

    def _waiting(self) -> list[AuditEntry] | None:
        """What was added in this thread's transaction; None outside of any."""
        return getattr(self._threads, "entries", None)

    def _append(self, entries: Sequence[AuditEntry]) -> None:
        for team_id in sorted({entry.team_id for entry in entries}):  # all take heads in one order
            self._append_to(team_id, [entry for entry in entries if entry.team_id == team_id])

    def _append_to(self, team_id: str, entries: Sequence[AuditEntry]) -> None:
        head, tokens = self._head(team_id, {who for entry in entries for who in _people_in(entry)})
        for entry in entries:
            line: Row = {**_columns(entry, tokens), "seq": head.seq + 1}
            head = Head(team_id, line["seq"], line_hash(head.hash, line))
            self._insert("audit_lines", {**line, "hash": head.hash})
            for mention in mentions_in(line):
                self._insert("audit_mentions", mention)
        self._execute(
            "UPDATE audit_heads SET seq = :seq, hash = :hash WHERE team_id = :team_id",
            **head._asdict(),
        )

    def _head(self, team_id: str, people: set[str]) -> tuple[Head, dict[str, str]]:
        """The head of the log, which nobody else changes until the transaction is over, and each person's token."""
        rows = self._locked(team_id, people)
        if not rows:
            self._insert("audit_heads", {"team_id": team_id, "seq": 0, "hash": ""}, ONCE)
            rows = self._locked(team_id, people)
        if unknown := people - {row["user_id"] for row in rows}:
            # Whoever held the head until now may have added them: these rows are from before.
            for user_id in unknown:
                self._insert("audit_people", new_token(team_id, user_id), ONCE)
            rows = self._locked(team_id, people)
        head = Head(team_id, rows[0]["seq"], rows[0]["hash"])
        return head, {row["user_id"]: row["token"] for row in rows}

    def _locked(self, team_id: str, people: set[str]) -> list[Row]:
        """A row for each of these people who has a token, or one without, with the head."""
        lock = self._engine.for_update and f"{self._engine.for_update} OF h"
        those, params = where_clause({"user_id": tuple(people)})
        return self._query(
            "SELECT h.seq, h.hash, p.user_id, p.token FROM audit_heads h"
            f" LEFT JOIN audit_people p ON p.team_id = :team_id AND {those}"
            f" WHERE h.team_id = :team_id{lock}",
            team_id=team_id, **params,
        )  # fmt: skip

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[AuditEntry, ...]:
        """What was done about one candidate, oldest first, in this very transaction too."""
        about = {"team_id": team_id, "candidate_id": candidate_id}
        entries = self._entries(team_id, self._rows("audit_lines", "ORDER BY at, seq", **about))
        waiting = (
            entry
            for entry in self._waiting() or ()
            if (entry.team_id, entry.candidate_id) == (team_id, candidate_id)
        )
        return (*entries, *waiting)

    def newest(self, team_id: str, most: int, of_lead: str | None = None) -> tuple[AuditEntry, ...]:
        """The last entries, newest first; of a lead those about their candidates, and their own erasures and holds."""
        led = (
            " AND (candidate_id IN (SELECT candidate_id FROM candidate_leads"
            " WHERE team_id = :team_id AND user_id = :user_id)"
            " OR (action IN ('erased', 'placed_legal_hold', 'lifted_legal_hold')"
            " AND actor_id = (SELECT token FROM audit_people"
            " WHERE team_id = :team_id AND user_id = :user_id)))"
        )
        rows = self._query(
            f"SELECT * FROM audit_lines WHERE team_id = :team_id{led if of_lead else ''}"
            " ORDER BY at DESC, seq DESC LIMIT :most",
            team_id=team_id, most=most, user_id=of_lead,
        )  # fmt: skip
        return self._entries(team_id, rows)

    def _entries(self, team_id: str, rows: Sequence[Row]) -> tuple[AuditEntry, ...]:
        """The same as they were added; whoever is nameless has their token in place of a user id."""
        tokens = {row["actor_id"] for row in rows}
        tokens.update(token for row in rows for token in TOKEN.findall(row["detail"]))
        people = self._rows("audit_people", team_id=team_id, token=tuple(tokens)) if rows else ()
        names = {person["token"]: person["user_id"] for person in people}
        return tuple(_entry(row, names) for row in rows)

    def make_nameless(self, team_id: str, user_id: str) -> bool:
        """Nobody can tell any more which lines are about this person, and every line stays; False if none is."""
        return bool(
            self._execute(
                "DELETE FROM audit_people WHERE team_id = :team_id AND user_id = :user_id",
                team_id=team_id, user_id=user_id,
            )
        )  # fmt: skip

    def remove_team(self, team_id: str) -> None:
        """Drops the whole log of a team that is forgotten; the database refuses to let go of a part of it."""
        with self._engine.transaction():
            # Lines can be removed only where there is no head: a log goes whole, or not at all.
            for table in ("audit_heads", "audit_lines", "audit_mentions", "audit_people"):
                self._delete(table, team_id=team_id)


@cache
def _fields_with_people(kind: type[Entry]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if _PERSON in field.metadata or PersonId in get_args(field.annotation)
    )


def _people_in(entry: Entry) -> Iterator[str]:
    for name in _fields_with_people(type(entry)):
        value = getattr(entry, name)
        yield from (value,) if isinstance(value, str) else value


def _columns(entry: AuditEntry, tokens: Mapping[str, str]) -> Row:
    """The entry as its line keeps it, with each person's token."""
    values = entry.model_dump(mode="json")
    for name in _fields_with_people(type(entry)):
        value = values[name]
        values[name] = tokens[value] if isinstance(value, str) else [tokens[who] for who in value]
    values["at"] = stored_time(entry.at)
    detail = {name: value for name, value in values.items() if name not in _COLUMNS}
    return {name: values[name] for name in _COLUMNS} | {"detail": json.dumps(detail)}


def _entry(row: Row, names: Mapping[str, str]) -> AuditEntry:
    def named(token: re.Match[str]) -> str:
        return names.get(token[0], token[0])

    fields = {name: row[name] for name in _COLUMNS} | json.loads(TOKEN.sub(named, row["detail"]))
    fields["actor_id"] = names.get(row["actor_id"], row["actor_id"])
    return _ENTRY.validate_python(fields)
