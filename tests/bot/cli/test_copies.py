"""`backup` and `restore`: what an operator reads, and that a disk which is full leaves all as it was."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.clock import now
from bot.demo.story import seed
from bot.settings import Settings
from interviews.store import Store, open_store
from interviews.store.engines.sqlite import SQLiteEngine
from interviews.store.migrations import NEWEST, migrate
from question_bank.bank import Bank
from tests.paths import ROOT, python

Files = dict[Path, bytes]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An empty folder, and none of our variables."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///interviews.db")
    return monkeypatch


@pytest.fixture
def full(bank: Bank) -> Iterator[Store]:
    """The database, with the demo's company in it; no bot runs."""
    with closing(open_store("sqlite:///interviews.db", now)) as store:
        store.migrate()
        seed(store, bank, "T0ENGINE", now)
    yield store
    store.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def output(line: str) -> str:
    """What is printed; the command ends well."""
    ended = run(*line.split())
    assert ended.exit_code == 0, ended.output
    return ended.output


def refused(*arguments: str) -> str:
    """What is printed when the command ends with a fault: a sentence, and no file that was not there."""
    before = {*Path().iterdir()}
    ended = run(*arguments)
    assert ended.exit_code == 1
    assert {*Path().iterdir()} == before
    return ended.output


def files() -> Files:
    return {path: path.read_bytes() for path in Path().iterdir()}


class TestBackup:
    def test_says_where_it_is_and_how_much_is_in_it(self, full: Store, tmp_path: Path) -> None:
        said = output("backup copy.db")
        assert said == f"Written to {tmp_path}/copy.db: 12 candidates, 20 scorecards.\n"

    @pytest.mark.parametrize("there", [None, "an empty file", "another database"])
    def test_of_a_database_that_is_not_there_makes_nothing(
        self, environment: pytest.MonkeyPatch, there: str | None
    ) -> None:
        environment.setenv("DATABASE_URL", "sqlite:///typo.db" if there else "sqlite:///no/typo.db")
        if there == "an empty file":
            Path("typo.db").touch()
        if there == "another database":
            with closing(sqlite3.connect("typo.db")) as other:
                other.execute("CREATE TABLE unrelated (x)")
        before = files()
        assert re.fullmatch(
            r"Error: There is no database at (no/)?typo\.db yet\. The first ./interview run makes it; "
            r"if you have one elsewhere, look at DATABASE_URL\.\n",
            refused("backup", "copy.db"),
        )
        assert files() == before

    def test_never_overwrites(self, full: Store) -> None:
        Path("copy.db").write_text("mine", encoding="utf-8")
        assert "copy.db exists; choose a name that is free." in refused("backup", "copy.db")
        assert Path("copy.db").read_text(encoding="utf-8") == "mine"


class TestRestore:
    def test_says_first_what_is_in_it(self, full: Store) -> None:
        output("backup copy.db")
        said = refused("restore", "copy.db")
        assert re.fullmatch(
            r"copy\.db holds 12 candidates, 20 scorecards; last changed on \d+ [A-Z][a-z]+ 20\d\d at \d\d:\d\d UTC;"
            rf" schema {NEWEST} \(\d+ steps\)\.\n"
            r"Error: interviews\.db has rows\. Nothing was changed\. --replace puts the backup in its place, and keeps "
            r"what was there\.\n",
            said,
        )

    def test_says_where_it_keeps_what_was_there(self, full: Store) -> None:
        output("backup copy.db")
        said = output("restore copy.db --replace")
        [kept] = Path().glob("interviews.db.before-*")
        assert said.splitlines()[1:] == [
            "Restored. Start the bot again.",
            f"What was there before is kept in {kept}. Remove it once all is well.",
        ]

    def test_names_those_who_were_erased_since(self, full: Store) -> None:
        output("backup copy.db")
        with closing(sqlite3.connect("interviews.db")) as database, database:
            database.execute(
                "INSERT INTO erasures (team_id, candidate_id, by_id, at) SELECT team_id, id, 'U0', 'x' FROM candidates"
                " ORDER BY id LIMIT 1"
            )
            [(erased,)] = database.execute("SELECT candidate_id FROM erasures").fetchall()
        assert output("restore copy.db --replace").splitlines()[-2:] == [
            "Erased since, and there again: 1 candidate. Erase them once more:",
            f"  {erased}",
        ]

    def test_says_how_it_brought_it_up_to_date(self) -> None:
        with closing(SQLiteEngine(Path("interviews.db"))) as engine:
            migrate(engine, now, upto="023_coordinators")
        output("backup copy.db")
        assert "\nBrought up to date: 024_openings" in output("restore copy.db")

    def test_of_an_empty_one_says_that_nothing_is_in_it(self) -> None:
        output("migrate")
        output("backup copy.db")
        assert "0 candidates, 0 scorecards; nothing yet; schema" in output("restore copy.db")


