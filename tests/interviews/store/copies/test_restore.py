"""Restoring: what a backup held is there again, what was there is kept, and what is no backup changes nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interviews.errors import CannotCopy
from interviews.store import Store, open_store
from interviews.store.copies import Contents, restoration, write_backup
from interviews.store.copies.contents import contents_of
from interviews.store.migrations import NEWEST, STEPS
from interviews.store.processes import Process
from tests.interviews import make
from tests.interviews.people import ADA, MARGARET, NOON, TEAM
from tests.interviews.steps import the_loop
from tests.interviews.store.migrations.test_migrations import brought_to
from tests.paths import python

NAMES = tuple(step.name for step in STEPS)
BOT = Process(id="process-1", host="host-a", version="1.0.0", build="")
KEPT = "interviews.db.before-2026-03-02T120000Z"


@pytest.fixture
def target(folder_in_memory: Path) -> Path:
    """Where the bot keeps its data; nothing is there yet."""
    return folder_in_memory / "data" / "interviews.db"


@pytest.fixture
def backup(folder_in_memory: Path) -> Path:
    """A backup with Margaret in it."""
    return backup_of(folder_in_memory / "source.db", "Margaret Hamilton", folder_in_memory)


def backup_of(source: Path, name: str, folder: Path) -> Path:
    with closing(stored(source)) as store:
        store.candidates.add(make.candidate(name=name))
    write_backup(f"sqlite:///{source}", folder / "backup.db", lambda: NOON, {}, lambda *_: None)
    return folder / "backup.db"


def stored(file: Path) -> Store:
    store = open_store(f"sqlite:///{file}", lambda: NOON)
    store.migrate()
    return store


def restored(
    file: Path, target: Path, *, replace: bool = False, **options: bool
) -> tuple[Contents, Path | None]:
    url = f"sqlite:///{target}"
    with restoration(file, url, lambda: NOON, **options) as found:
        return found.contents, found.put_in_place(lambda *_: None, replace=replace)


def refused(file: Path, target: Path, **options: bool) -> str:
    """Why nothing was restored; no file is there that was not."""
    before = {path.name for path in target.parent.glob("*")}
    with pytest.raises(CannotCopy) as error:
        restored(file, target, **options)
    assert {path.name for path in target.parent.glob("*")} <= before
    return str(error.value)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def name_in(file: Path) -> str:
    """The name of the one candidate in a database, which is whole."""
    with closing(open_store(f"sqlite:///{file}", lambda: NOON)) as store:
        assert store.is_ready()
        [found] = store.candidates.all_of(TEAM)
        return found.name


class TestRestore:
    def test_where_nothing_is_yet(self, backup: Path, target: Path) -> None:
        found, kept = restored(backup, target)
        assert (found.candidates, found.scorecards, found.changed_at) == (1, 0, NOON)
        assert (found.steps[-1], kept) == (NEWEST, None)
        assert name_in(target) == "Margaret Hamilton"
        assert [path.name for path in target.parent.iterdir() if "before" in path.name] == []

    def test_over_a_database_without_rows(self, backup: Path, target: Path) -> None:
        stored(target).close()
        assert restored(backup, target)[1] is None
        assert name_in(target) == "Margaret Hamilton"

    def test_over_one_in_which_nothing_is_but_a_bot_that_was_killed(
        self, backup: Path, target: Path
    ) -> None:
        with closing(stored(target)) as store:
            store.processes.see(BOT, NOON, NOON)
        assert restored(backup, target)[1] is None

    def test_takes_no_sign_of_life_for_a_change(self, target: Path, folder_in_memory: Path) -> None:
        with closing(stored(target)) as store:
            store.processes.see(BOT, NOON, NOON)
        write_backup(
            f"sqlite:///{target}", folder_in_memory / "copy.db", lambda: NOON, {}, lambda *_: None
        )
        with closing(sqlite3.connect(folder_in_memory / "copy.db")) as copy:
            assert contents_of(copy, NOON).changed_at is None

    def test_over_rows_only_when_told_to_and_keeps_them(self, backup: Path, target: Path) -> None:
        with closing(stored(target)) as store:
            store.candidates.add(make.candidate(name="Dorothy Vaughan"))
        assert refused(backup, target) == f"{target} has rows. Nothing was changed."
        assert name_in(target) == "Dorothy Vaughan"
        kept = restored(backup, target, replace=True)[1]
        assert kept == target.with_name(KEPT)
        assert name_in(target) == "Margaret Hamilton"
        assert name_in(kept) == "Dorothy Vaughan"

    def test_keeps_what_was_still_in_the_log(self, backup: Path, target: Path) -> None:
        """As after a crash: the file itself is empty, and all there is stands in the log beside it."""
        crashed(target, "Dorothy Vaughan")
        restored(backup, target, replace=True)
        assert name_in(target.with_name(KEPT)) == "Dorothy Vaughan"
        assert name_in(target) == "Margaret Hamilton"

    def test_leaves_the_log_of_a_lost_database_out(self, backup: Path, target: Path) -> None:
        crashed(target, "Dorothy Vaughan")
        target.unlink()
        restored(backup, target)
        assert name_in(target) == "Margaret Hamilton"
        assert target.with_name(f"{KEPT}-wal").exists()

    @pytest.mark.parametrize("there", [b"These are notes. " * 999, None], ids=["notes", "pages"])
    def test_over_what_is_damaged_only_when_told_to(
        self, backup: Path, target: Path, there: bytes | None
    ) -> None:
        target.parent.mkdir()
        target.write_bytes(there or damaged(backup))
        target.with_name(f"{target.name}-wal").write_bytes(b"what is left of a log")
        assert f"{target} is damaged, or no database. Nothing" in refused(backup, target)
        restored(backup, target, replace=True)
        assert name_in(target) == "Margaret Hamilton"
        assert target.with_name(KEPT).read_bytes() == (there or damaged(backup))
        with restoration(backup, f"sqlite:///{target}", lambda: NOON) as found:
            assert found.erased_since(target.with_name(KEPT)) == ()

    def test_knows_who_was_erased_since(self, backup: Path, target: Path) -> None:
        with closing(stored(target)) as store:
            store.candidates.add(make.candidate("candidate-2"))
            for erased in (MARGARET, "candidate-3"):
                store._engine.execute(
                    "INSERT INTO erasures (team_id, candidate_id, by_id, at) VALUES (:team, :id, 'U0ADA', 'x')",
                    {"team": TEAM, "id": erased},
                )
        with restoration(backup, f"sqlite:///{target}", lambda: NOON) as found:
            kept = found.put_in_place(lambda *_: None, replace=True)
            assert kept is not None
            assert found.erased_since(kept) == (MARGARET,)

    def test_keeps_who_may_read_it(self, backup: Path, target: Path) -> None:
        stored(target).close()
        target.chmod(0o640)
        restored(backup, target)
        assert target.stat().st_mode & 0o777 == 0o640

    @pytest.mark.parametrize("step", [*NAMES[::5], NAMES[-1]])
    def test_brings_one_of_an_older_release_up_to_date(
        self, folder_in_memory: Path, target: Path, step: str
    ) -> None:
        source = folder_in_memory / "source.db"
        with closing(open_store(f"sqlite:///{source}", lambda: NOON)) as store:
            brought_to(store, step)
        write_backup(
            f"sqlite:///{source}", folder_in_memory / "old.db", lambda: NOON, {}, lambda *_: None
        )
        found, _ = restored(folder_in_memory / "old.db", target)
        assert (found.steps[-1], found.candidates) == (step, 1)
        assert found.scorecards == (1 if step > "002" else 0)
        with closing(open_store(f"sqlite:///{target}", lambda: NOON)) as store:
            assert store.is_ready()
            assert the_loop(store).candidate.leads == (ADA,)

    def test_refuses_while_a_bot_runs_on_it(self, backup: Path, target: Path) -> None:
        with closing(stored(target)) as bot:
            bot.candidates.get(TEAM, MARGARET)
            assert refused(backup, target, replace=True) == (
                f"A bot, or another program, has {target} open. Stop it, and try again."
            )
        restored(backup, target)

    def test_leaves_the_backup_as_it_was(self, backup: Path, target: Path) -> None:
        before = backup.read_bytes()
        backup.chmod(0o400)
        restored(backup, target)
        assert backup.read_bytes() == before
        assert [path.name for path in backup.parent.glob("backup*")] == ["backup.db"]


def crashed(file: Path, name: str) -> None:
    """A database as a bot leaves it that is lost: with its log beside it."""
    there = file.with_name("there.db")
    with closing(stored(there)) as store:
        store.candidates.add(make.candidate(name=name))
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{there}{suffix}", f"{file}{suffix}")
    for path in file.parent.glob("there*"):
        path.unlink()


def damaged(file: Path) -> bytes:
    """The first page is whole, and the others are not."""
    content = file.read_bytes()
    return content[:4096] + b"\xff" * (len(content) - 4096)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def no_database(file: Path) -> None:
    file.write_bytes(b"These are the notes of last week. " * 100)


def only_a_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:16])


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def some_pages(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def a_bad_page(file: Path) -> None:
    file.write_bytes(damaged(file))


def rows_that_belong_to_nobody(file: Path) -> None:
    changed(file, "DELETE FROM candidates")


def another_product(file: Path) -> None:
    file.unlink()
    changed(file, "CREATE TABLE songs (title TEXT)")


def a_newer_release(file: Path) -> None:
    changed(file, "INSERT INTO schema_steps VALUES ('998_tomorrow', 'x')")


def without_its_log(file: Path) -> None:
    changed(file, "PRAGMA journal_mode = WAL")


def changed(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(sql)


class TestBadBackup:
    """Whatever else a file may be: a sentence, and nothing has changed."""

    @pytest.mark.parametrize(
        ("becomes", "said"),
        [
            (empty, "is no backup of this bot. Nothing was changed."),
            (no_database, "is no backup of this bot. Nothing was changed."),
            (only_a_header, "is no backup of this bot. Nothing was changed."),
            (half, "is damaged (database disk image is malformed). Nothing was changed."),
            (some_pages, "is damaged (database disk image is malformed). Nothing was changed."),
            (a_bad_page, "is damaged (database disk image is malformed). Nothing was changed."),
            (rows_that_belong_to_nobody, "is damaged (a row of candidate_leads refers to"),
            (another_product, "is a database, but none of this bot. Nothing was changed."),
            (
                a_newer_release,
                "This is of a newer release (step 998_tomorrow). Install that release",
            ),
            (
                without_its_log,
                "is a bare copy of a database's file, without the file backup.db-wal",
            ),
        ],
    )
    @pytest.mark.parametrize("there", [True, False])
    def test_changes_nothing(
        self, backup: Path, target: Path, becomes: Callable[[Path], None], said: str, there: bool
    ) -> None:
        target.parent.mkdir()
        if there:
            stored(target).close()
        before = files_in(target.parent)
        becomes(backup)
        assert said in refused(backup, target, replace=True)
        assert files_in(target.parent) == before

    def test_is_taken_without_its_log_when_told_to(self, backup: Path, target: Path) -> None:
        without_its_log(backup)
        restored(backup, target, bare_copy=True)
        assert name_in(target) == "Margaret Hamilton"

    def test_is_taken_with_changed_lines_in_its_log_when_told_to(
        self, backup: Path, target: Path
    ) -> None:
        changed(backup, "INSERT INTO audit_heads VALUES ('T0ENGINE', 1, 'x')")
        assert refused(backup, target) == (
            "The log of T0ENGINE is broken: line 1 is missing. Nothing was changed; with --broken-log it is restored "
            "all the same."
        )
        restored(backup, target, broken_log=True)
        assert name_in(target) == "Margaret Hamilton"

    def test_is_taken_with_its_log(self, folder_in_memory: Path, target: Path) -> None:
        crashed(folder_in_memory / "copied.db", "Dorothy Vaughan")
        restored(folder_in_memory / "copied.db", target)
        assert name_in(target) == "Dorothy Vaughan"

    def test_is_not_the_database_itself(self, target: Path) -> None:
        stored(target).close()
        assert refused(target, target, replace=True) == (
            f"{target} is the database itself. Name a backup of it."
        )

    def test_is_not_a_database_that_is_written_to(
        self, backup: Path, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target.parent.mkdir()
        copyfile = shutil.copyfile

        def slow(source: Path, made: Path) -> None:
            copyfile(source, made)
            no_database(source)

        monkeypatch.setattr(shutil, "copyfile", slow)
        assert "is being written to: it is the database of a bot" in refused(backup, target)


@pytest.mark.once
class TestKilled:
    """The process is killed before each of its steps with files, one after the other."""

    @pytest.fixture
    def states(self, backup: Path, target: Path) -> list[str]:
        crashed(target, "Dorothy Vaughan")
        ended = python("-m", "tests.interviews.store.copies.killed", str(backup), str(target))
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    def test_leaves_the_old_one_or_the_new(self, states: list[str]) -> None:
        assert len(states) > 10
        assert {*states} == {"Dorothy Vaughan", "Margaret Hamilton"}
        assert states == sorted(states)  # from the old to the new, and never back
