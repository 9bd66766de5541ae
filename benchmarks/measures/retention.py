"""How long others wait while the records of everybody go by rule, against the same bot just before."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.data import rows, seed
from benchmarks.load.connections import Load, drive
from benchmarks.load.requests import command, home_opened
from benchmarks.machine import servers
from benchmarks.machine.peer import peer_server
from benchmarks.machine.servers import Server
from benchmarks.rounds import percentile
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most

CONNECTIONS = 4
LONG_AGO = datetime(2020, 3, 4, 9, 30, tzinfo=UTC)
PATIENCE = 30.0  # seconds until the first is gone


class NothingErased(Exception):
    """The bot has erased nobody, so that there is nothing to be measured."""


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """The times of what people ask meanwhile, some of which writes; and how many go in a second."""
    database, hello = folder / "retention.db", command("help")
    count = seed.full_loops(database, size.stored)
    _make_old(database)
    with (
        peer_server() as peer,
        servers.bot(folder, peer.api_url, database, hello) as bot,
    ):
        _load(bot, size)  # what is made at first use is there now
        before = [_load(bot, size) for _ in range(size.rounds)]
        begun = _begin(database)
        during = [_load(bot, size) for _ in range(size.rounds)]
        rate = _erased(database) / (time.perf_counter() - begun)
    name = f"retention of {count:,} candidates,"
    for share, budget in ((0.5, None), (0.99, ratio_at_most(2))):
        ours, floor = (
            percentile([each for load in loads for each in load.each], share) * 1000
            for loads in (during, before)
        )
        yield Figure(f"{name} p{share * 100:.0f} of requests", "ms", ours, floor, budget=budget)
    yield Figure(f"{name} erased", "candidates/s", rate)


def _load(bot: Server, size: Size) -> Load:
    """A kit, a list that is read from the database, and a Home tab, for which something is written."""
    people = [rows.interviewer(number, 1) for number in range(5)]
    asked = [
        request
        for who in people
        for request in (command("ml-engineer", who), command("candidates", who), home_opened(who))
    ]
    return drive(bot.port, asked * max(size.single // len(asked), 1), CONNECTIONS)


def _make_old(path: Path) -> None:
    """Nothing has happened for years, and leads were told long ago."""
    then = f"{LONG_AGO:%Y-%m-%dT%H:%M:%S.%fZ}"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE candidates SET created_at = ?", (then,))
        database.execute("UPDATE interviews SET created_at = ?", (then,))
        database.execute("UPDATE scorecards SET submitted_at = ?", (then,))
        database.execute(
            "INSERT INTO erasure_notices SELECT team_id, id, ? FROM candidates", (then,)
        )


def _begin(path: Path) -> float:
    """From now on the team's policy erases everybody; when the first is gone."""
    now = f"{datetime.now(UTC) - timedelta(minutes=1):%Y-%m-%dT%H:%M:%S.%fZ}"
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as database, database:
        database.execute("INSERT INTO policies VALUES (?, 1, 0, 1, 0)", (rows.TEAM,))
        database.execute("UPDATE jobs SET due_at = ? WHERE kind = 'retention_start'", (now,))
    until = time.perf_counter() + PATIENCE
    while not _erased(path):
        if time.perf_counter() > until:
            raise NothingErased(path)
        time.sleep(0.05)
    return time.perf_counter()


def _erased(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as database:
        [count] = database.execute("SELECT COUNT(*) FROM erasures").fetchone()
    return int(count)
