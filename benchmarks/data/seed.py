"""Databases with interview loops in them, in the product's own schema, written with raw SQLite for speed."""

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.data import rows
from handlers.scorecards.card_form import anchored_skills
from interviews.models import AnchoredSkill
from interviews.store import Store, open_store
from question_bank.load.loader import load

_AT_ONCE = 5_000  # candidates in one transaction


def store_at(path: Path) -> Store:
    """The product's own store over this file."""
    return open_store(f"sqlite:///{path}", lambda: rows.MORNING)


def open_loops(path: Path, count: int) -> None:
    """Makes a database with this many candidates whose panels have sent no card yet."""
    _make(path, count, with_cards=False)


def full_loops(path: Path, scorecards: int) -> int:
    """Makes a database with this many scorecards, unless it is there already; how many candidates it has."""
    count = max(scorecards // rows.PANEL, 1)
    if not path.exists():
        part = path.with_name(f"{path.name}.part")
        part.unlink(missing_ok=True)
        _make(part, count, with_cards=True)
        part.replace(path)
    return count


def _make(path: Path, count: int, *, with_cards: bool) -> None:
    with closing(store_at(path)) as store:
        store.migrate()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous = OFF")  # a file that is not whole is not kept
        database.execute(
            "INSERT INTO bank_texts (team_id, digest, content) VALUES (?, ?, ?)",
            (rows.TEAM, rows.TEXTS, TypeAdapter(tuple[AnchoredSkill, ...]).dump_json(skills())),
        )
        for first in range(0, count, _AT_ONCE):
            with database:
                _insert(database, first, min(first + _AT_ONCE, count), with_cards=with_cards)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(database: sqlite3.Connection, first: int, last: int, *, with_cards: bool) -> None:
    database.executemany(rows.CANDIDATE, rows.candidates(first, last))
    database.executemany(rows.LEAD, rows.leads(first, last))
    database.executemany(rows.INTERVIEW, rows.interviews(first, last))
    if with_cards:
        database.executemany(rows.CARD, rows.cards(first, last))
        ids = [skill.id for skill in skills()]
        database.executemany(rows.RATING, rows.all_ratings(first, last, ids))


@lru_cache(maxsize=1)
def skills() -> tuple[AnchoredSkill, ...]:
    """What a card of the built-in bank is scored on."""
    archetype = load().archetype(rows.ROLE)
    assert archetype is not None
    return anchored_skills(archetype)
