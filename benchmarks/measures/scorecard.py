"""A full scorecard, sent and durably kept, against a bare Bolt app that commits the same rows with raw SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.data import rows, seed
from benchmarks.load.connections import ask, drive
from benchmarks.load.forms import Panels
from benchmarks.load.requests import command
from benchmarks.machine import servers
from benchmarks.machine.peer import peer_server
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most


class Lost(Exception):
    """A card was answered, and is not in the database."""


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """How long it takes until somebody reads that their scorecard is saved."""
    ours_db, floor_db = folder / "ours.db", folder / "floor.db"
    loops = 1 + size.loops * size.rounds
    for path in (ours_db, floor_db):
        seed.open_loops(path, loops)
    hello = command("help")
    with peer_server() as peer, servers.bot(folder, peer.api_url, ours_db, hello) as ours:
        panels = Panels(ours.port, peer)
        first, *others = panels.forms(1)
        saved = ask(ours.port, first)
        drive(ours.port, others)
        with servers.bare(folder, peer.api_url, first, saved, floor_db) as floor:
            drive(floor.port, others)
            sides = interleave(
                size.rounds,
                lambda: drive(ours.port, panels.forms(size.loops)),
                # It writes the same rows whatever the form says.
                lambda: drive(floor.port, [first] * size.loops * rows.PANEL),
            )
    for path in (ours_db, floor_db):
        check(path, loops * rows.PANEL)
    for share, budget in ((0.5, ratio_at_most(3)), (0.99, None)):
        times = [median(load.milliseconds(share) for load in side) for side in sides]
        yield Figure(f"scorecard saved, p{share * 100:.0f}", "ms", *times, budget=budget)


def check(path: Path, sent: int) -> None:
    """Returns when as many cards are in the database as were sent; raises `Lost` otherwise."""
    with closing(sqlite3.connect(path)) as database:
        [(count,)] = database.execute("SELECT COUNT(*) FROM scorecards")
    if count != sent:
        raise Lost(f"{sent} scorecards were sent, and {count} are in {path}")
