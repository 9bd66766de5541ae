"""What several tests of the command line begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from bot.settings import Settings
from interviews.store import Store, open_store


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
