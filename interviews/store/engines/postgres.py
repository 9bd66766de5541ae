"""PostgreSQL through psycopg 3 and its pool; imported only when DATABASE_URL asks for it."""

import re
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

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

POOL = 8
OFTEN = 5  # times that a statement comes unprepared, as psycopg has it
MIGRATION_TRY, MIGRATION_PAUSE = 1.0, 2.0
"""Seconds for each table of a migration, and between two attempts.

A step that waits for its table makes everybody else wait behind it, so a long reader, such as
pg_dump, would stop every request; and nobody waits for a lock longer than `WAIT`.
"""
MIGRATIONS_LOCK = 0x1A7E_B1E3  # any number, the same in every process of this product
# Limits last as long as their transaction: behind a pool in front of PostgreSQL, such as pgbouncer, the next one may
# have another session, and options of a session are refused there.
_BEGIN = (
    b"BEGIN; SET LOCAL lock_timeout = 1200; SET LOCAL statement_timeout = 2500;"
    b" SET LOCAL idle_in_transaction_session_timeout = 30000"
)
_CONNECT: dict[str, Any] = {
    "autocommit": True,  # or psycopg would begin a transaction before `_BEGIN` does
    "prepare_threshold": None,  # at first: see `_prepare_statements`
    "row_factory": dict_row,
    "connect_timeout": 2,
    # Without it, a network that swallows packets is noticed only after minutes.
    "tcp_user_timeout": 2000,  # milliseconds
}

_BUSY = ("The database is busy with something else.", AGAIN)
_SENTENCES: tuple[tuple[type[psycopg.Error], tuple[str, str]], ...] = (
    (PoolTimeout, ("The database cannot be reached, or is too busy.", AGAIN)),
    (psycopg.errors.DiskFull, ("The disk of the database is full.", TELL)),
    (
        psycopg.errors.ReadOnlySqlTransaction,
        ("The database can only be read, not written.", TELL),
    ),
    (psycopg.errors.InsufficientPrivilege, ("The database does not let the bot write.", TELL)),
    (psycopg.errors.LockNotAvailable, _BUSY),
    (psycopg.errors.QueryCanceled, _BUSY),
    (psycopg.errors.DeadlockDetected, _BUSY),
    (psycopg.errors.IdleInTransactionSessionTimeout, _BUSY),
    (psycopg.OperationalError, ("The database cannot be reached.", AGAIN)),
)


class PostgresEngine:
    """An `Engine` over a pool of PostgreSQL connections."""

    dialect: Literal["sqlite", "postgresql"] = "postgresql"
    for_update = " FOR UPDATE"
    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(self, url: str) -> None:
        try:
            conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            # Any other of its reasons may quote the password.
            reason = str(error).strip() if "query parameter" in str(error) else ""
            what = "DATABASE_URL is not an address that PostgreSQL knows."
            raise StoreUnavailable(what, reason=reason) from error
        self._url = url
        self._threads = threading.local()
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=POOL,
            timeout=WAIT,
            # The pauses between its own attempts double: after a long outage it would go on pausing for
            # minutes. Once it has given up, the next request makes it try again at once.
            reconnect_timeout=WAIT,
            kwargs=_CONNECT,
            configure=_prepare_statements,
            check=self._begin,
            open=True,
        )

    def connect(self) -> None:
        with translate_errors():
            psycopg.connect(self._url, **_CONNECT).close()  # the pool keeps the reason to itself

    def query(self, sql: str, params: Params | None = None) -> list[Row]:
        with self._cursor(sql, params) as cursor:
            return list(cursor.fetchall())

    def execute(self, sql: str, params: Params | None = None) -> int:
        with self._cursor(sql, params) as cursor:
            return int(cursor.rowcount)

    @contextmanager
    def _cursor(self, sql: str, params: Params | None) -> Iterator[psycopg.Cursor[Row]]:
        with translate_errors(), self._connection() as connection:
            yield connection.execute(_placeholders(sql), params or {})

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Row]]:
        """The thread's own connection in a transaction; outside one, any, committed at once."""
        current: psycopg.Connection[Row] | None = getattr(self._threads, "connection", None)
        if current:
            yield current
            return
        with self._pool.connection() as borrowed:  # which commits in the end, or undoes it
            yield borrowed

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with translate_errors(), self._connection() as connection:
            if connection is getattr(self._threads, "connection", None):
                with connection.transaction():  # a savepoint
                    yield
                return
            self._threads.connection = connection
            try:
                yield
            finally:
                self._threads.connection = None

    def _begin(self, connection: psycopg.Connection[Any]) -> None:
        """Begins a transaction, by which the pool sees that the connection works.

        After a restart of the database all pooled connections are dead, not just the one that shows it first.
        The pool would try them one by one, a second apart, and the request would fail.
        """
        try:
            _begin_in_time(connection)
        except psycopg.Error:
            connection.close()
            self._pool.drain()
            raise

    def read_session(self) -> AbstractContextManager[None]:
        """Outside a transaction the pool checks and commits around each: four journeys in place of one."""
        return self.transaction()

    def one_at_a_time(self, key: str) -> None:
        self.query("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0)) AS done", {"key": key})

    def run_migrations(self, work: Callable[[], T]) -> T:
        until = time.monotonic() + MIGRATION_WAIT
        while True:
            try:
                return self._migrate(work, max(until - time.monotonic(), MIGRATION_TRY))
            except StoreUnavailable as error:
                in_the_way = isinstance(error.__cause__, psycopg.errors.LockNotAvailable)
                if not in_the_way or time.monotonic() > until:
                    raise
            time.sleep(MIGRATION_PAUSE)

    def _migrate(self, work: Callable[[], T], wait: float) -> T:
        """Waits long for other processes that migrate, which blocks nobody, and for tables only briefly."""
        with self.transaction():
            self.query("SELECT set_config('statement_timeout', '0', true) AS done")
            self._lock_timeout(wait)
            self.query(f"SELECT pg_advisory_xact_lock({MIGRATIONS_LOCK}) AS done")
            self._lock_timeout(MIGRATION_TRY)
            return work()

    def _lock_timeout(self, seconds: float) -> None:
        wanted = {"wanted": f"{seconds * 1000:.0f}ms"}
        self.query("SELECT set_config('lock_timeout', :wanted, true) AS done", wanted)

    def table_names(self) -> set[str]:
        found = self.query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        )
        return {row["table_name"] for row in found}

    def columns(self) -> list[Column]:
        found = self.query(
            """SELECT c.table_name AS "table", c.column_name AS name, c.data_type = 'text' AS is_text,
                   COALESCE(k.ordinal_position, 0) AS key
               FROM information_schema.columns c
               LEFT JOIN information_schema.table_constraints t ON t.table_schema = c.table_schema
                   AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY'
               LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema
                   AND k.constraint_name = t.constraint_name AND k.table_name = c.table_name
                   AND k.column_name = c.column_name
               WHERE c.table_schema = current_schema()"""
        )
        return [Column(**row) for row in found]

    def read_file(self, start: int, size: int) -> bytes:
        """None: they belong to whoever runs the server."""
        return b""

    def leave_no_bytes(self) -> None:
        """Nothing to do: autovacuum overwrites deleted rows, and its log belongs to whoever runs the server."""

    def close(self) -> None:
        self._pool.close()


