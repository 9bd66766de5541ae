"""From SQLite to PostgreSQL and back: every table, every row, or nothing at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from signal import SIGKILL

import psycopg
import pytest

from bot.demo.story import seed
from interviews.errors import CannotCopy, InterviewError, PlaceTaken
from interviews.store import Store, migrations, open_store
from interviews.store.copies import Contents, copy_database
from interviews.store.copies.rows import columns_by_table
from interviews.store.engines.engine import Engine, Row
from interviews.store.migrations import STEPS, Step
from interviews.store.processes import Process
from question_bank.bank import Bank
from tests.databases import wait_for_connection
from tests.interviews import make
from tests.interviews.people import ADA, MARGARET, NOON, TEAM
from tests.interviews.store.migrations.test_migrations import NAMES, brought_to
from tests.paths import ROOT

AWKWARD = "\\N\t\\t\r\n'\"\\\u2028\u0301\U0001f9d1\u200d\U0001f4bb ,;%s {} \x01\x7f"
"""What any format of a copy may trip over."""


@pytest.fixture
def file(folder_in_memory: Path) -> Path:
    return folder_in_memory / "interviews.db"


@pytest.fixture
def sqlite(file: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{file}"


@pytest.fixture
def full(sqlite: str, bank: Bank) -> str:
    """The address of a SQLite file with rows in every table there is."""
    fill(sqlite, bank)
    return sqlite


def fill(url: str, bank: Bank) -> None:
    """The demo's company, a name that is awkward, and a row of some kind in every table that has none then."""
    with opened(url) as store:
        store.migrate()
        seed(store, bank, "T0SEED", lambda: NOON)
        store.candidates.add(make.candidate(name=AWKWARD))
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        for table, columns in columns_by_table(database).items():
            if database.execute(f"SELECT 1 FROM {table}").fetchone() is None:  # noqa: S608
                row = dict.fromkeys(columns, 1) | _row_referred_to(database, table)
                places = ", ".join("?" for _ in row)
                sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"  # noqa: S608
                database.execute(sql, [*row.values()])


def _row_referred_to(database: sqlite3.Connection, table: str) -> dict[str, str]:
    """What the columns hold that refer to another table."""
    found: dict[str, str] = {}
    references = database.execute(
        'SELECT seq, "table", "from" FROM pragma_foreign_key_list(?)', (table,)
    )
    for place, other, column in references.fetchall():
        key = "SELECT name FROM pragma_table_info(?) WHERE pk = ?"
        [name] = database.execute(key, (other, place + 1)).fetchone()
        first = f"SELECT {name} FROM {other} ORDER BY rowid LIMIT 1"  # noqa: S608
        [found[column]] = database.execute(first).fetchone()
    return found


def opened(url: str) -> "closing[Store]":
    store = open_store(url, lambda: NOON)
    wait_for_connection(store)
    return closing(store)


def rows(url: str) -> dict[str, list[Row]]:
    """All there is at an address, by table; who was there first makes no difference."""
    with opened(url) as store:
        tables = sorted(store._engine.table_names())
        found = {table: store._engine.query(f'SELECT * FROM "{table}"') for table in tables}  # noqa: S608
    return {table: sorted(found[table], key=repr) for table in found}


def copies(source: str, target: str) -> Contents:
    return copy_database(source, target, lambda: NOON, lambda *_: None)


def refused(source: str, target: str, error: type[InterviewError] = CannotCopy) -> str:
    """Why nothing was copied; nothing has changed on either side."""
    before = rows(source), rows(target)
    with pytest.raises(error) as raised:
        copies(source, target)
    assert (rows(source), rows(target)) == before
    return str(raised.value)


@pytest.mark.pooled
class TestBothWays:
    @pytest.fixture(params=["postgres_url", pytest.param("pooled_url", marks=pytest.mark.once)])
    def postgres(self, request: pytest.FixtureRequest) -> str:
        """The address of a PostgreSQL without a table, bare or behind pgbouncer."""
        found: str = request.getfixturevalue(request.param)
        return found

    def test_brings_every_row_of_every_table(
        self, full: str, postgres: str, folder_in_memory: Path
    ) -> None:
        there = rows(full)
        copies(full, postgres)
        assert rows(postgres) == there
        back = f"sqlite:///{folder_in_memory}/back/interviews.db"
        found = copies(postgres, back)
        assert rows(back) == there
        assert (found.candidates, found.steps) == (13, NAMES)
        with opened(postgres) as store:
            [margaret] = store.candidates.all_of(TEAM)
            assert margaret.name == AWKWARD


