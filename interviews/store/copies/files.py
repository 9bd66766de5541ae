"""SQLite databases as files: made beside where they belong, checked, written through, and put in place at once."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from interviews.errors import CannotCopy
from interviews.store.engines.engine import WAIT

OWNER_ONLY = 0o600
LOG = "-wal"
_BESIDE = (LOG, "-shm", "-journal")
"""What SQLite keeps beside a database while it is in use."""
_UNUSABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def file_in_the_making(path: Path) -> Iterator[Path]:
    """A file beside `path` that only its owner can read; what is left of it in the end is removed.

    Raises `CannotCopy` where the disk, or SQLite, does not do what is asked.
    """
    part = path.with_name(f"{path.name}.part")  # nobody must take half a copy for a whole one
    try:
        remove(part)  # of an attempt that was killed
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        yield part
    except BrokenPipeError:  # nobody reads what is said meanwhile
        raise
    except (sqlite3.Error, OSError) as error:
        raise CannotCopy(f"{path} could not be written: {error}. Nothing was changed.") from error
    finally:
        remove(part)


def remove(path: Path) -> None:
    """Takes away the file, and what SQLite keeps beside it."""
    for name in (path, *files_beside(path)):
        name.unlink(missing_ok=True)


def files_beside(path: Path) -> tuple[Path, ...]:
    """The files that belong to the database at `path`, whether they are there or not."""
    return tuple(path.with_name(path.name + suffix) for suffix in _BESIDE)


def opened(path: Path) -> sqlite3.Connection:
    """A connection to a file that must be there."""
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)


def fault_of(path: Path) -> str:
    """What is damaged in the database at `path`, in SQLite's words; empty where it is whole."""
    try:
        with closing(opened(path)) as database:
            [(said,)] = database.execute("PRAGMA integrity_check(1)").fetchall()
            if said != "ok":
                return str(said).replace("\n", " ")
            # In an order of its own: each release of SQLite has another.
            lost = min(
                ((row[0], row[2]) for row in database.execute("PRAGMA foreign_key_check")),
                default=None,
            )
    except sqlite3.DatabaseError as error:
        if code_of(error) not in _UNUSABLE:
            raise
        return str(error)
    return f"a row of {lost[0]} refers to one of {lost[1]} that is not there" if lost else ""


def make_one_file(path: Path) -> None:
    """Has the database take in its log, and keep none until the next bot opens it; it is on the disk then."""
    with closing(opened(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    sync(path)


def publish(part: Path, path: Path) -> None:
    """Gives a whole file its name, in one step that outlasts a power cut."""
    part.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Has the system write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_in_use(source: Path, part: Path) -> None:
    """The database as it is at one moment, whoever writes to it meanwhile, as one file."""
    with closing(opened(source)) as database, closing(sqlite3.connect(part)) as copy:
        database.backup(copy)
    make_one_file(part)


def copy_file(source: Path, target: Path) -> None:
    """The bytes of a file; raises `CannotCopy` where somebody changes it meanwhile."""
    before = source.stat()
    shutil.copyfile(source, target)
    after = source.stat()
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise CannotCopy(
            f"{source} is being written to: it is the database of a bot that runs. Copy it with the command backup."
        )


@contextmanager
def held_alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Keeps everybody else out of the database, which is one file meanwhile.

    Raises `CannotCopy` where somebody has it open, and `sqlite3.DatabaseError` where it is none.
    """
    with closing(opened(path)) as database:
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = DELETE")  # which takes in the log
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if code_of(error) not in _BUSY:
                raise
            raise CannotCopy(
                f"A bot, or another program, has {path} open. Stop it, and try again."
            ) from error
        yield database


def is_unusable(error: sqlite3.Error) -> bool:
    """Whether a file is damaged, or no database at all."""
    return code_of(error) in _UNUSABLE


def code_of(error: sqlite3.Error) -> int:
    """SQLite's extended codes hold the plain one in their lowest byte."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