def _prepare_statements(connection: psycopg.Connection[Row]) -> None:
    """Names the session; and has what comes often planned once, unless a pool is in front.

    That takes a third of the work away. But a prepared statement belongs to a session, and behind a pool the next
    transaction may have another. It is known by the number that it gives for the server's process, which is not that
    of any session.
    """
    [row] = connection.execute(
        f"SELECT pg_backend_pid() AS pid, set_config('application_name', {application_name()}, false) AS name"
    ).fetchall()
    if row["pid"] == connection.info.backend_pid:
        connection.prepare_threshold = OFTEN


def _begin_in_time(connection: psycopg.Connection[Any]) -> None:
    """A pool in front can let us wait for minutes, and no limit of the server's holds before there is a session."""
    wire, answer = connection.pgconn, select.poll()
    wire.send_query(_BEGIN)
    answer.register(wire.socket, select.POLLIN)
    if not answer.poll(WAIT * 1000):
        raise PoolTimeout("no session in time")
    while wire.get_result():
        pass
    if wire.transaction_status != TransactionStatus.INTRANS:
        raise psycopg.OperationalError("no transaction")


def application_name() -> str:
    """SQL for what the sessions of a bot on these tables are called."""
    return "left('interview-assistant ' || current_schema(), 63)"


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raises every failure of the database itself as `StoreUnavailable`."""
    try:
        yield
    except psycopg.Error as error:
        for kind, sentences in _SENTENCES:
            if isinstance(error, kind):
                failure = StoreBusy if sentences is _BUSY else StoreUnavailable
                raise failure(*sentences, _reason(error)) from error
        raise


def _reason(error: psycopg.Error) -> str:
    """What PostgreSQL said, in a line: of several addresses the last, or one at which a server answered."""
    if isinstance(error, PoolTimeout):
        return ""
    lines = re.findall(r"^\S.*", str(error), re.MULTILINE) or [type(error).__name__]
    said = next((line for line in lines if "FATAL" in line), lines[-1])
    return " ".join(said.split()).removeprefix("connection failed: ")


_TOKEN = re.compile(r"'(?:[^']|'')*'|%|:[a-z][a-z0-9_]*")


@lru_cache(maxsize=512)
def _placeholders(sql: str) -> Any:
    """`:name` becomes `%(name)s`; literals stay as they are, and `%` is doubled for psycopg."""

    def translate(match: re.Match[str]) -> str:
        token = match[0]
        return f"%({token[1:]})s" if token.startswith(":") else token.replace("%", "%%")

    return _TOKEN.sub(translate, sql)