def test_has_rows_in_every_table_to_tell_from(full: str) -> None:
    """Those that are empty would be copied by whatever copies nothing."""
    assert [table for table, found in rows(full).items() if not found] == []


@pytest.fixture
def with_songs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next release has one more table, with numbers that the database gives."""

    def apply(engine: Engine) -> None:
        number = {
            "sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT",
            "postgresql": "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        }
        engine.execute(
            f"CREATE TABLE songs (number {number[engine.dialect]}, title TEXT NOT NULL, follows INTEGER"
            " REFERENCES songs)"
        )

    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("999_songs", apply)))


@pytest.mark.usefixtures("with_songs")
def test_brings_a_new_table_and_goes_on_counting(
    sqlite: str, postgres_url: str, folder_in_memory: Path
) -> None:
    sings = "INSERT INTO songs (title) VALUES ('{}')"
    with opened(sqlite) as store:
        store.migrate()
        for title in ("Waterloo", "Fernando", "Chiquitita"):
            store._engine.execute(sings.format(title))
        store._engine.execute("UPDATE songs SET follows = 3 WHERE number = 1")
        store._engine.execute("DELETE FROM songs WHERE number = 2")
    back = f"sqlite:///{folder_in_memory}/back.db"
    for source, target in ((sqlite, postgres_url), (postgres_url, back)):
        copies(source, target)
        with opened(target) as store:
            store._engine.execute(sings.format("Mamma Mia"))
    assert [(row["number"], row["title"], row["follows"]) for row in rows(back)["songs"]] == [
        (1, "Waterloo", 3), (3, "Chiquitita", None), (4, "Mamma Mia", None), (5, "Mamma Mia", None),
    ]  # fmt: skip


def test_between_two_of_a_kind_works_as_well(
    full: str, postgres_url: str, emptied_postgres: str, folder_in_memory: Path
) -> None:
    there = rows(full)
    copies(full, f"sqlite:///{folder_in_memory}/other.db")
    copies(f"sqlite:///{folder_in_memory}/other.db", postgres_url)
    copies(postgres_url, emptied_postgres)
    assert rows(emptied_postgres) == there


@pytest.mark.parametrize("step", NAMES[::6])
def test_brings_an_older_database_up_to_date(sqlite: str, postgres_url: str, step: str) -> None:
    with opened(sqlite) as store:
        brought_to(store, step)
    assert copies(sqlite, postgres_url).steps[-1] == step
    with opened(postgres_url) as store:
        assert store.is_ready()
        [found] = store.candidates.all_of(TEAM)
        assert found.leads == (ADA,)


@pytest.mark.parametrize("way", ["to PostgreSQL", "to SQLite"])
class TestRefuses:
    @pytest.fixture
    def addresses(self, way: str, sqlite: str, postgres_url: str) -> tuple[str, str]:
        """Where to copy from, which has a candidate, and where to, which is empty."""
        for address in (sqlite, postgres_url):
            with opened(address) as store:
                store.migrate()
        order = (sqlite, postgres_url)
        source, target = order if way == "to PostgreSQL" else reversed(order)
        with opened(source) as store:
            store.candidates.add(make.candidate())
        return source, target

    def test_what_has_rows(self, addresses: tuple[str, str]) -> None:
        source, target = addresses
        with opened(target) as store:
            store.homes.remember(TEAM, ADA)
        assert refused(source, target, PlaceTaken).endswith(" has rows. Nothing was changed.")

    def test_nothing_for_a_bot_that_was_killed_there(self, addresses: tuple[str, str]) -> None:
        source, target = addresses
        with opened(target) as store:
            bot = Process(id="process-1", host="host-a", version="1.0.0", build="")
            store.processes.see(bot, NOON, NOON)
        assert copies(source, target).candidates == 1

    def test_while_a_bot_runs_there(self, addresses: tuple[str, str]) -> None:
        source, target = addresses
        with opened(target) as bot:
            bot.candidates.get(TEAM, MARGARET)
            assert refused(source, target).startswith("A bot")
        copies(source, target)

    def test_what_a_newer_release_has_made(self, addresses: tuple[str, str]) -> None:
        source, target = addresses
        with opened(source) as store:
            store._engine.execute("INSERT INTO schema_steps VALUES ('998_tomorrow', 'x')")
        assert "of a newer release (step 998_tomorrow)" in refused(source, target)

    def test_nothing_while_a_bot_works_on_the_source(self, addresses: tuple[str, str]) -> None:
        source, target = addresses
        with opened(source) as bot, bot.transaction():
            bot.candidates.add(make.candidate("candidate-2", "Dorothy Vaughan"))
            assert copies(source, target).candidates == 1


def test_text_that_sqlite_keeps_as_bytes_is_text(sqlite: str, emptied_postgres: str) -> None:
    with opened(sqlite) as store:
        store.migrate()
        store._engine.execute(
            "INSERT INTO bank_texts VALUES ('T0ENGINE', 'digest', CAST('[é]' AS BLOB))"
        )
    copies(sqlite, emptied_postgres)
    assert [row["content"] for row in rows(emptied_postgres)["bank_texts"]] == ["[é]"]


def test_what_postgres_cannot_hold_is_named(sqlite: str, emptied_postgres: str) -> None:
    with opened(sqlite) as store:
        store.migrate()
        store.candidates.add(make.candidate(name="Margaret\0Hamilton"))
    said = refused(sqlite, emptied_postgres)
    assert "The table candidates holds something that PostgreSQL does not take: " in said


def test_a_full_disk_of_postgres_leaves_all_as_it_was(full: str, emptied_postgres: str) -> None:
    with psycopg.connect(emptied_postgres, autocommit=True) as admin:
        admin.execute(
            "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
        )
        admin.execute("CREATE TRIGGER disk BEFORE INSERT ON ratings EXECUTE FUNCTION is_full()")
        said = refused(full, emptied_postgres, InterviewError)
        admin.execute("DROP FUNCTION is_full CASCADE")
    assert said.startswith("The disk of the database is full.")


def test_another_row_on_the_way_is_noticed(full: str, emptied_postgres: str) -> None:
    with psycopg.connect(emptied_postgres, autocommit=True) as admin:
        admin.execute(
            "CREATE FUNCTION changes() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.evidence = NEW.evidence || '.'; RETURN NEW; END $$"
        )
        admin.execute(
            "CREATE TRIGGER other BEFORE INSERT ON ratings FOR EACH ROW EXECUTE FUNCTION changes()"
        )
        said = refused(full, emptied_postgres)
        admin.execute("DROP FUNCTION changes CASCADE")
    assert "The table ratings has " in said


KILLED = """
import os
import signal
import sys
from datetime import UTC, datetime

