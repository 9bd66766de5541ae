"""Whether the database can be reached and written, is up to date, and has room and a disk of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.cli.doctor.findings import Finding, State
from bot.server.preflight import CannotStart, database
from bot.settings import Settings, program_name
from interviews.errors import StoreTooNew, StoreUnavailable

LEAST_ROOM = 200  # MB: years of interviews of a hundred people, and a copy of them
# Their locks do not hold between machines, and without locks two bots write over each other.
SHARED = frozenset({"9p", "afs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "nfs", "nfs4", "smb3"})
_MOUNTS = Path("/proc/mounts")


def examine_database(settings: Settings) -> Iterator[Finding]:
    """Its findings."""
    path = settings.sqlite_file
    if path:
        yield from _disk(path)
    if path and not path.exists():
        yield _place_for(path)
        return
    try:
        with database(settings) as store:
            with store.transaction():
                pass  # a transaction that may write begins only where writing is possible
            migrated = store.is_migrated()
            problem = store.problem() if migrated else ""
    except (StoreUnavailable, StoreTooNew, CannotStart) as error:
        problem = error.for_operators if isinstance(error, StoreUnavailable) else str(error)
    if problem:
        yield Finding(State.MISSING, f"A database that can be written: {problem}")
        return
    yield Finding(State.OK, "Database answers and can be written")
    if not migrated:
        yield Finding(
            State.MISSING, f"The newest schema in it: {program_name()} migrate puts it there"
        )


def _place_for(path: Path) -> Finding:
    folder = _standing(path)
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Finding(State.OK, f"{path} is not there yet; the first start makes it")
    return Finding(State.MISSING, f"Permission to make {path}: {folder} cannot be written")


def _standing(path: Path) -> Path:
    """The folder in which the file lies, or the nearest above it that there is."""
    return next(parent for parent in path.absolute().parents if parent.exists())


def _disk(path: Path) -> Iterator[Finding]:
    folder = _standing(path)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < LEAST_ROOM:
        yield Finding(
            State.MISSING,
            f"Room on the disk of {folder}: {free} MB are free, and {LEAST_ROOM} should be. When it is full, "
            "nothing can be saved, which people are told. Make room, or take another disk with DATABASE_URL.",
        )
    if kind := kind_of_disk(folder):
        yield Finding(
            State.WRONG,
            f"{folder} is on a disk of the network ({kind}), on which SQLite's locks cannot be relied on. "
            "Take a disk of this machine, or PostgreSQL, with DATABASE_URL.",
        )


def kind_of_disk(folder: Path) -> str:
    """What the disk of the folder is where other machines may write to it too; else empty, or where nothing says it."""
    mounts = _MOUNTS.read_text(encoding="utf-8").splitlines() if _MOUNTS.exists() else []
    places = [(Path(line.split()[1].replace("\\040", " ")), line.split()[2]) for line in mounts]
    around = [
        (len(place.parts), kind) for place, kind in places if folder.resolve().is_relative_to(place)
    ]
    kind = max(around, default=(0, ""))[1]
    return kind if kind in SHARED else ""
