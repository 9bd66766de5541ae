"""What README says people can type and operators can set is what the code has."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.demo.scene import scene
from bot.settings import Settings
from handlers.commands import COMMANDS
from handlers.kits.help_page import SHORTCUTS, USAGES
from question_bank.bank import Bank
from tests.company import Company
from tests.paths import ROOT

README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    """The text under one heading."""
    found = re.search(
        rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", README, re.MULTILINE | re.DOTALL
    )
    assert found, f"README has no section {title!r}"
    return found[1]


def typed() -> list[str]:
    """Every command that README's table shows, without `/interview`."""
    return re.findall(r"^\| `/interview ([^`]*)`", section("What people type"), re.MULTILINE)


class TestReadme:
    def test_lists_every_command(self) -> None:
        first_words = {command.split()[0] for command in typed()}
        assert set(COMMANDS) <= first_words

    def test_lists_no_command_that_is_not_there(self, company: Company) -> None:
        for command in typed():
            example = re.sub(r" ?\[[^]]*\]", "", command)
            example = example.replace("<role>", "ml-engineer").replace("<word>", "pytest")
            example = example.replace("<words>", "drift").replace("<candidate>", "Nobody Yet")
            answer = company.types(company.ada, example)
            assert answer.message is None or "I do not know" not in answer.message.text
            assert answer.message or company.modal(company.ada)

    def test_lists_every_setting_with_its_default(self) -> None:
        table = section("Configuration")
        named = set(re.findall(r"`([A-Z_]+)`", table))
        fields = {name.upper() for name in Settings.model_fields if name != "mode"}
        assert fields <= named
        assert named - fields <= {"DEBUG", "INFO", "WARNING", "ERROR"}
        for default in ("https://slack.com/api/", "sqlite:///data/interviews.db", "3000"):
            assert default in table

    def test_lists_every_command_of_operators(self) -> None:
        shown = set(re.findall(r"`(?:\./interview )?([a-z]+)[^`]*`", README))
        assert set(main.commands) - {"run"} <= shown

    @pytest.mark.parametrize("command", sorted(main.commands))
    def test_every_command_explains_itself(self, command: str) -> None:
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0
        assert len(result.output.splitlines()) > 3

    def test_names_every_room(self) -> None:
        rooms = {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")}
        assert rooms <= set(re.findall(r"`([a-z_]+/)`", section("The rooms")))

    def test_says_no_more_of_the_bank_than_there_is(self, bank: Bank) -> None:
        text = section("The question bank")
        own = sum(
            sum(not question.id.startswith("sh-") for question in role.questions)
            for role in bank.archetypes
        )
        assert own > int(re.search(r"more than (\d+) questions", text)[1])  # type: ignore[index]
        assert len(bank.glossary.terms) >= int(re.search(r"(\d+) words explained", text)[1])  # type: ignore[index]

    def test_points_only_to_files_that_are_there(self) -> None:
        for target in re.findall(r"\]\(([^)#]+)\)", README):
            if "://" not in target:
                assert (ROOT / target).exists(), target

    def test_names_every_shortcut(self) -> None:
        named = set(re.findall(r"^\| \*([^*]+)\* \|", section("What people type"), re.MULTILINE))
        assert named == {shortcut.name for shortcut in scene().shortcuts}


class TestHelp:
    def test_names_every_shortcut(self) -> None:
        assert {name for name, _ in SHORTCUTS} == {shortcut.name for shortcut in scene().shortcuts}

    def test_names_every_command(self) -> None:
        named = {usage.split()[0] for usage, _ in USAGES}
        assert set(COMMANDS) <= named


def test_the_page_on_data_names_every_table_and_no_other(migrated_sqlite: Path) -> None:
    """A new table needs a row there: what it holds, and when that goes."""
    with closing(sqlite3.connect(migrated_sqlite)) as database:
        tables = {
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    page = (ROOT / "docs" / "data.md").read_text()
    rows = re.findall(
        r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|", page.partition("## What is kept")[2], re.MULTILINE
    )
    named = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]
    assert sorted(named) == sorted(tables)