from interviews.store.copies import copy_database

source, target, last = sys.argv[1:]

def progress(table, rows):
    if table == last:
        os.kill(os.getpid(), signal.SIGKILL)

copy_database(source, target, lambda: datetime.now(UTC), progress)
"""


@pytest.mark.once
class TestKilled:
    """The process is killed when it has come to a table; then the copy is made again."""

    @pytest.fixture
    def addresses(
        self, request: pytest.FixtureRequest, sqlite: str, emptied_postgres: str, bank: Bank
    ) -> tuple[str, str]:
        """Where to copy from, which has rows in every table, and where to."""
        if request.param == "to PostgreSQL":
            fill(sqlite, bank)
            return sqlite, emptied_postgres
        there = f"{sqlite}.there"
        fill(there, bank)
        copies(there, emptied_postgres)
        return emptied_postgres, sqlite

    @pytest.mark.parametrize("addresses", ["to PostgreSQL", "to SQLite"], indirect=True)
    @pytest.mark.parametrize("last", ["candidates", "ratings", "schema_steps"])
    def test_leaves_nothing_and_is_made_again(
        self, addresses: tuple[str, str], last: str, file: Path
    ) -> None:
        source, target = addresses
        there = rows(source)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, source, target, last], cwd=ROOT, check=False
        )
        assert ended.returncode == -SIGKILL
        if target.startswith("sqlite"):
            assert not file.exists()
        else:
            assert {table for table, found in rows(target).items() if found} == {"schema_steps"}
        copies(source, target)
        assert rows(target) == there
        assert [path.name for path in file.parent.glob("*.part*")] == []
