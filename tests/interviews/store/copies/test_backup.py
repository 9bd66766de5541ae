"""A backup: whole though others write, one file, and nothing at all where it does not work."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviews.errors import CannotCopy
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from interviews.store.copies import write_backup
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, MARGARET, NOON, TEAM, at, person
from tests.interviews.steps import change, others_writing, the_loop


def backs_up(database: Database, file: Path) -> None:
    write_backup(database.url, file, lambda: NOON, {}, lambda *_: None)


def refused(database: Database, file: Path) -> str:
    """Why there is no backup; of whatever was there nothing has changed."""
    before = {path: path.read_bytes() for path in file.parent.glob("*")}
    with pytest.raises(CannotCopy) as error:
        backs_up(database, file)
    assert {path: path.read_bytes() for path in file.parent.glob("*")} == before
    return str(error.value)


def test_is_whole_though_others_write(
    sqlite_store: Store, sqlite_database: Database, tmp_path: Path
) -> None:
    with others_writing(sqlite_store):
        while sqlite_store.candidates.get(TEAM, "candidate-3") is None:
            time.sleep(0.001)
        for number in range(5):
            backs_up(sqlite_database, tmp_path / f"copy-{number}.db")
    for number in range(5):
        copy = open_store(f"sqlite:///{tmp_path}/copy-{number}.db", lambda: NOON)
        assert copy.is_ready()
        found = copy.candidates.all_of(TEAM)
        assert len(found) >= 4
        assert all(the_loop(copy, candidate.id).cards for candidate in found)
        copy.close()


def test_says_what_is_in_it(sqlite_store: Store, sqlite_database: Database, tmp_path: Path) -> None:
    submit(sqlite_store, person(ADA), make.form("card-ada", new=make.margaret()), at(-7))
    found = write_backup(
        sqlite_database.url, tmp_path / "copy.db", lambda: NOON, {}, lambda *_: None
    )
    assert (found.candidates, found.scorecards, found.changed_at) == (1, 1, at(-7))


def test_is_one_file_that_only_its_owner_reads(
    sqlite_store: Store, sqlite_database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    backs_up(sqlite_database, folder / "copy.db")
    [copy] = folder.iterdir()
    assert (copy.name, copy.stat().st_mode & 0o777) == ("copy.db", 0o600)
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        database.execute("SELECT * FROM candidates").fetchall()
        assert [*folder.iterdir()] == [copy]


def test_takes_the_place_of_what_an_attempt_left_that_was_killed(
    sqlite_store: Store, sqlite_database: Database, tmp_path: Path
) -> None:
    for name in ("copy.db.part", "copy.db.part-journal"):
        (tmp_path / name).write_bytes(b"half a page")
    backs_up(sqlite_database, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]


def test_never_overwrites(sqlite_store: Store, sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    assert "exists; choose a name that is free." in refused(sqlite_database, tmp_path / "copy.db")
    around = sqlite_database.file
    assert around is not None
    assert "exists" in refused(sqlite_database, around.parent / ".." / "data" / around.name)


def test_says_where_it_cannot_be_written(
    sqlite_store: Store, sqlite_database: Database, tmp_path: Path
) -> None:
    said = refused(sqlite_database, tmp_path / "nowhere" / "copy.db")
    assert "nowhere/copy.db could not be written: " in said
    assert "No such file or directory" in said


def test_of_a_damaged_database_is_none(
    sqlite_store: Store, sqlite_database: Database, tmp_path: Path
) -> None:
    sqlite_store.candidates.add(make.candidate())
    sqlite_store._engine.query("PRAGMA foreign_keys = OFF")
    change(sqlite_store, "DELETE FROM candidates")
    sqlite_store.close()
    assert refused(sqlite_database, tmp_path / "copy.db") == (
        "The database is damaged (a row of candidate_leads refers to one of candidates that is not there). "
        "Nothing was changed."
    )
    assert sqlite_store.candidates.get(TEAM, MARGARET) is None
