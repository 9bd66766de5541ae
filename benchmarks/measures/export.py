"""The memory that an export of all candidates takes, against an export of few."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data import rows, seed
from benchmarks.machine import usage
from benchmarks.machine.servers import ROOT
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most

FEW = 600  # scorecards, to compare the memory with
# The peak of the process itself: what `wait4` says may be that of the process from which it was started.
EXPORT = """
import sys
from pathlib import Path
from bot.cli.main import main

main(["export", "--sealed", "--to", sys.argv[1]], standalone_mode=False)
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
    floor = _peak(few, folder / "few.json")
    begun = time.perf_counter()
    ours = _peak(all_of_them, folder / "all.json")
    rate = count / (time.perf_counter() - begun)
    name = f"export of {count:,} candidates"
    yield Figure(f"{name}, memory", "MB", ours, floor, budget=ratio_at_most(1.2))
    yield Figure(name, "candidates/s", rate)


def _peak(database: Path, file: Path) -> float:
    """Megabytes that one export takes at most."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", EXPORT, str(file)],
        cwd=file.parent, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"^VmHWM:\s+(\d+) kB$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return int(found[1]) / 1024
