"""Backups of PostgreSQL: what pg_dump writes, held against the database, and read again without a server."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.story import seed
from interviews.errors import CannotCopy
from interviews.store import open_store
from interviews.store.copies import Contents, restoration, write_backup
from question_bank.bank import Bank
from tests.databases import newest_tools, wait_for_connection
from tests.interviews import make
from tests.interviews.people import ADA, NOON, TEAM
from tests.interviews.steps import others_writing
from tests.interviews.store.copies.test_transfer import AWKWARD, opened, rows
from tests.interviews.store.migrations.test_migrations import NAMES, brought_to

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def tools(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own tools come first on the path, of the release of the server."""
    if not os.environ.get("TEST_DATABASE_URL"):
        monkeypatch.setenv("PATH", f"{newest_tools()}:{os.environ['PATH']}")


@pytest.fixture
def source(emptied_postgres: str, bank: Bank) -> str:
    """A PostgreSQL with the demo's company in it, and a name that is awkward."""
    with opened(emptied_postgres) as store:
        seed(store, bank, "T0SEED", lambda: NOON)
        store.candidates.add(make.candidate(name=AWKWARD))
    return emptied_postgres


@pytest.fixture
def file(folder_in_memory: Path) -> Path:
    return folder_in_memory / "backup.dump"


def backs_up(url: str, file: Path) -> Contents:
    return write_backup(url, file, lambda: NOON, dict(os.environ), lambda *_: None)


def restored(file: Path, url: str, *, replace: bool = False) -> Path | None:
    with restoration(file, url, lambda: NOON) as found:
        return found.put_in_place(lambda *_: None, replace=replace)


def refused(work: Callable[[], object], folder: Path) -> str:
    """Why nothing was done; no file is there that was not."""
    before = {*folder.iterdir()}
    with pytest.raises(CannotCopy) as error:
        work()
    assert {*folder.iterdir()} == before
    return str(error.value)


class TestBackup:
    def test_is_what_pg_dump_writes_and_only_its_owner_reads(self, source: str, file: Path) -> None:
        found = backs_up(source, file)
        assert (found.candidates, found.steps) == (13, NAMES)
        assert [path.name for path in file.parent.iterdir()] == ["backup.dump"]
        assert (file.read_bytes()[:5], file.stat().st_mode & 0o777) == (b"PGDMP", 0o600)

    def test_is_restored_to_both_kinds_of_database(
        self, source: str, file: Path, postgres_url: str
    ) -> None:
        there = rows(source)
        backs_up(source, file)
        for target in (postgres_url, f"sqlite:///{file.parent}/data/interviews.db"):
            restored(file, target)
            assert rows(target) == there

    def test_is_whole_though_others_write(self, source: str, file: Path, postgres_url: str) -> None:
        with closing(open_store(source, lambda: NOON)) as store:
            wait_for_connection(store)
            with others_writing(store):
                found = backs_up(source, file)
        restored(file, postgres_url)
        with opened(postgres_url) as copy:
            candidates = copy.candidates.all_of(TEAM)
            assert len(candidates) == found.candidates - 12
            assert all(
                copy.scorecards.of_candidate(TEAM, each.id)
                for each in candidates
                if each.name != AWKWARD
            )

    @pytest.mark.parametrize("step", NAMES[3::8])
    def test_of_an_older_release_is_brought_up_to_date(
        self, postgres_url: str, file: Path, emptied_postgres: str, step: str
    ) -> None:
        with opened(postgres_url) as store:
            brought_to(store, step)
        assert backs_up(postgres_url, file).steps[-1] == step
        restored(file, emptied_postgres)
        with opened(emptied_postgres) as store:
            assert store.is_ready()
            [found] = store.candidates.all_of(TEAM)
            assert found.leads == (ADA,)

    def test_of_a_newer_release_is_refused(
        self, postgres_url: str, file: Path, folder_in_memory: Path
    ) -> None:
        with opened(postgres_url) as store:
            store.migrate()
            store._engine.execute("INSERT INTO schema_steps VALUES ('998_tomorrow', 'x')")
        said = refused(lambda: backs_up(postgres_url, file), folder_in_memory)
        assert "of a newer release (step 998_tomorrow)" in said


