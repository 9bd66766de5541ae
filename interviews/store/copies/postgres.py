"""PostgreSQL to copy from, as it is at one moment, and to copy to, all or nothing; imported only where it is used."""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from interviews.errors import CannotCopy, PlaceTaken
from interviews.store.copies import files
from interviews.store.copies.archive import write_archive
from interviews.store.copies.contents import OF_BOTS, Columns
from interviews.store.copies.places import date_of
from interviews.store.copies.rows import (
    Fingerprint,
    Progress,
    SQLiteRows,
    Values,
    build_file,
    columns_by_table,
    compare,
    quoted,
)
from interviews.store.engines.postgres import application_name, translate_errors
from interviews.store.repository import open_store

_CONNECT: dict[str, Any] = {"connect_timeout": 5, "prepare_threshold": None}
_LOCK = "5s"
_ALIVE = "10 seconds"
"""A bot looks for jobs every second; behind a pool its session stands there for minutes after it has ended."""

_GOODBYE = 3.0  # seconds, in which the server gives up the sessions of whoever has just ended

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresRows:
    """The rows of a PostgreSQL as one transaction sees them."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection, self.name = connection, name

    def rows(self, table: str, columns: Columns) -> Iterator[Values]:
        """Every row of a table."""
        types = self._types(table)
        missing = [column for column in columns if column not in types]
        if missing:
            raise CannotCopy(
                f"{self.name} is no database of this bot: {table} has no {missing[0]}."
            )
        with (
            self.connection.cursor() as cursor,
            cursor.copy(
                f'COPY (SELECT {quoted(columns)} FROM "{table}") TO STDOUT'.encode()
            ) as copy,
        ):
            copy.set_types([types[column] for column in columns])
            yield from copy.rows()

    def _types(self, table: str) -> dict[str, int]:
        found = self.connection.execute(
            "SELECT attname, atttypid FROM pg_attribute WHERE attrelid = to_regclass(%s)"
            " AND attnum > 0 AND NOT attisdropped",
            (f'"{table}"',),
        )
        return dict(found.fetchall())


@contextmanager
def snapshot(url: str) -> Iterator[PostgresRows]:
    """The database as it stands now, while the bot goes on working."""
    with translate_errors(), psycopg.connect(url, **_CONNECT) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _have_time(connection)
        yield PostgresRows(connection, name_of(url))


def dump(there: PostgresRows, url: str, part: Path, environment: Mapping[str, str]) -> None:
    """Has pg_dump write what this transaction sees; raises `CannotCopy` as `write_archive` does."""
    [schema, snapshot] = there.connection.execute(
        "SELECT quote_ident(current_schema()), pg_export_snapshot()"
    ).fetchone() or ("", "")
    address = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    password = address.pop("password", "")  # others can read a command line
    secret = {"PGPASSWORD": password} if password else {}
    options = (
        f"--schema={schema}",
        f"--snapshot={snapshot}",
        f"--dbname={make_conninfo(**address)}",
    )
    server = there.connection.info.server_version // 10_000
    write_archive(part, server, options, {**environment, **secret})


def name_of(url: str) -> str:
    """Where a PostgreSQL is, without user and password."""
    there = conninfo_to_dict(url)
    return f"PostgreSQL {there.get('host', 'localhost')}/{there.get('dbname', '')}"


class PostgresPlace:
    """A PostgreSQL that takes in what was copied, in one transaction."""

    def __init__(self, url: str, clock: Callable[[], datetime], keep_in: Path) -> None:
        """What was there before is kept in the folder `keep_in`."""
        self._url, self._clock, self._keep_in = url, clock, keep_in
        self.name = name_of(url)

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A file for what comes here, removed in the end."""
        with (
            tempfile.TemporaryDirectory(prefix="interview-") as folder,
            files.file_in_the_making(Path(folder) / "interviews.db") as part,
        ):
            yield part

    def require_free(self) -> None:
        """Looks whether a bot has asked it for anything in the last seconds."""
        self._require(replace=False)

    def _require(self, *, replace: bool) -> None:
        with self._connected() as connection:
            _require_no_bot(connection, self.name)
            if not replace and any(_has_rows(connection, table) for table in _tables(connection)):
                raise PlaceTaken(f"{self.name} has rows. Nothing was changed.")

    def put(self, part: Path, progress: Progress, *, replace: bool) -> Path | None:
        """Copies the rows over; those of before are kept in a SQLite file with the date."""
        self._require(replace=replace)
        with closing(open_store(self._url, self._clock)) as store:
            store.migrate()
        kept = self._keep_in / f"interviews.db.before-{date_of(self._clock())}"
        try:
            with closing(files.opened(part)) as database, self._connected() as connection:
                self._load(database, connection, kept, progress)
        except BaseException:  # then it is all still there
            kept.unlink(missing_ok=True)
            raise
        return kept if kept.exists() else None

    def _load(
        self, database: sqlite3.Connection, connection: Connection, kept: Path, progress: Progress
    ) -> None:
        columns = columns_by_table(database)
        tables = sql.SQL(", ").join(map(sql.Identifier, columns))
        connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables))
        if any(_has_rows(connection, table) for table in columns):
            self._keep(connection, kept)
        connection.execute(sql.SQL("TRUNCATE {}").format(tables))
        source = SQLiteRows(database, self.name)
        written = {
            table: _fill(connection, source, table, columns[table], progress) for table in columns
        }
        compare(PostgresRows(connection, self.name), written, columns)
        _set_sequences(connection)

    def _keep(self, connection: Connection, kept: Path) -> None:
        with files.file_in_the_making(kept) as part:
            build_file(PostgresRows(connection, self.name), part, self._clock, lambda *_: None)
            files.make_one_file(part)
            files.publish(part, kept)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """One transaction, which counts if the block ends well."""
        with translate_errors(), psycopg.connect(self._url, **_CONNECT) as connection:
            _have_time(connection)
            yield connection


