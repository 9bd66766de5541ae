"""The debrief of one candidate out of many, against one hand-written query for the same rows with raw SQLite."""

import os
import random
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.data import rows, seed
from benchmarks.machine import usage
from benchmarks.machine.cores import LOAD, on_core
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most, under
from interviews.debriefs.debrief import debrief
from interviews.store import Store
from interviews.store.migrations import NEWEST

FEW = 600  # scorecards, to compare the memory with
Read = Callable[[int], object]

# CROSS JOIN keeps SQLite from starting at another table: without figures about them it guesses wrong.
SAME_ROWS = """
SELECT c.name, c.archetype_id, c.target_level, c.status, c.created_by, c.created_at, l.user_id,
       i.id, i.interviewer_id, i.confirmed, i.created_at,
       s.id, s.revision, s.target_level, s.bank_version, s.texts, s.recommendation, s.note,
       s.reason, s.submitted_at, r.skill_id, r.rating, r.evidence
FROM candidates c
CROSS JOIN candidate_leads l ON l.team_id = c.team_id AND l.candidate_id = c.id
CROSS JOIN scorecards s ON s.team_id = c.team_id AND s.candidate_id = c.id
CROSS JOIN interviews i ON i.team_id = s.team_id AND i.id = s.interview_id
CROSS JOIN ratings r ON r.team_id = s.team_id AND r.scorecard_id = s.id
WHERE c.team_id = ? AND c.id = ?
"""


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """How long a debrief takes, and that memory depends neither on how many there are nor on how many are read."""
    # Kept beside the folder of this run, because filling it takes minutes; another schema is another file.
    path = folder.parent / f"benchmarks-{NEWEST}-{size.stored}.db"
    count = seed.full_loops(path, size.stored)
    with (
        on_core(LOAD),
        closing(seed.store_at(path)) as store,
        closing(sqlite3.connect(path)) as raw,
    ):
        ours, floor = _from(store), _by_hand(raw)
        sides = interleave(
            size.rounds,
            lambda: _median_time(ours, count, size.reads),
            lambda: _median_time(floor, count, size.reads),
        )
        name = f"debrief of one in {size.stored:,} scorecards"
        yield Figure(name, "µs", *map(median, sides), budget=ratio_at_most(2))
        if usage.available():
            reads = size.reads * size.rounds
            grown = _growth(ours, count, reads)
            yield Figure(f"memory after {reads:,} more debriefs", "MB more", grown, budget=under(1))
        large = _peak(ours, count)
    yield _against_few(large, folder)


def _from(store: Store) -> Read:
    def read(number: int) -> object:
        loop = store.loop(rows.TEAM, rows.candidate_id(number))
        assert loop is not None
        return debrief(loop)

    return read


def _by_hand(raw: sqlite3.Connection) -> Read:
    return lambda number: raw.execute(SAME_ROWS, (rows.TEAM, rows.candidate_id(number))).fetchall()


def _median_time(read: Read, count: int, reads: int) -> float:
    """Microseconds of the middle one of so many reads, each of another candidate."""
    took = []
    for number in random.choices(range(count), k=reads):
        started = time.perf_counter()
        read(number)
        took.append(time.perf_counter() - started)
    return median(took) * 1_000_000


def _growth(read: Read, count: int, reads: int) -> float:
    """Megabytes that the process has grown by reading on, after it has read as much before."""
    _median_time(read, count, reads)
    before = usage.megabytes(os.getpid())
    _median_time(read, count, reads)
    return usage.megabytes(os.getpid()) - before


def _peak(read: Read, count: int) -> float:
    """Kilobytes that Python holds at most during one debrief."""
    tracemalloc.start()
    try:
        held, _ = tracemalloc.get_traced_memory()
        read(count - 1)
        return (tracemalloc.get_traced_memory()[1] - held) / 1024
    finally:
        tracemalloc.stop()


def _against_few(large: float, folder: Path) -> Figure:
    """The same peak in a database that is all but empty."""
    path = folder / "few.db"
    count = seed.full_loops(path, FEW)
    with closing(seed.store_at(path)) as store:
        read = _from(store)
        read(0)
        few = _peak(read, count)
    return Figure("memory of one debrief, at most", "KB", large, few, budget=ratio_at_most(1.1))
