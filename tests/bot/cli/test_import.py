"""`import` on the command line: the whole file is checked first, and the same file again changes nothing."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.clock import now
from bot.settings import Settings
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, at, person
from tests.interviews.steps import add

FILE = "all.json"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A database with nothing in it, in the folder in which the operator stands."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'interviews.db'}")
    opened = open_store(f"sqlite:///{tmp_path / 'interviews.db'}", now)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An export of Margaret and of three others, from another installation."""
    address = f"sqlite:///{tmp_path / 'other.db'}"
    other = open_store(address, now)
    other.migrate()
    add(other, make.candidate(), ADA, GRACE)
    for number in range(3):
        add(other, make.candidate(f"d{number}", f"Dorothy {number}"), ADA)
    submit(other, person(ADA), make.form("card-ada", note="Calm."), at(1))
    other.close()
    with monkeypatch.context() as there:
        there.setenv("DATABASE_URL", address)
        return run("export", "--sealed").stdout


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


class TestExportedFile:
    @pytest.fixture(autouse=True)
    def _file(self, store: Store, export: str) -> None:
        Path(FILE).write_text(export)

    def test_is_taken_in_and_the_same_again_is_nothing_new(self, store: Store, export: str) -> None:
        assert run("import", FILE).stderr == "Imported: 4 candidates added.\n"
        assert run("import", FILE).stderr == "Imported: 4 candidates as before.\n"
        without_head = export.partition('"candidates":')[2]
        assert run("export", "--sealed").stdout.endswith(without_head)

    def test_is_only_looked_at_in_a_dry_run(self, store: Store) -> None:
        shown = run("import", FILE, "--dry-run")
        assert shown.stdout.startswith("line 2: a new candidate\nline 3: a new candidate\n")
        assert shown.stderr == "Nothing was changed. This would be: 4 candidates added.\n"
        assert store.size().candidates == 0

    def test_says_how_far_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.cli.import_.PROGRESS_EVERY", 2)
        assert run("import", FILE).stderr == (
            "2 checked …\n4 checked …\n2 taken in …\n4 taken in …\nImported: 4 candidates added.\n"
        )

    def test_goes_on_where_it_was_broken_off(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The process is killed in the second transaction: what is in the first stays, and nothing of the second."""
        from interviews.imports.importing import Importer  # noqa: PLC0415

        taken, take_in = io.StringIO(), Importer.take_in

        def dies(*arguments: object, **options: bool) -> object:
            taken.write("x")
            if len(taken.getvalue()) == 4:
                raise KeyboardInterrupt
            return take_in(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr("bot.cli.import_.AT_ONCE", 2)
        with monkeypatch.context() as killed:
            killed.setattr(Importer, "take_in", dies)
            run("import", FILE)
        assert store.size().candidates == 2
        assert (
            run("import", FILE).stderr == "Imported: 2 candidates added, 2 candidates as before.\n"
        )

    def test_changes_nothing_where_anything_is_wrong(self, store: Store) -> None:
        text = Path(FILE).read_text()
        Path(FILE).write_text(text.replace('"senior"', '"expert"').replace('["U0ADA"]', '["ada"]'))
        refused = run("import", FILE)
        assert refused.exit_code == 1
        assert refused.stdout.count("fault: line 2, column ") == 2
        assert "nothing was changed" in refused.stderr
        assert "Margaret" not in refused.output
        assert store.size().candidates == 0

    def test_with_many_faults_says_some_and_how_many_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.cli.import_.MOST_FAULTS", 1)
        Path(FILE).write_text(Path(FILE).read_text().replace('["U0ADA"]', '["ada"]'))
        refused = run("import", FILE)
        assert refused.stdout.count("fault: ") == 1
        assert refused.stdout.endswith("… and 3 more\n")
        assert refused.stderr == "Error: 4 faults to mend; nothing was changed.\n"


class TestUnreadableFile:
    @pytest.fixture(autouse=True)
    def _database(self, store: Store) -> None:
        pass

    @pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
    def test_in_another_encoding_comes_with_how_to_save_it(self, encoding: str) -> None:
        Path(FILE).write_bytes('{"candidates":\n[{"name": "Zoë"}]}'.encode(encoding))
        refused = run("import", FILE)
        assert refused.exit_code == 1
        line = 2 if encoding == "latin-1" else 1
        assert f"{FILE} is not in UTF-8, from line {line} on" in refused.stderr
        assert "CSV UTF-8" in refused.stderr

    def test_with_the_mark_that_windows_puts_before_it_is_read(self, export: str) -> None:
        Path(FILE).write_text(export, encoding="utf-8-sig")
        assert run("import", FILE).stderr == "Imported: 4 candidates added.\n"

    def test_that_ends_too_early_says_where(self, export: str) -> None:
        Path(FILE).write_text(export[:-200])
        refused = run("import", FILE)
        assert refused.exit_code == 1
        assert refused.stderr.startswith("Error: line 5, column ")
