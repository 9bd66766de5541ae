"""What several tests of the command line begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from bot.settings import Settings
from interviews.store import Store, open_store
from tests.bot.slack.stub_slack import Reply, StubSlack


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A database with nothing in it, in the folder in which the operator stands."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    address = f"sqlite:///{tmp_path / 'interviews.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    opened = open_store(address, now)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An empty folder, and an environment with none of our variables in it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture
def connected(environment: pytest.MonkeyPatch, stub: StubSlack) -> StubSlack:
    """All settings right, and a Slack that answers."""
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": stub.base_url,
        "INTERVIEW_ADMINS": "U0ADA",
    }.items():
        environment.setenv(name, value)
    stub.replies["users.info"] = [Reply({"ok": True, "user": {"id": "U0ADA"}})]
    return stub


@pytest.fixture
def own_bank(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A company's folder with one good file."""
    folder = tmp_path / "own-bank"
    folder.mkdir()
    (folder / "ours.toml").write_text('extends = "ml-engineer"\n', encoding="utf-8")
    environment.setenv("QUESTION_BANK_DIR", str(folder))
    return folder