class TestRestore:
    def test_keeps_the_rows_that_were_there_in_a_file(self, source: str, file: Path) -> None:
        backs_up(source, file)
        with opened(source) as store:
            store.candidates.add(make.candidate("candidate-2", "Dorothy Vaughan"))
        before = rows(source)
        said = refused(lambda: restored(file, source), file.parent)
        assert said.endswith(" has rows. Nothing was changed.")
        assert rows(source) == before
        kept = restored(file, source, replace=True)
        assert kept == file.parent / "interviews.db.before-2026-03-02T120000Z"
        with opened(source) as store:
            assert [each.name for each in store.candidates.all_of(TEAM)] == [AWKWARD]
        assert rows(f"sqlite:///{kept}") == before

    def test_takes_a_backup_of_sqlite(self, source: str, folder_in_memory: Path) -> None:
        address = f"sqlite:///{folder_in_memory}/other.db"
        with opened(address) as store:
            store.migrate()
            store.candidates.add(make.candidate(name="Dorothy Vaughan"))
        backs_up(address, folder_in_memory / "copy.db")
        restored(folder_in_memory / "copy.db", source, replace=True)
        assert rows(source) == rows(address)

    @pytest.mark.parametrize(
        ("becomes", "said"),
        [
            (lambda content: content[:40], "cannot be read ("),
            (lambda content: content[: len(content) // 2], "cannot be read ("),
            (lambda content: content[:-100], "cannot be read ("),
            (
                lambda content: content.replace(b"schema_steps", b"schema_songs"),
                "no backup of this bot",
            ),
            (lambda content: b"PGDMP, but this is a poem. " * 99, "cannot be read ("),
        ],
        ids=["its first bytes", "half", "all but its end", "another product", "no dump"],
    )
    def test_of_a_bad_file_changes_nothing(
        self, source: str, file: Path, becomes: Callable[[bytes], bytes], said: str
    ) -> None:
        backs_up(source, file)
        file.write_bytes(becomes(file.read_bytes()))
        before = rows(source)
        words = refused(lambda: restored(file, source, replace=True), file.parent)
        assert words.startswith(str(file))
        assert said in words
        assert words.endswith(". Nothing was changed.")
        assert rows(source) == before


class TestTools:
    """What is said where pg_dump is not as it should be; and that a password is shown to nobody."""

    @pytest.fixture
    def programs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The only folder on the path."""
        monkeypatch.setenv("PATH", str(tmp_path))
        return tmp_path

    def has(self, programs: Path, lines: str) -> None:
        """A pg_dump that does this."""
        (programs / "pg_dump").write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        (programs / "pg_dump").chmod(0o755)
        (programs / "pg_restore").symlink_to("pg_dump")

    def test_is_not_there(self, emptied_postgres: str, file: Path, programs: Path) -> None:
        said = refused(lambda: backs_up(emptied_postgres, file), file.parent)
        assert said.startswith("pg_dump is not on this machine: install PostgreSQL's client tools")
        assert said.endswith("needs none: db copy --to sqlite:///FILE")

    def test_is_too_old(self, emptied_postgres: str, file: Path, programs: Path) -> None:
        self.has(programs, 'echo "pg_dump (PostgreSQL) 9.6.24"')
        said = refused(lambda: backs_up(emptied_postgres, file), file.parent)
        assert said.startswith("pg_dump is of PostgreSQL 9, and the server of ")

    @pytest.mark.parametrize("ends", ["exit 1", "kill -9 $$"])
    def test_ends_in_the_middle(
        self, emptied_postgres: str, file: Path, programs: Path, ends: str
    ) -> None:
        version = 'test "$1" = --version && echo "pg_dump (PostgreSQL) 99.1" && exit'
        writes = 'for each in "$@"; do case $each in --file=*) echo PGDMP > "${each#--file=}";; esac; done'
        says = 'echo "pg_dump: error: No space left on device" >&2'
        self.has(programs, f"{version}\n{writes}\n{says}\n{ends}")
        said = refused(lambda: backs_up(emptied_postgres, file), file.parent)
        assert said == "pg_dump did not work: No space left on device. No backup was made."

    def test_is_not_given_the_password_where_others_see_it(
        self, emptied_postgres: str, file: Path, programs: Path
    ) -> None:
        version = 'test "$1" = --version && echo "pg_dump (PostgreSQL) 99.1" && exit'
        self.has(
            programs,
            f'{version}\necho "$@" > {programs}/given\necho "$PGPASSWORD" > {programs}/secret\nexit 1',
        )
        with_password = emptied_postgres.replace("postgres:@", "postgres:hid%20den@")
        refused(lambda: backs_up(with_password, file), file.parent)
        given = (programs / "given").read_text(encoding="utf-8")
        assert "--dbname=user=postgres" in given
        assert "hid" not in given
        assert (programs / "secret").read_text(encoding="utf-8") == "hid den\n"
