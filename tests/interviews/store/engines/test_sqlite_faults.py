"""When the file cannot be used: one sentence, within the three seconds that Slack gives, and nothing half kept."""

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviews.errors import StoreUnavailable
from interviews.scorecards.submit import Submission, submit
from interviews.store import Store, open_store
from interviews.store.engines.engine import TELL
from interviews.store.migrations import LARGEST, applied_steps
from tests.company import Clock
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, MARGARET, NOON, TEAM, at, person
from tests.interviews.steps import refused, within_three_seconds
from tests.interviews.store.processes import hear, other_process, tell
from tests.threads import at_once

BUSY = "The database is busy with something else. Nothing was saved; please try again in a moment."


def sentence(what: str) -> str:
    return f"{what} Nothing was saved; please tell whoever runs this bot."


class TestBusy:
    def test_with_another_process(self, sqlite_store: Store, sqlite_database: Database) -> None:
        with other_process("locks") as other:
            tell(other, str(sqlite_database.file))
            assert hear(other) == "locked"
            assert refused(sqlite_store) == BUSY
            assert sqlite_store.candidates.all_of(TEAM) == ()
            assert sqlite_store.is_ready()
            tell(other, "go")
            submit(sqlite_store, person(ADA), make.form("card-ada", new=make.margaret()), at(0))

    def test_with_another_process_and_a_thread_in_front(
        self, sqlite_store: Store, sqlite_database: Database
    ) -> None:
        """The wait for our own lock and the wait for the file's come one after the other."""
        with other_process("locks") as other:
            tell(other, str(sqlite_database.file))
            assert hear(other) == "locked"
            in_front = threading.Thread(target=refused, args=(sqlite_store,))
            in_front.start()
            assert refused(sqlite_store) == BUSY
            in_front.join()

    def test_with_another_thread(self, sqlite_store: Store) -> None:
        begun, over = threading.Event(), threading.Event()

        def holds() -> None:
            with sqlite_store.transaction():
                begun.set()
                over.wait()

        holder = threading.Thread(target=holds)
        holder.start()
        begun.wait()
        assert refused(sqlite_store) == BUSY
        over.set()
        holder.join()


class TestFull:
    def test_says_so_and_keeps_nothing(self, sqlite_store: Store) -> None:
        engine = sqlite_store._engine
        [pages] = engine.query("PRAGMA page_count")
        engine.query(f"PRAGMA max_page_count = {pages['page_count']}")
        sent = self.long_card()
        with pytest.raises(StoreUnavailable) as error:
            submit(sqlite_store, person(ADA), sent, at(0))
        assert str(error.value) == sentence("The disk of the database is full.")
        assert sqlite_store.loop(TEAM, MARGARET) is None
        engine.query("PRAGMA max_page_count = 1000000")
        assert submit(sqlite_store, person(ADA), sent, at(0)).card.revision == 1

    def test_is_a_problem_before_anybody_is_refused(self, sqlite_store: Store) -> None:
        engine = sqlite_store._engine
        [pages] = engine.query("PRAGMA page_count")
        engine.query(f"PRAGMA max_page_count = {pages['page_count']}")
        assert sqlite_store.problem() == "The disk of the database is full."
        engine.query("PRAGMA max_page_count = 1000000")
        assert sqlite_store.problem() == ""

    def test_is_found_by_writing_which_leaves_nothing(
        self, sqlite_database: Database, sqlite_store: Store
    ) -> None:
        assert sqlite_database.file is not None
        log = sqlite_database.file.with_name(f"{sqlite_database.file.name}-wal")
        steps = applied_steps(sqlite_store._engine)
        sqlite_store.leave_no_bytes()
        assert log.stat().st_size == 0
        assert sqlite_store.problem() == ""
        assert log.stat().st_size > LARGEST
        assert applied_steps(sqlite_store._engine) == steps

    def test_is_looked_for_once_a_second_at_most(self, sqlite_database: Database) -> None:
        """The page that shows it is for anybody, and whoever asks for it all the time must not keep people waiting."""
        clock = Clock()
        store = open_store(sqlite_database.url, clock)
        store.migrate()
        assert store.problem() == ""
        store._engine.query("PRAGMA query_only = ON")
        assert store.problem() == ""
        clock.forward(seconds=1)
        assert store.problem() == "The database can only be read, not written."
        store.close()

    def long_card(self) -> Submission:
        """A card of many pages."""
        ratings = make.ratings({f"skill-{number}": 5 for number in range(8)}, "x" * 3000)
        return make.form("card-ada", new=make.margaret(), note="n" * 3000).model_copy(
            update={"ratings": ratings}
        )


GONE = sentence("The database file was removed or replaced while the bot was running.")


def removes(file: Path) -> None:
    file.unlink()


