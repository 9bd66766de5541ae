"""What is still to be checked after an erasure, and the whole database, page by page, to check it in."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from interviews.models import Model
from interviews.store.engines.engine import Row
from interviews.store.rows import ONCE, Tables, model_of, row_of

_COUNTED = {
    "interviews": "interviews",
    "scorecards": "scorecards",
    "decisions": "decisions",
    "jottings": "notes",
}
"""What a receipt counts, by the table in which a row of it names the candidate."""


class Needle(Model):
    """Some words that follow each other, as a hash of them."""

    words: int
    first: int
    """8 bits of a sum of the first word: enough to pass over most others without hashing."""
    head: int = 0
    """How many letters the first word has; 0 where the words stand inside of a longer text."""
    tail: int = 0
    """The same of the last word."""
    digest: str


class Count(Model):
    """How many there are, or were, of something."""

    of: str
    number: int


class ErasureCheck(Model):
    """An erasure of one person that is to be checked; `needles` are what must not be found any more."""

    team_id: str
    candidate_id: str
    """The id of the round that was named when it was erased."""
    by_id: str
    at: datetime
    rounds: tuple[str, ...]
    """The ids of all the rounds."""
    counts: tuple[Count, ...]
    """What was erased."""
    salt: str
    needles: tuple[Needle, ...]
    found: tuple[Count, ...] = ()
    """In how many rows of which table something was found so far."""
    place: str = ""
    """The table that is being searched; empty before the beginning."""
    after_key: str = ""
    """The key of the last row that was searched in it, or how far the file was, as JSON."""


class Place(NamedTuple):
    """A table, with the columns that make its key, and those that hold text."""

    table: str
    key: tuple[str, ...]
    texts: tuple[str, ...]


class Traces(Tables):
    """Keeps what is to be checked of one team at a time, and reads the whole database for all of them at once."""

    def counts(self, team_id: str, candidate_id: str) -> tuple[Count, ...]:
        """What is kept of one round, to be told once it is erased."""
        rows = [
            Count(
                of=name, number=len(self._rows(table, team_id=team_id, candidate_id=candidate_id))
            )
            for table, name in _COUNTED.items()
        ]
        posted = self._rows("messages", "AND ts <> ''", team_id=team_id, candidate_id=candidate_id)
        places = {(row["channel"], row["ts"]) for row in posted}
        return (*rows, Count(of="messages", number=len(places)))

    def add(self, check: ErasureCheck) -> None:
        """From now on this is to be checked; of one whose check is still to come, only once."""
        self._insert("erasure_checks", row_of(check), ONCE)

    def salt(self) -> str:
        """The salt of what waits to be checked, so that one search does for all; empty where nothing does."""
        rows = self._query("SELECT salt FROM erasure_checks WHERE place = '' LIMIT 1")
        return str(rows[0]["salt"]) if rows else ""

    def list_begun(self) -> tuple[ErasureCheck, ...]:
        """What is being searched for, of every team; all of it is at the same place."""
        return self._checks("WHERE place <> ''")

    def list_waiting(self, most: int) -> tuple[ErasureCheck, ...]:
        """What is to be searched for next, the oldest first."""
        return self._checks(f"WHERE place = '' ORDER BY at, team_id, candidate_id LIMIT {most}")

    def _checks(self, then: str) -> tuple[ErasureCheck, ...]:
        rows = self._query(f"SELECT * FROM erasure_checks {then}")
        return tuple(model_of(ErasureCheck, row) for row in rows)

    def set_progress(self, check: ErasureCheck) -> None:
        """Keeps how far the check is, and what it has found."""
        self._execute(
            "UPDATE erasure_checks SET found = :found, place = :place, after_key = :after_key"
            " WHERE team_id = :team_id AND candidate_id = :candidate_id",
            **row_of(check),
        )

    def set_place(self, place: str, after_key: str) -> None:
        """Keeps how far the search is, for everything that is being searched for."""
        self._execute(
            "UPDATE erasure_checks SET place = :place, after_key = :after_key WHERE place <> ''",
            place=place, after_key=after_key,
        )  # fmt: skip

    def remove(self, check: ErasureCheck) -> None:
        """It is checked, and its hashes go."""
        self._delete("erasure_checks", team_id=check.team_id, candidate_id=check.candidate_id)

    def places(self) -> tuple[Place, ...]:
        """Every table that holds anything of a team, by name; what the schema has is what is searched."""
        columns = sorted(self._engine.columns())
        tables = {
            name: list(group) for name, group in groupby(columns, key=lambda each: each.table)
        }
        return tuple(
            Place(
                name,
                tuple(each.name for each in sorted(of, key=lambda each: each.key) if each.key),
                tuple(each.name for each in of if each.is_text),
            )
            for name, of in tables.items()
            if any(each.name == "team_id" for each in of)
        )

    def page(self, place: Place, after_key: str, most: int) -> list[Row]:
        """The next rows of the table, of every team, by its key."""
        values = dict(zip(place.key, json.loads(after_key), strict=True)) if after_key else {}
        keys = ", ".join(place.key)
        wanted = ", ".join(dict.fromkeys((*place.key, *place.texts)))
        after = (
            f"WHERE ({keys}) > ({', '.join(f':{name}' for name in place.key)})" if values else ""
        )
        sql = f"SELECT {wanted} FROM {place.table} {after} ORDER BY {keys} LIMIT {most}"
        return self._engine.query(sql, values)

    def read_file(self, start: int, size: int) -> bytes:
        """So many bytes of the database's own file from there on; none behind its end, or where it has none here."""
        return self._engine.read_file(start, size)


def key_of(place: Place, row: Row) -> str:
    """Where a page that follows this row begins."""
    return json.dumps([row[name] for name in place.key])


def summed(*counts: Sequence[Count]) -> tuple[Count, ...]:
    """These counts together, of each thing once."""
    totals: dict[str, int] = {}
    for each in (count for group in counts for count in group):
        totals[each.of] = totals.get(each.of, 0) + each.number
    return tuple(Count(of=name, number=number) for name, number in totals.items())
