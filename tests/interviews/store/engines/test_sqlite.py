"""What is particular to a SQLite file: its connections, its promises to the disk, its copies."""

import os
import sqlite3
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from interviews.errors import StoreUnavailable
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from interviews.store.engines import sqlite
from interviews.store.engines.sqlite import SQLiteEngine
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, MARGARET, NOON, TEAM, at, person
from tests.interviews.steps import change
from tests.interviews.store.processes import hear, other_process, tell
from tests.threads import at_once

PROMISES = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

ROWS = 100_000
LONG_QUERY = (
    "WITH RECURSIVE count(number) AS"
    " (SELECT 1 UNION ALL SELECT number + 1 FROM count WHERE number < :rows)"
    " SELECT number, begun() FROM count"
)


def promises(store: Store) -> dict[str, Any]:
    return {name: store._engine.query(f"PRAGMA {name}")[0][name] for name in PROMISES}


def files_open(file: Path) -> int:
    """How many of this process's open files are the database's, where the system can tell."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux tells which files are open")
    links = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(link.readlink()))
        except FileNotFoundError:  # the one that was listing them
            continue
    return sum(link.startswith(str(file)) for link in links)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "interviews.db"
    before = os.umask(0)
    try:
        store = open_store(f"sqlite:///{file}", lambda: NOON)
        store.migrate()
    finally:
        os.umask(before)
    made = {path.name: oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()}
    assert set(made.values()) == {"0o600"}
    assert len(made) == 3
    assert file.parent.stat().st_mode & 0o777 == 0o700
    store.close()


class TestConnections:
    """One for each thread, every one with the same promises, none longer than its thread."""

    def test_keep_the_promises_in_the_first_thread(self, sqlite_store: Store) -> None:
        assert promises(sqlite_store) == PROMISES

    def test_keep_the_promises_in_every_thread(self, sqlite_store: Store) -> None:
        assert at_once(lambda: promises(sqlite_store)) == [PROMISES]

    def test_keep_the_promises_after_closing(self, sqlite_store: Store) -> None:
        sqlite_store.close()
        assert promises(sqlite_store) == PROMISES

    def test_keep_the_promises_in_a_file_of_another_journal(self, tmp_path: Path) -> None:
        file = tmp_path / "old.db"
        with sqlite3.connect(file) as other:
            other.execute("PRAGMA journal_mode = DELETE")
            other.execute("CREATE TABLE old (a)")
        other.close()
        store = open_store(f"sqlite:///{file}", lambda: NOON)
        assert promises(store) == PROMISES
        store.close()

    def test_end_with_their_threads(self, sqlite_store: Store, sqlite_database: Database) -> None:
        """A server that starts and ends threads all day would run out of files."""
        assert sqlite_database.file is not None
        at_once(sqlite_store.is_ready)
        before = files_open(sqlite_database.file)  # SQLite keeps one for the next that opens it
        for _ in range(20):
            at_once(sqlite_store.is_ready)
        assert files_open(sqlite_database.file) == before

    def test_all_end_when_the_store_is_closed(
        self, sqlite_store: Store, sqlite_database: Database
    ) -> None:
        assert sqlite_database.file is not None
        ready, closed = threading.Barrier(4), threading.Event()

        def works() -> None:
            sqlite_store.candidates.get(TEAM, MARGARET)
            ready.wait()
            closed.wait()

        threads = [threading.Thread(target=works) for _ in range(3)]
        for thread in threads:
            thread.start()
        ready.wait()
        sqlite_store.close()
        assert files_open(sqlite_database.file) == 0
        closed.set()
        for thread in threads:
            thread.join()

    def test_end_after_the_call_that_they_are_in(self, sqlite_store: Store) -> None:
        """A connection that is closed within a call ends the whole process with a segmentation fault."""
        begun = threading.Event()

        def reads() -> int:
            engine = sqlite_store._engine
            assert isinstance(engine, SQLiteEngine)
            engine._database().conn.create_function("begun", 0, begun.set)
            return len(engine.query(LONG_QUERY, {"rows": ROWS}))

        def closes() -> int:
            begun.wait()
            sqlite_store.close()
            return 0

        assert at_once(reads, closes) == [ROWS, 0]

    def test_end_after_the_transaction_that_they_are_in(self, sqlite_store: Store) -> None:
        closes = threading.Thread(target=sqlite_store.close)
        with sqlite_store.transaction():
            sqlite_store.candidates.add(make.candidate())
            closes.start()
            closes.join(0.05)
            sqlite_store.candidates.add(make.candidate("another"))
        closes.join()
        assert len(sqlite_store.candidates.all_of(TEAM)) == 2

    def test_are_left_to_a_transaction_that_does_not_end(
        self, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "WAIT", 0.01)
        with sqlite_store.transaction():
            sqlite_store.candidates.add(make.candidate())
            at_once(sqlite_store.close)
            sqlite_store.candidates.add(make.candidate("another"))
        assert len(sqlite_store.candidates.all_of(TEAM)) == 2

    def test_leave_one_whole_file_behind(
        self, sqlite_store: Store, sqlite_database: Database
    ) -> None:
        assert sqlite_database.file is not None
        sqlite_store.candidates.add(make.candidate())
        sqlite_store.close()
        assert names_in(sqlite_database.file.parent) == [sqlite_database.file.name]

    def test_are_not_left_over_where_opening_fails(self, tmp_path: Path) -> None:
        file = tmp_path / "not-a-database.db"
        file.write_bytes(b"These are the notes of last week, in plain text. " * 100)
        store = open_store(f"sqlite:///{file}", lambda: NOON)
        for _ in range(3):
            assert not store.is_ready()
        assert files_open(file) == 0

    def test_make_the_folder(self, tmp_path: Path) -> None:
        store = open_store(f"sqlite:///{tmp_path}/a/b/c.db", lambda: NOON)
        store.migrate()
        assert store.is_ready()
        store.close()

    def test_take_relative_and_absolute_paths(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for address in ("sqlite:///data/here.db", f"sqlite:////{tmp_path}/data/there.db"):
            store = open_store(address, lambda: NOON)
            store.migrate()
            store.close()
        assert names_in(tmp_path / "data") == ["here.db", "there.db"]


class TestWriters:
    def test_of_two_processes_wait_for_each_other(
        self, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A transaction that began by reading could not wait, however long: it would fail at its first write."""
        monkeypatch.setattr(sqlite, "WAIT", 60.0)  # on a machine that is busy it may be long
        stores = [sqlite_database.opened() for _ in range(2)]
        stores[0].migrate()
        refused: list[StoreUnavailable] = []

        def writes(store: Store, who: str) -> None:
            store._engine.execute("PRAGMA synchronous = OFF")  # it is about order, not power cuts
            for number in range(40):
                row_id = f"{who}-{number}"
                sent = make.form(f"card-{row_id}", new=make.margaret(name=row_id, new_id=row_id))
                try:
                    submit(store, person(who), sent, at(0))
                except StoreUnavailable as error:
                    refused.append(error)

        at_once(*[partial(writes, store, f"U{seat}") for seat, store in enumerate(stores)])
        assert refused == []
        assert len(stores[0].candidates.all_of(TEAM)) == 80
        for store in stores:
            store.close()


