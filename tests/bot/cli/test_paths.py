"""Paths as people type them: meant from the folder in which they stand, also where the script has left it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.cli.paths import TypedPath
from bot.clock import now
from bot.demo import demo as whole_bot
from interviews.store import open_store
from interviews.store.copies import write_backup
from tests.question_bank.banks import role, write_files

pytestmark = pytest.mark.once


@pytest.fixture
def standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of somebody who has typed `../bot/interview …` in it."""
    bot, folder = tmp_path / "bot", tmp_path / "standing"
    bot.mkdir()
    (folder / "own").mkdir(parents=True)
    write_files(folder / "own", role=role())
    address = f"sqlite:///{bot / 'interviews.db'}"
    with closing(open_store(address, now)) as store:
        store.migrate()
    write_backup(address, folder / "old.db", now, {}, lambda *_: None)
    monkeypatch.chdir(bot)
    monkeypatch.setenv("INTERVIEW_TYPED_IN", str(folder))
    monkeypatch.setenv("DATABASE_URL", "sqlite:///interviews.db")
    monkeypatch.delenv("QUESTION_BANK_DIR", raising=False)
    return folder


def typed(line: str) -> str:
    """What is printed; the command ends well."""
    done = CliRunner().invoke(main, line.split())
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bank check own", "No faults, 0 warnings."),
        ("bank stats own", "van-planner: 1 question"),
        ("bank diff own own/role.toml", "0 changed, 0 added, 0 gone"),
        ("kit van-planner --bank own", "# Interview kit: Van Planner"),
        ("kit van-planner --bank ../standing/own", "# Interview kit: Van Planner"),
        ("bank new tools", "Written to {standing}/tools.toml. Check it with: ./interview bank"),
        ("bank new tools --dir own", "Written to {standing}/own/tools.toml."),
        ("backup copy.db", "Written to {standing}/copy.db: 0 candidates"),
        ("backup {standing}/own/copy.db", "Written to {standing}/own/copy.db: 0 candidates"),
        ("restore old.db", "Restored. Start the bot again."),
    ],
)
def test_a_path_is_meant_from_where_the_person_stands(standing: Path, line: str, said: str) -> None:
    bot = Path.cwd()
    before = sorted(bot.iterdir())
    assert said.format(standing=standing) in typed(line.format(standing=standing))
    assert [path for path in sorted(bot.iterdir()) if path not in before] == []


def test_the_demo_takes_the_bank_from_there_too(
    standing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr(whole_bot, "run", lambda *given, **_: started.append(given))
    typed("demo --bank own")
    assert started == [(3100, standing / "own")]


def test_a_folder_that_is_gone_leaves_paths_as_they_are(
    standing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_TYPED_IN", "")
    typed("bank new tools")
    assert Path("tools.toml").exists()


def parameters(command: click.Command) -> Iterator[click.Parameter]:
    """Those of the command and of all below it."""
    yield from command.params
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from parameters(inner)


def test_no_command_takes_a_path_in_another_way() -> None:
    paths = [each for each in parameters(main) if isinstance(each.type, click.Path | click.File)]
    assert len(paths) >= 8
    assert [each.name for each in paths if not isinstance(each.type, TypedPath)] == []
