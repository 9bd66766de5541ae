"""The memory that an export of all candidates takes, and an import of it, against those of few."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.data import rows, seed
from benchmarks.machine import usage
from benchmarks.machine.servers import ROOT
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most

FEW = 600  # scorecards, to compare the memory with
# The peak of the process itself: what `wait4` says may be that of the process from which it was started.
COMMAND = """
import sys
from pathlib import Path
from bot.cli.main import main

main(sys.argv[1:], standalone_mode=False)
print(Path("/proc/self/status").read_text())
"""


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """Megabytes at the peak, where the system says so, and how many candidates are written in a second."""
    if not usage.available():
        return
    few, count = folder / "few.db", max(size.stored // rows.PANEL, 1)
    seed.full_loops(few, min(FEW, size.stored))
    all_of_them = folder / "all.db"
    seed.full_loops(all_of_them, size.stored)
    floor, _ = _peak(few, "export", "--sealed", "--to", str(folder / "few.json"))
    ours, seconds = _peak(all_of_them, "export", "--sealed", "--to", str(folder / "all.json"))
    name = f"export of {count:,} candidates"
    yield Figure(f"{name}, memory", "MB", ours, floor, budget=ratio_at_most(1.2))
    yield Figure(name, "candidates/s", count / seconds)
    floor, _ = _import(folder / "few.json")
    ours, seconds = _import(folder / "all.json")
    yield Figure(f"import of {count:,} candidates, memory", "MB", ours, floor)
    yield Figure(f"import of {count:,} candidates", "candidates/s", count / seconds)


def _import(file: Path) -> tuple[float, float]:
    """The same of an import into an empty database."""
    database = file.with_suffix(".new.db")
    with closing(seed.store_at(database)) as store:
        store.migrate()
    return _peak(database, "import", str(file))


def _peak(database: Path, *arguments: str) -> tuple[float, float]:
    """Megabytes that a command takes at most, and the seconds until it has ended."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=database.parent, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    found = re.search(r"^VmHWM:\s+(\d+) kB$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return int(found[1]) / 1024, seconds
