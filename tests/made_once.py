"""What takes long to make is made by one of the suite's processes, and used by all."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, filled by whichever process of this run asks first; others wait for it."""
    base = factory.getbasetemp()
    # Each process of pytest-xdist has a folder of its own, all of them in one.
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, complete = common / name, common / f"{name}.complete"
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            complete.touch()
    return folder
