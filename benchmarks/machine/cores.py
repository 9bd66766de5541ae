"""Servers on one core, whoever loads them on another: neither is to take the other's time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SERVER, LOAD = 0, 1


@contextmanager
def on_core(place: int) -> Iterator[None]:
    """Keeps this process, and those it starts inside the block, on the first or the second core there is.

    Does nothing where the system has no such call; with a single core, both are on it.
    """
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    cores = sorted(before)
    os.sched_setaffinity(0, {cores[min(place, len(cores) - 1)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
