"""What a copy holds, as far as somebody knows it again: its schema, how much is in it, and how new it is."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from interviews.models import Model
from interviews.store.values import read_time, stored_time

Columns = Mapping[str, type[str] | type[int] | type[float]]
"""The names of columns, and what each holds."""

STEPS = "schema_steps"
OF_BOTS = frozenset({STEPS, "processes"})
"""Tables about the bots that work on it: of which release the schema is, and who was seen; nothing that people keep."""
_TYPES: Columns = {"TEXT": str, "INTEGER": int, "REAL": float}
_AHEAD = frozenset({"due_at", "starts_at", "leased_until"})
"""Columns with times at which nothing has changed yet."""


class Contents(Model):
    """What is in a database of any release, of every team."""

    steps: tuple[str, ...]
    """The steps of its schema, in order."""
    candidates: int
    """People, however many rounds they have."""
    scorecards: int
    """Cards, however often they were amended."""
    changed_at: datetime | None
    """When something last changed; None where nothing is in it."""


def contents_of(database: sqlite3.Connection, now: datetime) -> Contents:
    """What is in it; the schema may be of any release."""
    steps = database.execute(f"SELECT name FROM {STEPS} ORDER BY name")
    people = " WHERE first_id = ''" if "first_id" in columns_of(database, "candidates") else ""
    return Contents(
        steps=tuple(name for (name,) in steps),
        candidates=_count(database, f"candidates{people}"),
        scorecards=_count(database, "scorecards WHERE revision = 1")
        if "scorecards" in tables_of(database)
        else 0,
        changed_at=_newest_change(database, now),
    )


def ids_in(database: sqlite3.Connection, table: str, column: str) -> frozenset[tuple[str, str]]:
    """Each team with an id in this column, if there is such a table."""
    if table not in tables_of(database):
        return frozenset()
    return frozenset(database.execute(f'SELECT team_id, "{column}" FROM "{table}"'))


def tables_of(database: sqlite3.Connection) -> tuple[str, ...]:
    """Every table of the product's own, by name."""
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " ORDER BY name"
    )
    return tuple(name for (name,) in found)


def columns_of(database: sqlite3.Connection, table: str) -> Columns:
    """The columns of a table that are stored, in order."""
    found = database.execute(
        "SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,)
    )
    return {name: _TYPES[kind] for name, kind in found}


def has_rows(database: sqlite3.Connection) -> bool:
    """Whether anything that people keep is in it."""
    tables = [table for table in tables_of(database) if table not in OF_BOTS]
    return any(database.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone() for table in tables)


def _count(database: sqlite3.Connection, rows: str) -> int:
    [(count,)] = database.execute(f"SELECT COUNT(*) FROM {rows}").fetchall()
    return int(count)


def _newest_change(database: sqlite3.Connection, now: datetime) -> datetime | None:
    """The newest time that is past in any column that says when something was done."""
    newest = max((_newest(database, table, now) for table in tables_of(database)), default="")
    return read_time(newest) if newest else None


def _newest(database: sqlite3.Connection, table: str, now: datetime) -> str:
    if table in OF_BOTS:
        return ""
    names = {name for name in columns_of(database, table) if name == "at" or name.endswith("_at")}
    newest = ""
    for name in sorted(names - _AHEAD):
        sql = f'SELECT MAX("{name}") FROM "{table}" WHERE "{name}" <= ?'
        [(found,)] = database.execute(sql, (stored_time(now),)).fetchall()
        newest = max(newest, found or "")
    return newest
