"""`export` on the command line: to a file or to standard output, all candidates or one."""

import csv
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from interviews.export.models import Export
from interviews.export.packet import Packet
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import Exported
from interviews.store.audit_log import Wanted
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, TEAM, at, person
from tests.interviews.steps import add, logged


@pytest.fixture
def store(store: Store) -> Store:
    """Margaret, whose debrief is sealed: Grace's card is missing."""
    add(store, make.candidate(), ADA, GRACE)
    submit(store, person(ADA), make.form("card-ada", note="Calm."), at(1))
    return store


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments], catch_exceptions=False)


def ids(text: str) -> list[str]:
    return [candidate.id for candidate in Export.model_validate_json(text).candidates]


@pytest.mark.usefixtures("store")
class TestExport:
    def test_writes_all_candidates_and_says_what_is_not_there(self) -> None:
        shown = run()
        assert ids(shown.stdout) == [MARGARET]
        assert "Calm." not in shown.stdout
        assert shown.stderr == (
            "Written: 1 candidate, 1 scorecard. What is sealed of 1 candidate is left out; --sealed"
            " writes it too.\n"
        )

    def test_writes_what_is_sealed_where_that_is_asked_for(self) -> None:
        shown = run("--sealed")
        assert "Calm." in shown.stdout
        assert shown.stderr == "Written: 1 candidate, 1 scorecard.\n"

    def test_writes_a_file_that_its_owner_alone_can_read(self, tmp_path: Path) -> None:
        shown = run("--to", "all.json")
        file = tmp_path / "all.json"
        assert shown.stdout == ""
        assert shown.stderr.startswith(f"Written to {file}: 1 candidate,")
        assert ids(file.read_text()) == [MARGARET]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_leaves_a_file_that_is_there_unless_told(self, tmp_path: Path) -> None:
        file = tmp_path / "all.json"
        file.write_text("mine")
        refused = run("--to", "all.json")
        assert refused.exit_code == 1
        assert refused.output == "Error: all.json exists; --force writes it anew.\n"
        assert file.read_text() == "mine"
        assert run("--to", "all.json", "--force").exit_code == 0
        assert ids(file.read_text()) == [MARGARET]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_leaves_no_half_of_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def disk_is_full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("bot.cli.export.write_json", disk_is_full)
        assert "No space left on device" in run("--to", "all.json").output
        assert not (tmp_path / "all.json").exists()

    def test_writes_csv(self, tmp_path: Path) -> None:
        run("--csv", "--sealed", "--to", "all.csv")
        with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
            assert [row["skill"] for row in csv.DictReader(file)] == ["Python", "Sql", "Testing"]

    def test_says_how_far_it_is(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.cli.export.PROGRESS_EVERY", 2)
        for number in range(4):
            add(store, make.candidate(f"c{number}", f"Candidate {number}"))
        assert run().stderr.startswith("2 candidates …\n4 candidates …\nWritten: 5 candidates,")


@pytest.mark.usefixtures("store")
class TestOneCandidate:
    @pytest.mark.parametrize("typed", [MARGARET, "margaret  HAMILTON"])
    def test_is_found_by_id_or_name(self, store: Store, typed: str) -> None:
        add(store, make.candidate("c2", "Dorothy Vaughan"))
        assert ids(run(typed).stdout) == [MARGARET]

    @pytest.mark.parametrize("typed", [MARGARET, "onsite", "Margaret Hamilton"])
    def test_comes_with_every_round(self, store: Store, typed: str) -> None:
        onsite = {"id": "onsite", "round": 2, "stage": "Onsite", "first_id": MARGARET}
        store.candidates.add(make.candidate(minutes=5).model_copy(update=onsite))
        assert ids(run(typed).stdout) == [MARGARET, "onsite"]

    def test_is_asked_for_by_id_where_two_have_the_name(self, store: Store) -> None:
        add(store, make.candidate("c2", role="data-engineer", minutes=5))
        refused = run("Margaret Hamilton")
        assert refused.exit_code == 1
        assert refused.output == (
            "Error: 2 candidates have this name. Give the id of one:\n"
            f"  {MARGARET}  backend-developer\n"
            "  c2  data-engineer\n"
        )

    def test_who_is_not_there_makes_no_file(self, tmp_path: Path) -> None:
        refused = run("Nobody", "--to", "one.json")
        assert refused.exit_code == 1
        assert refused.output == "Error: There is no candidate with this name or id.\n"
        assert not (tmp_path / "one.json").exists()


@pytest.mark.usefixtures("store")
class TestSubject:
    def test_is_all_that_is_held_about_one_person_in_words(self) -> None:
        shown = run("--subject", "Margaret Hamilton")
        assert shown.stdout.startswith("What is held about Margaret Hamilton\n")
        assert "    | Calm." in shown.stdout
        assert ADA not in shown.stdout
        assert shown.stderr == (
            "Written: 1 round. It is in the log. Read it before it is handed over.\n"
        )

    def test_is_data_where_the_file_is_called_so(self, tmp_path: Path) -> None:
        run("--subject", MARGARET, "--to", "them.json")
        packet = Packet.model_validate_json((tmp_path / "them.json").read_text())
        assert packet.rounds[0].leads == ("hiring lead 1",)

    @pytest.mark.parametrize("other", [["--csv"], ["--sealed"], ["Margaret Hamilton"]])
    def test_goes_with_no_other_way(self, other: list[str]) -> None:
        assert "--subject goes with" in run("--subject", MARGARET, *other).output

    def test_who_is_not_there_makes_no_file(self, tmp_path: Path) -> None:
        refused = run("--subject", "Nobody", "--to", "one.txt")
        assert refused.output == "Error: There is no candidate with this name or id.\n"
        assert not (tmp_path / "one.txt").exists()


class TestLog:
    """What leaves the database at the command line is logged as well."""

    def test_has_one_line_for_everybody(self, store: Store) -> None:
        run("--sealed")
        run()
        lines = store.audit.find(TEAM, Wanted(), 2)
        assert [(line.entry.action, line.entry.actor_id) for line in lines] == [
            ("exported", "operator"),
            ("exported", "operator"),
        ]
        assert [getattr(line.entry, "sealed", None) for line in lines] == [False, True]

    def test_names_the_candidate_where_one_was_named(self, store: Store) -> None:
        run("Margaret Hamilton")
        [entry] = logged(store, Exported)
        assert (entry.people, entry.sealed) == (1, False)
