"""A database made anew of another's rows, whatever kind of database that is, and compared with it at the end."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Protocol

from interviews.errors import CannotCopy
from interviews.store import migrations
from interviews.store.copies import files
from interviews.store.copies.contents import STEPS, Columns, columns_of, tables_of
from interviews.store.engines.sqlite import SQLiteEngine

Values = tuple[Any, ...]
Progress = Callable[[str, int], None]
"""Hears, now and then, of which table how many rows were copied."""
OFTEN = 5_000  # rows


class RowSource(Protocol):
    """Tables to copy from; what is read stays the same however long it takes."""

    name: str
    """What whoever copies calls it, without a password."""

    def rows(self, table: str, columns: Columns) -> Iterator[Values]:
        """Every row of a table; raises `CannotCopy` where there is no such table, or a column is missing."""


class Fingerprint:
    """How many rows a table has and what is in them, in whatever order they come."""

    def __init__(self) -> None:
        self.count = self._sum = 0

    def of(self, rows: Iterable[Values], progress: Callable[[int], None]) -> Iterator[Values]:
        """The same rows, each taken into account as it passes by."""
        for row in rows:
            self.count += 1
            self._sum += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
            if self.count % OFTEN == 0:
                progress(self.count)
            yield row
        progress(self.count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fingerprint) and (self.count, self._sum) == (
            other.count,
            other._sum,
        )

    __hash__ = None  # type: ignore[assignment]


class SQLiteRows:
    """The rows of a SQLite file that nobody else uses."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self._database, self.name = database, name

    def rows(self, table: str, columns: Columns) -> Iterator[Values]:
        """Every row of a table; SQLite may keep bytes where text is meant, and they are text then."""
        read = (
            f'CAST("{name}" AS TEXT)' if kind is str else f'"{name}"'
            for name, kind in columns.items()
        )
        return self._database.execute(f'SELECT {", ".join(read)} FROM "{table}"')


def quoted(names: Iterable[str]) -> str:
    """Names of columns as both databases read them, with commas between."""
    return ", ".join(f'"{name}"' for name in names)


def build_file(
    source: RowSource, part: Path, clock: Callable[[], datetime], progress: Progress
) -> dict[str, Fingerprint]:
    """Makes a SQLite file with all rows of the source, in the schema that the source has; what each table has.

    Raises `CannotCopy` where the source is of a newer release, or the two are not the same in the end.
    """
    _migrate(part, _newest_step(source), clock)
    with closing(files.opened(part)) as database:
        database.execute("PRAGMA synchronous = OFF")  # it counts for nothing until it is whole
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("BEGIN")
        written = {table: _fill(database, source, table, progress) for table in tables_of(database)}
        database.execute("COMMIT")
        compare(SQLiteRows(database, str(part)), written, columns_by_table(database))
    return written


def _newest_step(source: RowSource) -> str:
    steps = sorted(str(name) for (name,) in source.rows(STEPS, {"name": str}))
    known = [step.name for step in migrations.STEPS]
    unknown = [step for step in steps if step not in known]
    if unknown:
        raise newer_release(unknown[-1])
    if not steps or steps != known[: len(steps)]:
        raise CannotCopy(f"{source.name} is no database of this bot. Nothing was changed.")
    return steps[-1]


def newer_release(step: str) -> CannotCopy:
    """The error for what this release cannot read."""
    return CannotCopy(
        f"This is of a newer release (step {step}). Install that release or a later one, and do it there. "
        "Nothing was changed."
    )


def _migrate(part: Path, upto: str, clock: Callable[[], datetime]) -> None:
    with closing(SQLiteEngine(part)) as engine:
        migrations.migrate(engine, clock, upto)


def _fill(
    database: sqlite3.Connection, source: RowSource, table: str, progress: Progress
) -> Fingerprint:
    columns, found = columns_of(database, table), Fingerprint()
    database.execute(f'DELETE FROM "{table}"')
    places = ", ".join("?" for _ in columns)
    rows = found.of(source.rows(table, columns), lambda count: progress(table, count))
    database.executemany(f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({places})', rows)
    return found


def compare(
    target: RowSource,
    written: Mapping[str, Fingerprint],
    columns: Mapping[str, Columns],
) -> None:
    """Reads everything once more; raises `CannotCopy` where a table has not what was written to it."""
    for table, expected in written.items():
        found = Fingerprint()
        for _ in found.of(target.rows(table, columns[table]), lambda _: None):
            pass
        if found != expected:
            raise CannotCopy(
                f"The table {table} has {found.count} rows in the copy and {expected.count} in what was copied, or "
                "others. Nothing was changed; please report this."
            )


def columns_by_table(database: sqlite3.Connection) -> dict[str, Columns]:
    """The columns of every table, each table behind those that it refers to."""
    refers = {
        table: {name for (name,) in _referred_to(database, table)} - {table}
        for table in tables_of(database)
    }
    order = TopologicalSorter(refers).static_order()
    return {table: columns_of(database, table) for table in order}


def _referred_to(database: sqlite3.Connection, table: str) -> list[tuple[str]]:
    return database.execute('SELECT "table" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
