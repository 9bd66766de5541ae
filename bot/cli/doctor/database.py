"""Whether the database can be reached and written, is up to date, and has room and a disk of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.cli.counts import quantity
from bot.cli.doctor.findings import Finding, State
from bot.clock import now
from bot.presence import GONE
from bot.server.preflight import CannotStart, database
from bot.settings import Settings, program_name
from interviews.errors import StoreTooNew, StoreUnavailable
from interviews.store.processes import Process

LEAST_ROOM = 200  # MB: years of interviews of a hundred people, and a copy of them
# Their locks do not hold between machines, and without locks two bots write over each other.
SHARED = frozenset({"9p", "afs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "nfs", "nfs4", "smb3"})
_MOUNTS = Path("/proc/mounts")


def examine_database(settings: Settings) -> Iterator[Finding]:
    """Its findings."""
    path = settings.sqlite_file
    if path:
        yield from examine_disk(path)
    if path and not path.exists():
        yield _place_for(path)
        return
    try:
        with database(settings) as store:
            with store.transaction():
                pass  # a transaction that may write begins only where writing is possible
            migrated = store.is_migrated()
            problem = store.problem() if migrated else ""
            at_work = store.processes.seen_since(now() - GONE) if migrated else ()
    except (StoreUnavailable, StoreTooNew, CannotStart) as error:
        problem = error.for_operators if isinstance(error, StoreUnavailable) else str(error)
    if problem:
        hint = _whose(path) if path else ""
        yield Finding(State.MISSING, f"A database that can be written: {problem}{hint}")
        return
    yield Finding(State.OK, "Database answers and can be written")
    if not migrated:
        yield Finding(
            State.MISSING, f"The newest schema in it: {program_name()} migrate puts it there"
        )
    yield from _at_work(at_work, is_file=path is not None)


def _whose(path: Path) -> str:
    """Whose the file and its folder have to be, where this person may not write one of them."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return ""
    return f" The user that runs the bot must be able to write {path} and its folder: chown gives them both."


def _at_work(processes: tuple[Process, ...], *, is_file: bool) -> Iterator[Finding]:
    """Which bots work on the database; nothing where none does."""
    hosts = dict.fromkeys(process.host for process in processes)
    releases = dict.fromkeys(process.release for process in processes)
    if is_file and len(hosts) > 1:
        yield Finding(
            State.WRONG,
            f"Bots of {len(hosts)} machines work on one SQLite file ({', '.join(hosts)}), and would write over each "
            "other. Stop all but one; for several, move to PostgreSQL. (One that was moved is forgotten after three "
            "minutes.)",
        )
    if len(releases) > 1:
        where = dict.fromkeys(f"{process.release} on {process.host}" for process in processes)
        yield Finding(
            State.WRONG,
            f"Bots of different releases work on the database: {', '.join(where)}. Finish the update: start the "
            "older ones again with the newer release.",
        )
    elif releases:
        count = quantity(len(processes), "worker")
        yield Finding(
            State.OK, f"At work on it: {count} of {', '.join(releases)} on {', '.join(hosts)}"
        )


def _place_for(path: Path) -> Finding:
    folder = _standing(path)
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Finding(State.OK, f"{path} is not there yet; the first start makes it")
    return Finding(State.MISSING, f"Permission to make {path}: {folder} cannot be written")


def _standing(path: Path) -> Path:
    """The folder in which the file lies, or the nearest above it that there is."""
    return next(parent for parent in path.absolute().parents if parent.exists())


def examine_disk(path: Path) -> Iterator[Finding]:
    """What is wrong with the disk on which a SQLite file lies, or will; nothing where all is well."""
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
