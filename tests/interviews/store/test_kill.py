"""Nothing acknowledged is ever lost: the process is killed in the middle of a hundred cards, again and again."""

import random
import sqlite3
import time
from collections import Counter

import pytest

from interviews.store import Store
from tests.interviews.conftest import Database
from tests.interviews.people import TEAM
from tests.interviews.store.processes import hear, other_process, tell

pytestmark = pytest.mark.once

CARDS = 100
KILLS = 6
CHANCE = random.SystemRandom()


def acknowledged(database: Database, first: int) -> list[str]:
    """What one process acknowledged, before it was killed at some moment or had no more to send."""
    with other_process("submits") as process:
        tell(process, database.url)
        tell(process, f"{first} {CARDS}")
        heard = [hear(process) for _ in range(CHANCE.randint(1, CARDS // KILLS))]
        time.sleep(CHANCE.uniform(0, 0.02))
        process.kill()
        while line := hear(process):  # it was acknowledged, and nobody had read it yet
            heard.append(line)
    return [line for line in heard if line]


def the_rest(database: Database, first: int) -> list[str]:
    with other_process("submits") as process:
        tell(process, database.url)
        tell(process, f"{first} {CARDS}")
        return [hear(process) for _ in range(first, CARDS)]


def test_every_acknowledged_card_is_there_once(store: Store, database: Database) -> None:
    done: list[str] = []
    for _ in range(KILLS):
        done += acknowledged(database, len(done))
        kept = {card: count for card, count in cards(store).items() if card in done}
        assert kept == dict.fromkeys(done, 1)
    done += the_rest(database, len(done))
    wanted = [f"card-{number}" for number in range(CARDS)]
    assert done == wanted
    assert cards(store) == dict.fromkeys(wanted, 1)
    assert digests(store) == dict.fromkeys(wanted, 1)
    for number in range(CARDS):
        there = store.loop(TEAM, f"candidate-{number}")
        assert there is not None
        assert [len(card.ratings) for card in there.cards] == [3]
    if database.file:
        with sqlite3.connect(database.file) as other:
            assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert other.execute("PRAGMA foreign_key_check").fetchall() == []
        other.close()


def cards(store: Store) -> dict[str, int]:
    """How often each card is kept."""
    rows = store._engine.query("SELECT id, COUNT(*) AS kept FROM scorecards GROUP BY id")
    return {row["id"]: row["kept"] for row in rows}


def digests(store: Store) -> dict[str, int]:
    """How many digests each card has brought."""
    keys = store._engine.query("SELECT dedupe_key FROM jobs WHERE kind = 'digest'")
    return Counter(row["dedupe_key"].rpartition(":")[2] for row in keys)
