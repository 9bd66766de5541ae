"""docs/own-bank.md: its example is taken from the page and run as it stands."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.bank import bank as bank_commands
from question_bank.bank import Bank
from question_bank.kit import pick
from question_bank.load.loader import load
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "own-bank.md").read_text(encoding="utf-8")
FILES = re.compile(r"`own-bank/([\w-]+\.toml)`[^`]*?```toml\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n\$ \./interview bank (.*?)\n(.*?)```", re.DOTALL)


@pytest.fixture
def own_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the example, in the place from which its commands are typed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "own-bank"
    folder.mkdir()
    for name, text in FILES.findall(PAGE):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class TestExample:
    def test_is_two_files(self, own_bank: Path) -> None:
        assert sorted(path.name for path in own_bank.iterdir()) == [
            "our-ml.toml", "test-automation.toml",
        ]  # fmt: skip

    def test_adds_a_role_with_its_own_and_the_shared_questions(self, own_bank: Path) -> None:
        bank = load(own_bank)
        role = bank.archetype(bank.names["qa"])
        assert role
        assert role.name == "Test Automation Engineer"
        assert [question.skill for question in pick(role).questions] == [
            "modern-python", "engineering-judgement", "ta-suites",
        ]  # fmt: skip

    def test_adds_a_question_and_replaces_one(self, own_bank: Path, bank: Bank) -> None:
        ours = load(own_bank)
        assert ours.question("ml-engineer", "hb-empty-stations")
        before = bank.question("ml-engineer", "ml-keep-more-customers")
        after = ours.question("ml-engineer", "ml-keep-more-customers")
        assert before
        assert after
        assert "head of rentals" in after.ask
        assert before.ask != after.ask
        roles = {archetype.id: len(archetype.questions) for archetype in bank.archetypes}
        more = ours.archetype("ml-engineer")
        assert more
        assert len(more.questions) == roles["ml-engineer"] + 1

    def test_commands_print_what_the_page_says(self, own_bank: Path) -> None:
        commands = CONSOLE.findall(PAGE)
        assert commands
        for arguments, output in commands:
            result = CliRunner().invoke(bank_commands, arguments.split())
            assert (result.output, result.exit_code) == (output, 0)


class TestPage:
    def test_names_every_command_there_is(self) -> None:
        for name in bank_commands.commands:
            assert f"./interview bank {name}" in PAGE
