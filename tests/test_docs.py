"""The pages: every command and setting stands in one place, and is what the code has; every link leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
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

README = ROOT / "README.md"
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
}
READERS = ("interviewer", "lead", "coordinator", "own-bank", "operator", "data")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def section(page: str, title: str) -> str:
    """The text under one heading of a page."""
    found = re.search(
        rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", PAGES[page], re.MULTILINE | re.DOTALL
    )
    assert found, f"{page} has no section {title!r}"
    return found[1]


def rows(start: str) -> list[str]:
    """What stands behind this in the first cell of every table on every page."""
    return [
        cell
        for page in PAGES.values()
        for cell in re.findall(rf"(?m)^\| `{start}([^`]*)` \|", page)
    ]


def without_repeats(found: list[str]) -> set[str]:
    assert [name for name, count in Counter(found).items() if count > 1] == []
    return set(found)


def leaves(command: click.Command, *path: str) -> Iterator[str]:
    """Every command of operators that does something, as it is typed."""
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    if path and command.invoke_without_command:
        yield " ".join(path)
    for name, inner in command.commands.items():
        yield from leaves(inner, *path, name)


def anchors(page: str) -> set[str]:
    """What a link can lead to inside a page."""
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?s)```.*?```", "", page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestCommandsInSlack:
    def test_each_stands_in_one_table(self) -> None:
        typed = without_repeats(rows("/interview "))
        assert set(COMMANDS) <= {command.split()[0] for command in typed}

    def test_none_is_listed_that_is_not_there(self, company: Company) -> None:
        for command in rows("/interview "):
            example = re.sub(r" ?\[[^]]*\]", "", command)
            example = example.replace("<role>", "ml-engineer").replace("<word>", "pytest")
            example = example.replace("<words>", "drift").replace("<candidate>", "Nobody Yet")
            answer = company.types(company.ada, example)
            assert answer.message is None or "I do not know" not in answer.message.text
            assert answer.message or company.modal(company.ada)

    def test_every_shortcut_is_named(self) -> None:
        table = section("docs/interviewer.md", "Shortcuts")
        named = set(re.findall(r"^\| \*([^*]+)\* \|", table, re.MULTILINE))
        assert named == {shortcut.name for shortcut in scene().shortcuts}


class TestCommandsOfOperators:
    def test_each_stands_in_one_table(self) -> None:
        listed = [re.sub(r" [\[A-Z].*", "", command) for command in rows(r"\./interview ")]
        assert without_repeats(listed) == set(leaves(main))

    @pytest.mark.parametrize("command", sorted(main.commands))
    def test_every_command_explains_itself(self, command: str) -> None:
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0
        assert len(result.output.splitlines()) > 3


class TestSettings:
    def test_each_stands_in_one_table_with_its_default(self) -> None:
        cells = [
            cell
            for page in PAGES.values()
            for cell in re.findall(r"(?m)^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", page)
        ]
        named = without_repeats([name for cell in cells for name in re.findall("[A-Z_]+", cell)])
        assert named == {name.upper() for name in Settings.model_fields if name != "mode"}
        table = section("docs/operator.md", "Settings")
        for default in ("https://slack.com/api/", "sqlite:///data/interviews.db", "3000"):
            assert default in table


class TestReadme:
    def test_is_short(self) -> None:
        assert len(PAGES["README.md"].splitlines()) < 150

    @pytest.mark.parametrize("reader", READERS)
    def test_leads_every_reader_to_a_page(self, reader: str) -> None:
        assert f"(docs/{reader}.md)" in section("README.md", "Where to read on")

    def test_leads_to_every_page(self) -> None:
        linked = {target.partition("#")[0] for target in LINK.findall(PAGES["README.md"])}
        assert set(PAGES) - {"README.md"} <= linked


class TestPages:
    @pytest.mark.parametrize("page", PAGES)
    def test_links_lead_somewhere(self, page: str) -> None:
        for target in LINK.findall(PAGES[page]):
            file, _, anchor = target.partition("#")
            if "://" in target:
                continue
            place = ((ROOT / page).parent / file).resolve() if file else ROOT / page
            assert place.exists(), target
            if anchor:
                assert anchor in anchors(place.read_text(encoding="utf-8")), target

    def test_show_every_picture(self) -> None:
        shown = {Path(target).name for page in PAGES.values() for target in LINK.findall(page)}
        assert {path.name for path in (ROOT / "docs/images").iterdir()} <= shown

    def test_name_every_room(self) -> None:
        rooms = {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")}
        assert rooms <= set(re.findall(r"`([a-z_]+/)`", section("CONTRIBUTING.md", "The rooms")))

    def test_say_no_more_of_the_bank_than_there_is(self, bank: Bank) -> None:
        text = " ".join(PAGES["docs/own-bank.md"].split())
        own = sum(
            sum(not question.id.startswith("sh-") for question in role.questions)
            for role in bank.archetypes
        )
        assert own > int(re.search(r"more than (\d+) questions", text)[1])  # type: ignore[index]
        assert len(bank.glossary.terms) >= int(re.search(r"(\d+) words explained", text)[1])  # type: ignore[index]


class TestHelp:
    def test_names_every_shortcut(self) -> None:
        assert {name for name, _ in SHORTCUTS} == {shortcut.name for shortcut in scene().shortcuts}

    def test_names_every_command(self) -> None:
        named = {usage.split()[0] for usage, _ in USAGES}
        assert set(COMMANDS) <= named
