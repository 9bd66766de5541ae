"""The store on both databases: the same tests run on a SQLite file and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviews.store import Store, open_store
from question_bank.models import Archetype
from tests.databases import EMPTIED, ENGINES, NEW, pooled, wait_for_connection
from tests.interviews.people import NOON

DRIVERS = Path(__file__).parent / "store" / "engines"
ON_ONE_PYTHON = ["sqlite", pytest.param("postgresql", marks=pytest.mark.once)]
"""SQLite comes with each Python; of PostgreSQL only the driver does, which has tests of its own."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives such a test each of the two, and a pooled PostgreSQL too if it is marked so."""
    engines = ENGINES if metafunc.definition.path.is_relative_to(DRIVERS) else ON_ONE_PYTHON
    for fixture in {"database", "empty_database"} & {*metafunc.fixturenames}:
        metafunc.parametrize(fixture, [*engines, *pooled(metafunc)], indirect=True)


@dataclass(frozen=True)
class Database:
    """A database that is this test's alone, by its address."""

    url: str
    file: Path | None
    """Where it lies, for SQLite."""

    def opened(self) -> Store:
        """A store on it, as one process has it."""
        store = open_store(self.url, lambda: NOON)
        wait_for_connection(store)
        return store


@pytest.fixture
def sqlite_database(folder_in_memory: Path) -> Database:
    """A file that is not there yet, in a folder that is not there yet."""
    file = folder_in_memory / "data" / "interviews.db"
    return Database(f"sqlite:///{file}", file)


@pytest.fixture
def empty_database(request: pytest.FixtureRequest) -> Database:
    """Each of them, without a table."""
    return _chosen(request, NEW)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """Each of them, with every migration and without a row."""
    chosen = _chosen(request, EMPTIED)
    if chosen.file:
        chosen.file.parent.mkdir()
        shutil.copy(request.getfixturevalue("migrated_sqlite"), chosen.file)
    return chosen


def _chosen(request: pytest.FixtureRequest, fixtures: dict[str, str]) -> Database:
    if request.param in fixtures:
        return Database(request.getfixturevalue(fixtures[request.param]), None)
    found: Database = request.getfixturevalue("sqlite_database")
    return found


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    """A store with every migration, on each of the two."""
    opened = database.opened()
    yield opened
    opened.close()


@pytest.fixture
def stores(database: Database) -> Iterator[tuple[Store, Store]]:
    """The same database, as two processes have it."""
    first, second = database.opened(), database.opened()
    yield first, second
    first.close()
    second.close()


@pytest.fixture
def sqlite_store(sqlite_database: Database) -> Iterator[Store]:
    """A store with every migration, in a SQLite file."""
    opened = sqlite_database.opened()
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def quick(sqlite_store: Store) -> Store:
    """A store that does not wait for the disk: this is about who may read, not about power cuts."""
    sqlite_store._engine.execute("PRAGMA synchronous = OFF")
    return sqlite_store


@pytest.fixture
def role(backend: Archetype) -> Archetype:
    """The role that Margaret is interviewed for."""
    return backend
