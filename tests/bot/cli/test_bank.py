"""`bank` and `kit` on the command line: what they print, and how they end."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from tests.question_bank.banks import extension, question, role, write_files

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QUESTION_BANK_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own-bank"
    folder.mkdir()
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """What is printed when the command ends with a fault."""
    ended = run(*arguments)
    assert ended.exit_code == 1
    return ended.output


class TestCheck:
    def test_of_the_built_in_bank_finds_nothing_and_ends_with_0(self) -> None:
        done = run("bank", "check")
        assert (done.output, done.exit_code) == ("No faults, 0 warnings.\n", 0)

    def test_with_a_fault_ends_with_1_and_a_line_for_each(self, own: Path) -> None:
        write_files(own, ours=extension(question(minutes=99, ask="")))
        assert refused("bank", "check", own).splitlines() == [
            'fault: ours.toml: questions[1] "hb-empty-stations": ask: is empty',
            'fault: ours.toml: questions[1] "hb-empty-stations": minutes: must be at most 20',
            "Error: 2 faults to mend.",
        ]

    def test_with_a_warning_alone_ends_with_0(self, own: Path) -> None:
        write_files(own, ours=extension(question(why="He rides.")))
        done = run("bank", "check", own)
        assert done.exit_code == 0
        assert done.output.startswith("warning: ours.toml: ")
        assert done.output.endswith("No faults, 1 warning.\n")

    def test_without_a_folder_takes_the_one_that_is_set(
        self, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_files(own, ours=extension(question(why="He rides.")))
        monkeypatch.setenv("QUESTION_BANK_DIR", str(own))
        assert "1 warning" in run("bank", "check").output

    def test_with_wrong_settings_says_which(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QUESTION_BANK_DIR", "/nowhere")
        assert "QUESTION_BANK_DIR" in refused("bank", "check")

    def test_of_a_folder_that_is_none_says_so(self, own: Path) -> None:
        done = run("bank", "check", own / "nowhere")
        assert done.exit_code == 2
        assert "does not exist" in done.output


class TestNew:
    def test_writes_a_file_that_passes_the_check(self, own: Path) -> None:
        done = run("bank", "new", "Platform Tools", "--dir", own)
        assert done.exit_code == 0
        assert f"Written to {own / 'platform-tools.toml'}" in done.output
        assert run("bank", "check", own).output == "No faults, 0 warnings.\n"

    def test_writes_into_the_current_folder_if_none_is_named(self, tmp_path: Path) -> None:
        run("bank", "new", "qa")
        assert not (tmp_path / "qa.toml").exists()
        run("bank", "new", "quality")
        assert (tmp_path / "quality.toml").exists()

    def test_never_overwrites(self, own: Path) -> None:
        (own / "platform-tools.toml").write_text("mine")
        assert "is there already, and stays as it is" in refused(
            "bank", "new", "platform tools", "--dir", own
        )
        assert (own / "platform-tools.toml").read_text() == "mine"

    def test_says_why_a_name_will_not_do(self, own: Path) -> None:
        assert "an id has 3 to 40 letters" in refused("bank", "new", "../etc/passwd", "--dir", own)
        assert list(own.iterdir()) == []

    @pytest.mark.parametrize(
        ("name", "by"), [("platform-engineer", "devops-engineer"), ("ML Engineer", "ml-engineer")]
    )
    def test_says_whose_name_it_is_and_writes_nothing(self, own: Path, name: str, by: str) -> None:
        assert f"is taken by {by}; to change that one, write extends" in refused(
            "bank", "new", name, "--dir", own
        )
        assert list(own.iterdir()) == []

    def test_takes_an_alias_that_the_folder_has_taken_from_one_of_ours(self, own: Path) -> None:
        assert 'without_aliases = ["sre"]' in refused("bank", "new", "sre", "--dir", own)
        write_files(own, ours={"extends": "devops", "without_aliases": ["sre"]})
        assert run("bank", "new", "sre", "--dir", own).exit_code == 0
        assert run("bank", "check", own).output == "No faults, 0 warnings.\n"


class TestImport:
    @pytest.fixture
    def questions(self, tmp_path: Path) -> Path:
        file = tmp_path / "list.md"
        file.write_text("# Python\n- What is a tuple for?\n- How old are you?\n- Memory\n")
        return file

    def test_makes_drafts_of_a_list_and_says_what_it_passed_over(
        self, questions: Path, own: Path
    ) -> None:
        done = run("bank", "import", questions, "--dir", own)
        assert done.exit_code == 0
        assert done.output.splitlines()[:3] == [
            f"1 question of list.md, as drafts: {own / 'python.toml'}",
            '  passed over: 1 that must not be asked (age): "How old are you?"',
            '  passed over: 1 that ask nothing: "Memory"',
        ]
        assert done.output.endswith(f"./interview bank check {own}\n")
        checked = run("bank", "check", own).output
        assert (
            'draft: python.toml: questions that lack guides: 1: "python-what-is-a-tuple-for"'
            in checked
        )
        assert checked.endswith("No faults, 0 warnings.\n")

    def test_adds_to_a_role_and_never_overwrites(self, questions: Path, own: Path) -> None:
        line = ("bank", "import", questions, "--extends", "mle", "--dir", own)
        assert run(*line).exit_code == 0
        assert 'extends = "ml-engineer"' in (own / "ml-engineer-list.toml").read_text()
        assert "is there already, and stays as it is" in refused(*line)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--extends", "nobody"], "No role is called nobody."),
            (["--extends", "mle", "--name", "x"], "goes into a new role (--name) or into one"),
            (["--name", "sre"], "Or choose another name with --name."),
        ],
    )
    def test_that_cannot_be_made_says_why(
        self, questions: Path, own: Path, options: list[str], said: str
    ) -> None:
        assert said in refused("bank", "import", questions, "--dir", own, *options)
        assert list(own.iterdir()) == []


class TestStats:
    def test_has_a_table_of_every_role(self) -> None:
        done = run("bank", "stats")
        assert done.exit_code == 0
        for words in ("ml-engineer: 60 questions, 8 core", "MLOps", "(must-have)", "tags: "):
            assert words in done.output

    def test_counts_ones_own_roles_too(self, own: Path) -> None:
        write_files(own, ours=role())
        assert "van-planner: 1 question, 1 core in 8 minutes" in run("bank", "stats", own).output

    def test_of_a_bank_with_faults_names_them(self, own: Path) -> None:
        (own / "ours.toml").write_text("id =")
        assert "ours.toml: is not correct TOML" in refused("bank", "stats", own)


class TestDiff:
    def test_prints_old_and_new_words(self, own: Path, tmp_path: Path) -> None:
        newer = tmp_path / "newer"
        newer.mkdir()
        write_files(own, ours=extension(question(why="Old.")))
        write_files(newer, ours=extension(question(why="New."), question("hb-tours")))
        done = run("bank", "diff", own, newer)
        assert done.exit_code == 0
        assert done.output.splitlines() == [
            'changed: added to ml-engineer: question "hb-empty-stations"',
            "  why",
            "    - Old.",
            "    + New.",
            'added: added to ml-engineer: question "hb-tours"',
            "1 changed, 1 added, 0 gone",
        ]

    def test_of_a_file_with_faults_names_them(self, own: Path) -> None:
        (own / "ours.toml").write_text("id =")
        assert "ours.toml: is not correct TOML" in refused("bank", "diff", own, own)


class TestKit:
    def test_is_written_as_markdown(self) -> None:
        done = run("kit", "ml-engineer", "--level", "senior", "--minutes", 45)
        assert done.exit_code == 0
        assert done.output.startswith("# Interview kit: Machine Learning Engineer, senior\n")
        assert done.output.endswith("- [ ] strong yes\n")

    @pytest.mark.parametrize("named", [["mle"], ["machine", "learning", "engineer"]])
    def test_knows_a_role_by_any_name(self, named: list[str]) -> None:
        assert run("kit", *named).output.startswith("# Interview kit: Machine Learning Engineer\n")

    def test_narrows_to_a_skill_or_tag(self) -> None:
        assert run("kit", "backend", "--focus", "SQL").output.startswith(
            "# Interview kit: Backend Web Developer, sql\n"
        )

    def test_of_ones_own_bank_has_ones_own_role(self, own: Path) -> None:
        write_files(own, ours=role())
        assert "Van Planner" in run("kit", "van-planner", "--bank", own).output

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["ml-enginer"], "No role is called ml-enginer. Did you mean ml-engineer"),
            (["ml-engineer", "senior"], "No role is called ml-engineer senior."),
            (["ml-engineer", "--focus", "drft"], "drft is no skill or tag"),
            (["ml-engineer", "--minutes", "3"], "not in the range"),
            (["ml-engineer", "--level", "chief"], "is not one of"),
        ],
    )
    def test_that_cannot_be_written_says_why(self, arguments: list[str], said: str) -> None:
        done = run("kit", *arguments)
        assert done.exit_code != 0
        assert said in done.output
