"""Starts what `other_process` can do, and makes sure that it ends with the test."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.paths import ROOT


@contextmanager
def other_process(command: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that does this; killed at the end, whatever it is doing then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.interviews.store.other_process", command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Writes one line to its input."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    """The next line it says; empty once it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