class TestMigrationLock:
    def test_waits_longer_for_another_process_than_a_modal_would(
        self, sqlite_store: Store, sqlite_database: Database
    ) -> None:
        with other_process("locks") as other:
            tell(other, str(sqlite_database.file))
            assert hear(other) == "locked"
            threading.Timer(1.6, tell, (other, "go")).start()
            assert sqlite_store.migrate() == ()
        [row] = sqlite_store._engine.query("PRAGMA busy_timeout")
        assert row["timeout"] == 1200


class TestErasing:
    """Whoever is erased is gone from the file, not just from the tables."""

    def test_leaves_no_bytes(self, sqlite_store: Store, sqlite_database: Database) -> None:
        assert sqlite_database.file is not None
        name, note = "Margaret Hamilton", "Calm under pressure. " * 140
        for number in range(30):
            new = make.margaret(name=f"{name} {number}", new_id=f"candidate-{number}")
            submit(
                sqlite_store, person(ADA), make.form(f"card-{number}", new=new, note=note), at(0)
            )
        assert self.copies(sqlite_database.file, name, note) > 0
        for table in ("candidates", "jobs"):
            change(sqlite_store, f"DELETE FROM {table} WHERE team_id = :team_id")  # noqa: S608
        sqlite_store._engine.query("PRAGMA wal_checkpoint(TRUNCATE)")
        assert self.copies(sqlite_database.file, name, note) == 0

    def copies(self, file: Path, *texts: str) -> int:
        files = [path.read_bytes() for path in file.parent.iterdir()]
        words = [word for text in texts for word in (text[:17], text[:17].casefold())]
        return sum(content.count(word.encode()) for content in files for word in words)