class TestDbCopy:
    def test_says_what_it_copied_and_that_it_is_the_same(
        self, full: Store, postgres_url: str, environment: pytest.MonkeyPatch
    ) -> None:
        ended = run("db", "copy", "--to", postgres_url)
        assert re.fullmatch(
            r"Copied: 12 candidates, 20 scorecards; last changed on .*\.\n"
            r"\d\d tables, \d+ rows: each table has the same rows on both sides\.\n",
            ended.stdout,
        )
        environment.setenv("DATABASE_URL", postgres_url)
        again = run("db", "copy", "--to", "sqlite:///back.db")
        assert again.stdout.splitlines()[1] == ended.stdout.splitlines()[1]

    def test_takes_another_source_than_that_of_the_settings(self, full: Store) -> None:
        Path("interviews.db").rename("elsewhere.db")
        said = run("db", "copy", "--from", "sqlite:///elsewhere.db", "--to", "sqlite:///new.db")
        assert said.stdout.startswith("Copied: 12 candidates")

    @pytest.mark.parametrize(
        ("to", "said"),
        [
            ("sqlite:///interviews.db", "Both addresses are the same. Nothing was changed."),
            ("sqlite:///other.db", "other.db has rows. Nothing was changed."),
            ("mysql://ada:hidden@db/x", "The address behind --to must be sqlite:///path"),
            ("postgresql://ada:hidden@127.0.0.1:1/x", "The database cannot be reached"),
        ],
    )
    def test_says_where_it_cannot_copy_to(self, full: Store, to: str, said: str) -> None:
        output("backup other.db")
        printed = refused("db", "copy", "--to", to)
        assert said in printed
        assert "hidden" not in printed

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("sqlite:///nowhere.db", "There is no database at nowhere.db yet."),
            ("mysql://ada:hidden@db/x", "DATABASE_URL must be sqlite:///path"),
        ],
    )
    def test_says_where_it_cannot_copy_from(self, source: str, said: str) -> None:
        printed = refused("db", "copy", "--from", source, "--to", "sqlite:///new.db")
        assert said in printed
        assert "hidden" not in printed


FULL = """
import resource
import sys

from bot.cli.main import main

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
main(sys.argv[2:])
"""


@pytest.mark.once
class TestFullDisk:
    """The disk takes no more than a few pages of each file."""

    @pytest.mark.parametrize("pages", [10, 60])
    @pytest.mark.parametrize(
        "line",
        ["backup new.db", "restore copy.db --replace", "db copy --to sqlite:///new.db"],
    )
    def test_leaves_all_as_it_was(self, full: Store, line: str, pages: int) -> None:
        output("backup copy.db")
        before = files()
        given = {"PYTHONPATH": str(ROOT), "DATABASE_URL": "sqlite:///interviews.db"}
        # `-B`, or Python would cut short what it keeps of compiled modules.
        ended = python(
            "-B", "-c", FULL, str(pages * 4096), *line.split(), cwd=Path.cwd(), env=given
        )
        assert ended.returncode == 1
        assert "could not be written: " in ended.stderr
        assert ended.stderr.endswith(". Nothing was changed.\n")
        assert files() == before
