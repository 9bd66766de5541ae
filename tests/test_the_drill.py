"""The drill: people work, all is lost and restored, or moved elsewhere; and everybody reads the same, word for word."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from pydantic import SecretStr

from bot.cli.main import main
from bot.settings import Settings
from tests.company import Company
from tests.databases import newest_tools
from tests.handlers.panels.steps import KATHERINE
from tests.interviews.store.copies.test_transfer import KILLED
from tests.paths import ROOT
from tests.test_the_whole_loop import play

pytestmark = [
    pytest.mark.once,
    pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True),
]

Command = Callable[..., str]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, company: Company) -> Command:
    """What an operator types while no bot runs, and what is printed."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PATH", f"{newest_tools()}:{os.environ['PATH']}")

    def typed(*arguments: str) -> str:
        monkeypatch.setenv("DATABASE_URL", address(company))
        ended = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        return ended.output

    return typed


def address(company: Company) -> str:
    return company.settings.database_url.get_secret_value()


def seen(company: Company) -> list[str]:
    """What people read of Katherine, word for word."""
    asked = (
        (company.ada, f"debrief {KATHERINE}"), (company.grace, f"debrief {KATHERINE}"),
        (company.ada, "candidates decided"),
    )  # fmt: skip
    said = [company.answer(who, command).text for who, command in asked]
    return [*said, company.home(company.ada).text]


def is_lost(url: str) -> None:
    """The disk is gone, or somebody has dropped the tables."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        return
    with psycopg.connect(url) as admin:
        tables = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        ).fetchall()
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in tables)
        admin.execute(sql.SQL("DROP TABLE {} CASCADE").format(names))


def work(company: Company) -> None:
    """The whole story, after which the bot that is lost in the middle of it has let go of its database."""
    lost = company.bot
    play(company)
    assert company.bot is not lost
    lost.close()


def test_work_backup_loss_restore(company: Company, commands: Command) -> None:
    work(company)
    before = seen(company)
    company.bot.close()
    log = commands("audit", "verify")
    commands("backup", "backup")
    is_lost(address(company))
    assert "1 candidate, 2 scorecards; last changed on " in commands("restore", "backup")
    assert commands("audit", "verify") == log
    company.crashes()
    assert seen(company) == before
    company.adds(company.ada, "Dorothy Vaughan", ratings={"modern-python": 4})
    assert company.candidate("Dorothy Vaughan").leads == (company.ada.id,)


def test_work_and_a_move_to_another_database_and_back(
    postgres_url: str, company: Company, commands: Command, folder_in_memory: Path
) -> None:
    """Each way is killed in the middle first."""
    work(company)
    before = seen(company)
    to = [postgres_url, f"sqlite:///{folder_in_memory}/moved.db"]
    for target in to if address(company).startswith("sqlite") else reversed(to):
        company.bot.close()
        log = commands("audit", "verify")
        killed = [sys.executable, "-c", KILLED, address(company), target, "ratings"]
        assert subprocess.run(killed, cwd=ROOT, check=False).returncode == -SIGKILL
        assert "the same rows on both sides" in commands("db", "copy", "--to", target)
        moved = {"database_url": SecretStr(target)}
        company.settings = company.settings.model_copy(update=moved)
        assert commands("audit", "verify") == log
        company.crashes()
        assert seen(company) == before
