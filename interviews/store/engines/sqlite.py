"""SQLite through sqlite-utils: a connection for each thread, one writer at a time, written through to the disk."""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlite_utils import Database

from interviews.errors import StoreBusy, StoreUnavailable
from interviews.store.engines.engine import (
    AGAIN,
    MIGRATION_WAIT,
    TELL,
    WAIT,
    Column,
    Params,
    Row,
    T,
)

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_GONE = "The database file was removed or replaced while the bot was running."
_BUSY_SENTENCES = ("The database is busy with something else.", AGAIN)
_SENTENCES = dict.fromkeys(_BUSY, _BUSY_SENTENCES) | {
    sqlite3.SQLITE_FULL: ("The disk of the database is full.", TELL),
    sqlite3.SQLITE_READONLY: ("The database can only be read, not written.", TELL),
    sqlite3.SQLITE_CANTOPEN: ("The database file cannot be opened.", TELL),
    sqlite3.SQLITE_IOERR: ("The disk of the database cannot be read or written.", TELL),
    sqlite3.SQLITE_CORRUPT: ("The database file is damaged.", TELL),
    sqlite3.SQLITE_NOTADB: ("The database file is not a database.", TELL),
}


class SQLiteEngine:
    """An `Engine` over one SQLite file; readers never wait for writers (WAL)."""

    dialect: Literal["sqlite", "postgresql"] = "sqlite"
    for_update = ""
    skip_locked = ""

    def __init__(self, path: Path) -> None:
        self._path, self._log = path, path.with_name(f"{path.name}-wal")
        self._file: os.stat_result | None = None
        self._descriptor: int | None = None
        self._threads = threading.local()
        self._writing = threading.RLock()

    def connect(self) -> None:
        with _translate_errors(self._path):
            self._database()

    def query(self, sql: str, params: Params | None = None) -> list[Row]:
        # The library's own `query` puts a savepoint around each read: three statements in place of one.
        with _translate_errors(self._path):
            database = self._database()
            cursor = database.execute(sql, dict(params or {}))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row)) for row in cursor.fetchall()]  # noqa: B905 - as long as each other

    def execute(self, sql: str, params: Params | None = None) -> int:
        with _translate_errors(self._path):
            database = self._database()
            if not getattr(self._threads, "depth", 0):
                self._require_files()
            return database.execute(sql, dict(params or {})).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._one_writer(), _translate_errors(self._path):
            database = self._database()
            connection, depth = database.conn, getattr(self._threads, "depth", 0)
            connection.execute(f"SAVEPOINT s{depth}" if depth else "BEGIN IMMEDIATE")
            self._threads.depth = depth + 1
            try:
                yield
                if not depth:
                    self._require_files()
                connection.execute(f"RELEASE s{depth}" if depth else "COMMIT")
            except BaseException:
                _undo(connection, depth)
                raise
            finally:
                self._threads.depth = depth

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Threads queue here: SQLite's own busy wait is unfair and its tail ten times as long."""
        if not self._writing.acquire(timeout=WAIT):
            raise StoreBusy(*_BUSY_SENTENCES)
        try:
            yield
        finally:
            self._writing.release()

    def read_session(self) -> AbstractContextManager[None]:
        return nullcontext()  # each thread has its connection, and readers never wait for a writer

    def one_at_a_time(self, key: str) -> None:
        # A transaction keeps all others out anyway, whatever the key.
        assert getattr(self._threads, "depth", 0), f"no transaction would end the wait for {key}"

    def run_migrations(self, work: Callable[[], T]) -> T:
        self.query(f"PRAGMA busy_timeout = {MIGRATION_WAIT * 1000:.0f}")
        # A table that is built anew is dropped first, which would delete whatever refers to it;
        # inside a transaction this cannot be turned off.
        self.query("PRAGMA foreign_keys = OFF")
        try:
            with self.transaction():
                return work()
        finally:
            self.query("PRAGMA foreign_keys = ON")
            self.query(f"PRAGMA busy_timeout = {WAIT * 1000:.0f}")

    def table_names(self) -> set[str]:
        found = self.query("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {row["name"] for row in found}

    def columns(self) -> list[Column]:
        found = self.query(
            """SELECT m.name AS "table", c.name, c.type = 'TEXT' AS is_text, c.pk AS "key"
               FROM sqlite_master m JOIN pragma_table_info(m.name) c
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"""
        )
        return [Column(**row | {"is_text": bool(row["is_text"])}) for row in found]

    def read_file(self, start: int, size: int) -> bytes:
        """Read through a descriptor of its own that is never closed.

        Closing any would take from this process every lock that SQLite has on the file. The log beside it has none.
        """
        with _translate_errors(self._path):
            self._database()
            if self._descriptor is None:
                binary = getattr(os, "O_BINARY", 0)  # on Windows alone
                self._descriptor = os.open(self._path, os.O_RDONLY | binary)
            os.lseek(self._descriptor, start, os.SEEK_SET)
            found = os.read(self._descriptor, size)
            if found or not self._log.exists():
                return found
            with self._log.open("rb") as log:
                log.seek(max(start - self._path.stat().st_size, 0))
                return log.read(size)

    def leave_no_bytes(self) -> None:
        # secure_delete has overwritten the database's own pages; the log beside it still has the old ones.
        [done] = self.query("PRAGMA wal_checkpoint(TRUNCATE)")
        if done["busy"]:
            raise StoreUnavailable("The database is in use, so its log could not be emptied yet.")

    def close(self) -> None:
        # SQLite cannot bear that a connection is closed while another thread is in a call on it. So each is let
        # go of, and closed at once or when that call is over; no transaction goes on over two of them. One that
        # takes longer than others would wait keeps all: the end of the process undoes it as well.
        with suppress(StoreBusy), self._one_writer():
            self._threads, self._file = threading.local(), None

    def _require_files(self) -> None:
        """Raises where what this thread has open is not what stands there: all that is written would be gone with it.

        SQLite looks at the file likewise before it writes, but only where it keeps no log.
        """
        self._require_file()
        log, known = _stat(self._log), getattr(self._threads, "log", None)
        if known is None:  # the first write begins it
            self._threads.log = log
        elif not _is_same(known, log):
            raise StoreUnavailable(_GONE, TELL)

    def _require_file(self) -> None:
        known = self._file
        if known and not _is_same(known, _stat(self._path)):
            raise StoreUnavailable(_GONE, TELL)

    def _database(self) -> Database:
        """The thread's own, which its caller holds until a call is over: `close` lets go of it meanwhile."""
        threads = self._threads
        if not hasattr(threads, "database"):
            threads.database = self._connect()
        return threads.database  # type: ignore[no-any-return]

    def _connect(self) -> Database:
        """A connection that is closed when its thread ends: servers start and end threads all the time."""
        self._require_file()  # or SQLite would make a new one
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Whatever the process allows others, the file is its owner's alone; what SQLite puts beside it follows.
            with suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise StoreUnavailable(*_SENTENCES[sqlite3.SQLITE_CANTOPEN], str(error)) from error
        connection = sqlite3.connect(
            self._path, timeout=WAIT, check_same_thread=False, isolation_level=None
        )
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._file = self._file or _stat(self._path)
        database = Database(
            connection, strict=True, execute_plugins=False, recursive_triggers=False
        )
        # Nothing is closed at the end of the process, when a thread may still be in a call.
        weakref.finalize(database, connection.close).atexit = False
        return database


def has_interviews(path: Path) -> bool:
    """Whether a database of this product stands here; looks without making anything."""
    if not path.is_file():
        return False
    address = (
        f"file:{quote(str(path.absolute()))}?mode=rw"  # not `ro`, which leaves a log beside it
    )
    with (
        _translate_errors(path),
        closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection,
    ):
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'candidates'")
        return found.fetchone() is not None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_same(known: os.stat_result, there: os.stat_result | None) -> bool:
    return there is not None and os.path.samestat(known, there)


def _prepare(connection: sqlite3.Connection) -> None:
    _enable_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # "saved" is said to people: it must hold
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # an erased name leaves no bytes behind


def _enable_wal(connection: sqlite3.Connection) -> None:
    """Processes that start at once on a new file fight over this switch, and SQLite's busy wait does not cover it."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _primary_code(error) not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _undo(connection: sqlite3.Connection, depth: int) -> None:
    if connection.in_transaction:
        if depth:
            connection.execute(f"ROLLBACK TO s{depth}")
            connection.execute(f"RELEASE s{depth}")
        else:
            connection.execute("ROLLBACK")


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _primary_code(error)
        if code not in _SENTENCES:
            raise
        kind = StoreBusy if code in _BUSY else StoreUnavailable
        raise kind(*_SENTENCES[code], f"{error} ({path})") from error


def _primary_code(error: sqlite3.Error) -> int:
    """SQLite's extended codes (READONLY_DIRECTORY, BUSY_SNAPSHOT) hold the plain one in their lowest byte."""
    code: Any = getattr(error, "sqlite_errorcode", 0) or 0
    if not code and "Could not decode to UTF-8" in str(error):  # which Python finds, and not SQLite
        return sqlite3.SQLITE_CORRUPT
    return int(code) & 0xFF
