"""When the file cannot be used: one sentence, within the three seconds that Slack gives, and nothing half kept."""

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviews.errors import StoreUnavailable
from interviews.scorecards.submit import Submission, submit
from interviews.store import Store, open_store
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, MARGARET, NOON, TEAM, at, person
from tests.interviews.steps import refused, within_three_seconds
from tests.interviews.store.processes import hear, other_process, tell

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

    def long_card(self) -> Submission:
        """A card of many pages."""
        ratings = make.ratings({f"skill-{number}": 5 for number in range(8)}, "x" * 3000)
        return make.form("card-ada", new=make.margaret(), note="n" * 3000).model_copy(
            update={"ratings": ratings}
        )


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