def removes_all_of_it(file: Path) -> None:
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()


def removes_the_log(file: Path) -> None:
    file.with_name(f"{file.name}-wal").unlink()


def moves_the_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("elsewhere"))


def replaces(file: Path) -> None:
    copy = file.with_name("copy")
    shutil.copyfile(file, copy)
    copy.replace(file)


CHANGES = [removes, removes_all_of_it, removes_the_log, moves_the_folder, replaces]


class TestGone:
    """The system lets a bot go on writing into a file that nobody can find any more: none of it may be called saved."""

    @pytest.fixture
    def file(self, sqlite_database: Database, sqlite_store: Store) -> Path:
        sqlite_store.candidates.add(make.candidate())
        assert sqlite_database.file is not None
        return sqlite_database.file

    @pytest.mark.parametrize("change", CHANGES)
    def test_is_said_and_nothing_is_saved(
        self, sqlite_store: Store, file: Path, change: Callable[[Path], None]
    ) -> None:
        change(file)
        assert refused(sqlite_store) == GONE
        with pytest.raises(StoreUnavailable):
            sqlite_store.messages.forget(TEAM, "a statement that is its own transaction")

    @pytest.mark.parametrize("change", CHANGES)
    def test_is_a_problem(
        self, sqlite_store: Store, file: Path, change: Callable[[Path], None]
    ) -> None:
        change(file)
        assert sqlite_store.problem() == GONE.removesuffix(f" {TELL}")

    @pytest.mark.parametrize("change", [removes, removes_all_of_it, moves_the_folder])
    def test_brings_no_empty_database_to_a_thread_that_begins_now(
        self, sqlite_store: Store, file: Path, change: Callable[[Path], None]
    ) -> None:
        change(file)
        assert at_once(lambda: refused(sqlite_store)) == [GONE]
        assert not file.exists()

    def test_is_noticed_in_the_middle_of_a_transaction(
        self, sqlite_store: Store, file: Path
    ) -> None:
        def adds() -> None:
            with sqlite_store.transaction():
                sqlite_store.candidates.add(make.candidate("candidate-2", "Dorothy Vaughan"))
                removes(file)

        with pytest.raises(StoreUnavailable):
            adds()

    def test_is_over_when_the_same_file_is_back(self, sqlite_store: Store, file: Path) -> None:
        moves_the_folder(file)
        assert refused(sqlite_store) == GONE
        file.parent.with_name("elsewhere").rename(file.parent)
        assert sqlite_store.is_ready()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class TestReadOnly:
    @pytest.mark.parametrize("mode", [0o755, 0o777], ids=["folder and file", "file"])
    def test_says_so(self, open_folder: Path, mode: int) -> None:
        file = open_folder / "interviews.db"
        store = open_store(f"sqlite:///{file}", lambda: NOON)
        store.migrate()
        store.close()
        file.chmod(0o444)
        open_folder.chmod(mode if mode == 0o777 else 0o555)
        with other_process("writes-as-nobody") as other:
            tell(other, f"sqlite:///{file}")
            heard = hear(other)
        open_folder.chmod(0o755)
        assert heard == sentence("The database can only be read, not written.")


class TestUnusable:
    """Each in one sentence, and never as a traceback."""

    def test_is_a_folder(self, tmp_path: Path) -> None:
        store = open_store(f"sqlite:///{tmp_path}", lambda: NOON)
        assert refused(store) == sentence("The database file cannot be opened.")

    def test_is_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("not a folder", encoding="utf-8")
        store = open_store(f"sqlite:///{tmp_path}/data/interviews.db", lambda: NOON)
        assert refused(store) == sentence("The database file cannot be opened.")

    def test_is_no_database(self, tmp_path: Path) -> None:
        file = tmp_path / "notes.txt"
        file.write_bytes(b"These are the notes of last week, in plain text. " * 100)
        store = open_store(f"sqlite:///{file}", lambda: NOON)
        assert refused(store) == sentence("The database file is not a database.")

    def test_is_damaged(self, sqlite_store: Store, sqlite_database: Database) -> None:
        assert sqlite_database.file is not None
        sqlite_store.candidates.add(make.candidate())
        sqlite_store.close()
        content = sqlite_database.file.read_bytes()
        sqlite_database.file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        with pytest.raises(StoreUnavailable) as error:
            sqlite_store.candidates.get(TEAM, MARGARET)
        assert str(error.value) == sentence("The database file is damaged.")

    @pytest.mark.parametrize("name", ["", "notes.txt"])
    def test_is_not_ready(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "notes.txt").write_bytes(b"These are the notes of last week. " * 100)
        store = open_store(f"sqlite:///{tmp_path / name}", lambda: NOON)
        with within_three_seconds():
            assert not store.is_ready()
