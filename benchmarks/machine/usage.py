"""What a server takes: the memory and the processor time of all its processes; 0 where the system does not say."""

import os
import re
from pathlib import Path

_PROC = Path("/proc")


def available() -> bool:
    """Whether this system says what a process takes."""
    return (_PROC / "self/smaps_rollup").exists()


def megabytes(process: int) -> float:
    """Memory of a process and all it has started; a page that several have counts in each by its part."""
    return sum(_share(member) for member in _tree(process)) / 1024


def processor_seconds(process: int) -> float:
    """Time that a process and all it has started have been at work."""
    return sum(_ticks(member) for member in _tree(process)) / os.sysconf("SC_CLK_TCK")


def megabytes_written(process: int) -> float:
    """What a process and all it has started have sent to the disk."""
    return sum(_written(member) for member in _tree(process)) / 1024 / 1024


def _tree(process: int) -> list[int]:
    if not available():
        return []
    listed = (_PROC / f"{process}/task/{process}/children").read_text(encoding="ascii")
    return [process, *(member for child in listed.split() for member in _tree(int(child)))]


def _share(process: int) -> int:
    text = (_PROC / f"{process}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB$", text, re.MULTILINE)
    assert found, text
    return int(found[1])


def _ticks(process: int) -> int:
    """In the program and in the system for it; the command's name before them may hold anything."""
    text = (_PROC / f"{process}/stat").read_text(encoding="ascii")
    user, system = text.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _written(process: int) -> int:
    text = (_PROC / f"{process}/io").read_text(encoding="ascii")
    return int(text.partition("\nwrite_bytes: ")[2].partition("\n")[0])
