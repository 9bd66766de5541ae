"""Adds entries to the log of each team, and finds them again."""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import NamedTuple, get_args

from pydantic import TypeAdapter

from interviews.models import Model
from interviews.store.audit import PERSON, AuditEntry, Entry, PersonId
from interviews.store.chain import PAGE, TOKEN, Head, line_hash, mentions_in, new_token
from interviews.store.engines.engine import Engine, Row
from interviews.store.rows import ONCE, Tables, Value, where_clause
from interviews.store.values import stored_time

_COLUMNS = {*Entry.model_fields, "action"}  # what is not in one of these stands in `detail`
_ENTRY: TypeAdapter[AuditEntry] = TypeAdapter(AuditEntry)


WINDOW = 2000
"""Lines that are looked through for those of a lead: as a rule some of theirs are among the newest of all."""
ALL = 2**31 - 1
_LED = (
    "(candidate_id IN (SELECT candidate_id FROM candidate_leads"
    " WHERE team_id = :team_id AND user_id = :lead)"
    " OR candidate_id = '' AND opening_id IN (SELECT opening_id FROM opening_leads"
    " WHERE team_id = :team_id AND user_id = :lead)"
    " OR action IN ('erased', 'placed_legal_hold', 'lifted_legal_hold') AND actor_id = :lead_token)"
)
_LINES_OF_LEAD = (
    "SELECT seq AS number FROM audit_lines WHERE team_id = :team_id AND candidate_id IN"
    " (SELECT candidate_id FROM candidate_leads WHERE team_id = :team_id AND user_id = :lead)"
    " UNION SELECT seq FROM audit_lines WHERE team_id = :team_id AND opening_id <> ''"
    " AND candidate_id = '' AND opening_id IN"
    " (SELECT opening_id FROM opening_leads WHERE team_id = :team_id AND user_id = :lead)"
    " UNION SELECT seq FROM audit_lines WHERE team_id = :team_id"
    " AND actor_id = :lead_token"
    " AND action IN ('erased', 'placed_legal_hold', 'lifted_legal_hold')"
)


class Line(NamedTuple):
    """A line of the log: its number in the team's chain, its hash, and what it says."""

    seq: int
    hash: str
    entry: AuditEntry


class Wanted(Model):
    """Which lines are looked for; what is empty or None does not matter."""

    candidate_ids: tuple[str, ...] = ()
    opening_id: str = ""
    person: str = ""
    """The user id of somebody who did it, or whom it names."""
    since: datetime | None = None
    until: datetime | None = None
    oldest_first: bool = False
    beyond: int = 0
    """The number of a line behind which they begin."""

    @property
    def order(self) -> str:
        """The order in SQL."""
        return "ASC" if self.oldest_first else "DESC"


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

    def find(
        self, team_id: str, wanted: Wanted, most: int, of_lead: str | None = None
    ) -> tuple[Line, ...]:
        """The first lines that are wanted; of a lead those about what they lead, and their own holds and erasures.

        How long that takes does not depend on how long the log is, but for a lead of whom the newest lines are not.
        """
        token = self._token(team_id, wanted.person)
        if wanted.person and not token:
            return ()
        params: dict[str, Value] = {
            "team_id": team_id, "most": most, "token": token, "lead": of_lead,
            "lead_token": self._token(team_id, of_lead or ""),
        }  # fmt: skip
        rows = list[Row]()
        times, narrow = self._times(team_id, wanted)
        about, more = _about(wanted)
        params |= narrow | more
        for statement, window in _statements(wanted, times, about, most, of_lead):
            order = f"ORDER BY at {wanted.order}, seq {wanted.order} LIMIT :most"
            rows = self._query(f"{statement} {order}", window=window, **params)
            if len(rows) == most:
                break
        entries = self._entries(team_id, rows)
        return tuple(
            Line(row["seq"], row["hash"], entry) for row, entry in zip(rows, entries, strict=True)
        )

    def all(self, team_id: str, wanted: Wanted) -> Iterator[Line]:
        """All lines that are wanted, the oldest first; however many, they take the same memory."""
        last = 0
        while page := self.find(
            team_id, wanted.model_copy(update={"oldest_first": True, "beyond": last}), PAGE
        ):
            yield from page
            last = page[-1].seq

    def _times(self, team_id: str, wanted: Wanted) -> tuple[str, dict[str, Value]]:
        """The condition on when a line was written, which the index of people knows as well, and its parameters."""
        conditions, params = "", dict[str, Value]()
        if wanted.since:
            conditions, params = " AND at >= :since", {"since": wanted.since}
        if wanted.until:
            conditions, params = f"{conditions} AND at < :until", {**params, "until": wanted.until}
        if wanted.beyond:
            rows = self._rows("audit_lines", team_id=team_id, seq=wanted.beyond)
            conditions += f" AND (at, seq) {'>' if wanted.oldest_first else '<'} (:at, :seq)"
            params |= {"at": rows[0]["at"] if rows else "", "seq": wanted.beyond}
        return conditions, params

    def _token(self, team_id: str, user_id: str) -> str:
        """What stands for this person in the log; empty where nothing does."""
        rows = self._rows("audit_people", team_id=team_id, user_id=user_id) if user_id else ()
        return str(rows[0]["token"]) if rows else ""

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

    def remove_some(self, team_id: str, most: int = 1000) -> int:
        """Drops some rows of the log of a team that is forgotten, its oldest lines first; 0 where none is left.

        The database lets go of a line only where there is no head, so that nobody removes a part of a log by mistake.
        """
        with self._engine.transaction():
            removed = self._execute(
                "DELETE FROM audit_heads WHERE team_id = :team_id", team_id=team_id
            )
            for table in ("audit_lines", "audit_mentions"):
                removed += self._execute(
                    f"DELETE FROM {table} WHERE team_id = :team_id AND seq IN (SELECT seq FROM {table}"
                    " WHERE team_id = :team_id ORDER BY seq LIMIT :most)",
                    team_id=team_id, most=most,
                )  # fmt: skip
            return removed + self._execute(
                "DELETE FROM audit_people WHERE team_id = :team_id", team_id=team_id
            )


