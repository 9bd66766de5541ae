"""`import` on the command line: the whole file is checked first, and the same file again changes nothing."""

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.clock import now
from interviews.errors import StoreBusy
from interviews.imports.cells import CANDIDATE, INTERVIEW, OPENING
from interviews.imports.importing import Importer
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from interviews.store.audit_log import Wanted
from tests.bot.slack.stub_slack import Reply, StubSlack
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, OTHER_TEAM, TEAM, at, person
from tests.interviews.steps import add
from tests.paths import ROOT

FILE = "all.json"


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
        lines = store.audit.find(TEAM, Wanted(), 20)
        assert [line.entry.action for line in lines] == ["imported"] * 4
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

    @pytest.mark.parametrize(("busy", "taken"), [(4, 4), (5, 0)])
    def test_is_patient_where_others_write(
        self, store: Store, monkeypatch: pytest.MonkeyPatch, busy: int, taken: int
    ) -> None:
        waits, take_in = [StoreBusy("The database is busy.")] * busy, Importer.take_in

        def waits_first(*arguments: object, **options: bool) -> object:
            if waits:
                raise waits.pop()
            return take_in(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(Importer, "take_in", waits_first)
        assert run("import", FILE).exit_code == (not taken)
        assert store.size().candidates == taken

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


PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
TABLES = re.findall(r"^```csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
[LIST_IN_JSON] = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


class TestList:
    def test_has_a_template_to_copy_in_the_guide(self, store: Store) -> None:
        candidates, openings = TABLES
        Path("openings.csv").write_text(openings)
        Path("candidates.csv").write_text(candidates)
        Path("both.json").write_text(LIST_IN_JSON)
        for file, added in (
            ("openings.csv", "1 opening added"),
            ("candidates.csv", "2 candidates added"),
            ("both.json", "1 opening as before, 1 candidate as before"),
        ):
            imported = run("import", file, "--team", TEAM, "--zone", "Europe/Berlin")
            assert imported.stdout == ""
            assert f"Imported: {added}." in imported.stderr

    def test_says_every_column_in_the_guide(self) -> None:
        for name in {*CANDIDATE, *INTERVIEW, *OPENING}:
            assert f"`{name}`" in PAGE

    @pytest.fixture(autouse=True)
    def _list(self, store: Store) -> None:
        Path("list.csv").write_text(
            "name,role,level,leads,interviewer\n"
            f"Katherine Johnson,backend developer,senior,{ADA},{GRACE}\n"
        )

    def test_says_what_each_line_would_mean(self, store: Store) -> None:
        shown = run("import", "list.csv", "--dry-run", "--team", TEAM)
        assert shown.stdout == "line 2: a new candidate with 1 new interview\n"
        assert store.size().candidates == 0
        run("import", "list.csv", "--team", TEAM)
        shown = run("import", "list.csv", "--dry-run", "--team", TEAM)
        assert shown.stdout == "line 2: a candidate who is here, and stays as before\n"

    def test_is_for_the_one_team_of_the_database(self, store: Store) -> None:
        add(store, make.candidate(), ADA)
        assert run("import", "list.csv").exit_code == 0
        assert {each.name for each in store.candidates.all_of(TEAM)} >= {"Katherine Johnson"}

    def test_asks_for_the_team_where_there_are_several(self, store: Store) -> None:
        for team in (TEAM, OTHER_TEAM):
            add(store, make.candidate(team=team))
        refused = run("import", "list.csv")
        assert refused.stderr == (
            f"Error: The database has several workspaces: {TEAM}, {OTHER_TEAM}. Say which with --team.\n"
        )
        assert run("import", "list.csv", "--team", OTHER_TEAM).exit_code == 0

    def test_asks_for_the_team_where_nothing_says_it(self) -> None:
        refused = run("import", "list.csv")
        assert "set SLACK_BOT_TOKEN, or give its id with --team" in refused.stderr

    def test_says_that_a_time_zone_is_none(self) -> None:
        refused = run("import", "list.csv", "--zone", "Berlin")
        assert refused.stderr == "Error: Berlin is no time zone such as Europe/Berlin or UTC.\n"

    def test_of_another_role_is_told_which_may_be_meant(self) -> None:
        text = Path("list.csv").read_text().replace("backend developer", "bakend")
        Path("list.csv").write_text(text)
        shown = run("import", "list.csv", "--team", TEAM)
        assert shown.stdout == (
            "fault: line 2, column 2 (role): No role is called bakend. Did you mean backend-developer?\n"
        )

    @pytest.mark.once
    def test_of_ten_thousand_is_taken_in_with_progress(self, store: Store) -> None:
        rows = (f"Katherine {number},backend,mid,{ADA}\n" for number in range(10_000))
        Path("list.csv").write_text("name,role,level,leads\n" + "".join(rows))
        shown = run("import", "list.csv", "--team", TEAM)
        counts = [shown.stderr.count(f"000 {done} …") for done in ("checked", "taken in")]
        assert counts == [10, 10]
        assert shown.stderr.endswith("Imported: 10000 candidates added.\n")
        assert store.size().candidates == 10_000


class TestPeople:
    """Those whom a list names are looked up in Slack, where there is a token."""

    @pytest.fixture(autouse=True)
    def _list(self, store: Store, monkeypatch: pytest.MonkeyPatch, stub: StubSlack) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-test")
        monkeypatch.setenv("SLACK_API_URL", stub.base_url)
        lines = (f"Candidate {number},backend,senior,{ADA},{GRACE}" for number in range(3))
        Path("list.csv").write_text("\n".join(("name,role,level,leads,interviewer", *lines)))

    def says(self, stub: StubSlack, **profile: object) -> None:
        body = {"ok": True, "user": {"id": "U0X", "team_id": "T0TEAM", "name": "ada", **profile}}
        stub.replies["users.info"] = [Reply(body)]

    def test_are_asked_about_once_each(self, store: Store, stub: StubSlack) -> None:
        self.says(stub)
        assert run("import", "list.csv").stderr == "Imported: 3 candidates added.\n"
        assert stub.methods.count("users.info") == 2
        assert store.candidates.list_teams() == ("T0TEAM",)

    @pytest.mark.parametrize(
        ("profile", "fault"),
        [
            ({"deleted": True}, "ada has left this workspace."),
            ({"is_bot": True}, "ada is a bot."),
            ({"team_id": "T0OTHER"}, "ada belongs to another company."),
        ],
    )
    def test_who_cannot_take_part_are_faults(
        self, stub: StubSlack, profile: dict[str, object], fault: str
    ) -> None:
        self.says(stub, **profile)
        shown = run("import", "list.csv")
        assert f"fault: line 2, column 4 (leads): {fault}" in shown.stdout
        assert f"fault: line 4, column 5 (interviewer): {fault}" in shown.stdout

    def test_who_are_unknown_are_faults(self, stub: StubSlack) -> None:
        stub.replies["users.info"] = [Reply({"ok": False, "error": "user_not_found"})]
        shown = run("import", "list.csv")
        assert "column 5 (interviewer): One of them is not in this workspace." in shown.stdout

    def test_are_not_asked_about_where_the_list_is_for_another_workspace(
        self, stub: StubSlack
    ) -> None:
        shown = run("import", "list.csv", "--team", TEAM)
        assert "SLACK_BOT_TOKEN is of workspace T0TEAM, so nobody was looked up." in shown.stderr
        assert "users.info" not in stub.methods

    def test_are_waited_for_where_slack_asks_for_it(
        self, stub: StubSlack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []
        monkeypatch.setattr("bot.cli.directory.time.sleep", waits.append)
        self.says(stub)
        stub.replies["users.info"].insert(0, Reply(status=429, headers={"Retry-After": "30"}))
        assert run("import", "list.csv").stderr.startswith("Slack asks for 30 seconds …\n")
        assert waits == [30]


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
