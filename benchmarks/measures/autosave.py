"""Half-filled scorecards, kept with every change, against a bare Bolt app that acknowledges and keeps nothing."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import rows, seed
from benchmarks.load.connections import ask, drive
from benchmarks.load.forms import open_card
from benchmarks.load.requests import command
from benchmarks.load.typist import A_MINUTE, EACH_CHARACTER, EACH_WORD, Typist
from benchmarks.machine import servers, usage
from benchmarks.machine.peer import Peer, peer_server
from benchmarks.machine.servers import Server
from benchmarks.measures.scorecard import check
from benchmarks.rounds import interleave, percentile
from benchmarks.sizes import Size
from benchmarks.table import Figure, under

AT_MOST = 300  # ms, a tenth of the time that Slack waits


class Lost(Exception):
    """A draft was acknowledged, and is not in the database."""


@dataclass(frozen=True, slots=True)
class Case:
    """How much is in the form already, and how many characters each request brings."""

    name: str
    full: bool
    step: int


# The full one comes first: it is the one that SQLite's log has to be large for.
CASES = (
    Case("full card", full=True, step=EACH_CHARACTER),
    Case("usual card", full=False, step=EACH_WORD),
)


@dataclass(frozen=True, slots=True)
class Running:
    """Both sides at work, and the file of ours."""

    ours: Server
    floor: Server
    peer: Peer
    database: Path


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """How often a typist is heard, how long each time takes, and what becomes of the disk."""
    database, hello = folder / "autosave.db", command("help")
    seed.open_loops(database, len(CASES))
    before = _megabytes(database)
    with (
        peer_server() as peer,
        servers.bot(folder, peer.api_url, database, hello) as ours,
        servers.bare(folder, peer.api_url, hello, b'{"text": "ok"}') as floor,
    ):
        running = Running(ours, floor, peer, database)
        for candidate, case in enumerate(CASES):
            yield from _measure(running, case, candidate, size)
        grown = _megabytes(database) - before
        yield Figure("autosave, the files once all is sent", "MB more", grown)
    check(database, len(CASES))


def _measure(running: Running, case: Case, candidate: int, size: Size) -> Iterator[Figure]:
    who = rows.interviewer(candidate, 0)
    view = open_card(running.ours.port, running.peer, candidate, who)
    ours, floor = (Typist(view, who, full=case.full) for _ in range(2))
    drive(running.ours.port, [*ours.minutes(1, case.step)])  # the log has its size now
    drive(running.floor.port, [*floor.minutes(1, case.step)])
    size_before = _megabytes(running.database)
    written_before = usage.megabytes_written(running.ours.pid)
    sides = interleave(
        size.rounds,
        lambda: drive(running.ours.port, [*ours.minutes(size.minutes, case.step)]),
        lambda: drive(running.floor.port, [*floor.minutes(size.minutes, case.step)]),
    )
    grown = _megabytes(running.database) - size_before
    written = usage.megabytes_written(running.ours.pid) - written_before
    check_note(running.database, who, ours.note)
    ask(running.ours.port, ours.sends())
    hours = size.rounds * size.minutes / 60
    name = f"autosave, {case.name},"
    yield Figure(f"{name} requests", "a minute", A_MINUTE // case.step)
    for share, budget in ((0.5, None), (0.99, under(AT_MOST))):
        each_side = ([each for load in side for each in load.each] for side in sides)
        times = (percentile(side, share) * 1000 for side in each_side)
        yield Figure(f"{name} p{share * 100:.0f}", "ms", *times, budget=budget)
    yield Figure(f"{name} growth of the files", "MB an hour", grown / hours)
    if usage.available():
        yield Figure(f"{name} written to the disk", "MB an hour", written / hours)


def check_note(path: Path, user: str, note: str) -> None:
    """Returns when the newest draft of this person has this note; raises `Lost` otherwise."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT form FROM drafts WHERE user_id = ?", (user,)).fetchall()
    if [json.loads(form)["note"] for (form,) in found] != [note]:
        raise Lost(f"what {user} typed last is not in {path}")


def _megabytes(path: Path) -> float:
    """The file and SQLite's log beside it."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists()) / 1024 / 1024