def _about(wanted: Wanted) -> tuple[str, dict[str, Value]]:
    """The condition on what a line is about, and on people where there is one, and its parameters."""
    conditions, params = "", dict[str, Value]()
    if wanted.candidate_ids:
        those, params = where_clause({"candidate_id": wanted.candidate_ids})
        conditions = f" AND {those}"
    if wanted.opening_id:
        conditions += " AND opening_id = :opening_id AND opening_id <> ''"
        params |= {"opening_id": wanted.opening_id}
    if wanted.person and conditions:
        conditions += (
            " AND (actor_id = :token OR seq IN (SELECT seq FROM audit_mentions"
            " WHERE team_id = :team_id AND token = :token))"
        )
    return conditions, params


def _statements(
    wanted: Wanted, times: str, about: str, most: int, of_lead: str | None
) -> Iterator[tuple[str, int]]:
    """What to ask, one after another until there are enough, each with how many lines it looks through at most."""
    newest = f"ORDER BY at {wanted.order}, seq {wanted.order} LIMIT :window"
    of_person = ""
    if wanted.person and not about:
        of_person = (
            "SELECT seq AS number FROM (SELECT seq FROM audit_lines"
            f" WHERE team_id = :team_id AND actor_id = :token{times} {newest}) AS did"
            " UNION SELECT seq FROM (SELECT seq FROM audit_mentions"
            f" WHERE team_id = :team_id AND token = :token{times} {newest}) AS named"
        )
    if not of_lead:
        yield _lines(of_person, times + about), most
        return
    yield (
        f"SELECT * FROM ({_lines(of_person, times + about)} {newest}) AS newest WHERE {_LED}",
        WINDOW,
    )
    if of_person:
        yield _lines(of_person, f"{times} AND seq IN ({_LINES_OF_LEAD})"), ALL
    else:
        yield _lines(_LINES_OF_LEAD, times + about), ALL


def _lines(numbers: str, conditions: str) -> str:
    """All lines, or those whose numbers a statement gives; joined in this order, or SQLite walks through them all."""
    if not numbers:
        return f"SELECT * FROM audit_lines WHERE team_id = :team_id{conditions}"
    return (
        f"SELECT audit_lines.* FROM ({numbers}) AS those CROSS JOIN audit_lines"
        f" WHERE team_id = :team_id AND seq = number{conditions}"
    )


@cache
def fields_with_people(kind: type[Entry]) -> tuple[str, ...]:
    """The fields of this type of entry that hold user ids."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if PERSON in field.metadata or PersonId in get_args(field.annotation)
    )


def _people_in(entry: Entry) -> Iterator[str]:
    for name in fields_with_people(type(entry)):
        value = getattr(entry, name)
        yield from filter(None, (value,) if isinstance(value, str) else value)


def _columns(entry: AuditEntry, tokens: Mapping[str, str]) -> Row:
    """The entry as its line keeps it, with each person's token."""
    values = entry.model_dump(mode="json")
    for name in fields_with_people(type(entry)):
        value = values[name]
        several = [tokens.get(who, "") for who in ([value] if isinstance(value, str) else value)]
        values[name] = several[0] if isinstance(value, str) else several
    values["at"] = stored_time(entry.at)
    detail = {name: value for name, value in values.items() if name not in _COLUMNS}
    return {name: values[name] for name in _COLUMNS} | {"detail": json.dumps(detail)}


def _entry(row: Row, names: Mapping[str, str]) -> AuditEntry:
    def named(token: re.Match[str]) -> str:
        return names.get(token[0], token[0])

    fields = {name: row[name] for name in _COLUMNS} | json.loads(TOKEN.sub(named, row["detail"]))
    fields["actor_id"] = names.get(row["actor_id"], row["actor_id"])
    return _ENTRY.validate_python(fields)