def _have_time(connection: Connection) -> None:
    for name, value in (
        ("statement_timeout", "0"),
        ("idle_in_transaction_session_timeout", "0"),
        ("lock_timeout", _LOCK),
    ):
        connection.execute("SELECT set_config(%s, %s, true)", (name, value))


def _require_no_bot(connection: Connection, name: str) -> None:
    until = time.monotonic() + _GOODBYE
    while _has_bot(connection):
        if time.monotonic() > until:
            raise CannotCopy(f"A bot runs on {name}. Stop it, wait ten seconds, and try again.")
        time.sleep(0.1)


def _has_bot(connection: Connection) -> bool:
    connection.execute("SELECT pg_stat_clear_snapshot()")
    found = connection.execute(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
        f" AND application_name = {application_name()} AND pid <> pg_backend_pid()"
        f" AND state_change > clock_timestamp() - interval '{_ALIVE}'"
    )
    return found.fetchone() is not None


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    return [name for (name,) in found]


def _has_rows(connection: Connection, table: str) -> bool:
    if table in OF_BOTS:
        return False
    query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
    return connection.execute(query).fetchone() is not None


def _fill(
    connection: Connection,
    source: SQLiteRows,
    table: str,
    columns: Columns,
    progress: Progress,
) -> Fingerprint:
    found = Fingerprint()
    rows = found.of(source.rows(table, columns), lambda count: progress(table, count))
    try:
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({quoted(columns)}) FROM STDIN'.encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)
    except psycopg.DataError as error:
        raise CannotCopy(
            f"The table {table} holds something that PostgreSQL does not take: {str(error).splitlines()[0]}."
            " Nothing was changed."
        ) from error
    return found


def _set_sequences(connection: Connection) -> None:
    """The next number that the database gives by itself is one that no row has."""
    found = connection.execute(
        "SELECT relname, attname, pg_get_serial_sequence(format('%I', relname), attname) FROM pg_class"
        " JOIN pg_attribute ON attrelid = pg_class.oid WHERE relkind = 'r'"
        " AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped"
        " AND pg_get_serial_sequence(format('%I', relname), attname) IS NOT NULL"
    )
    for table, column, sequence in found.fetchall():
        connection.execute(
            sql.SQL(
                "SELECT setval({}, COALESCE(MAX({column}), 1), MAX({column}) IS NOT NULL) FROM {}"
            ).format(sequence, sql.Identifier(table), column=sql.Identifier(column))
        )
