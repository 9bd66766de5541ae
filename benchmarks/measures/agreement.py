"""The agreement of a round with its interval, against one alpha of the same table."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, under
from interviews.calibration.agreement import BOOTSTRAPS, Table, agreement, alpha

RATERS, ANSWERS = 12, 6


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """Seconds for all draws of a table of 12 raters and 6 answers, as a round has it."""
    rolls = random.Random(14)
    table: Table = [[rolls.randint(1, 5) for _ in range(ANSWERS)] for _ in range(RATERS)]
    ours, floor = interleave(
        size.rounds, lambda: _time(lambda: agreement(table, 1)), lambda: _time(lambda: alpha(table))
    )
    name = f"agreement of {RATERS} by {ANSWERS}, {BOOTSTRAPS:,} draws"
    yield Figure(name, "s", median(ours), median(floor), budget=under(0.2))


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
