"""The bot keeps no token and no secret of its own: its database is looked through after people have worked."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.bot.slack.stub_slack import stub_slack
from tests.company import Company
from tests.conftest import APP_TOKEN
from tests.test_the_whole_loop import play

TOKEN = re.compile(rb"xox[a-z]-|xapp-|/hooks/|Bearer ", re.IGNORECASE)
"""How tokens of Slack begin, and the addresses by which the stand-in lets a bot answer."""


@pytest.fixture
def secretive(company: Company) -> Company:
    """The company, with everything set that nobody else may know."""
    secrets = {
        "slack_app_token": APP_TOKEN,
        "webhook_secret": "a-secret-of-the-webhook",
        "https_proxy": "",
    }
    values = {name: SecretStr(value) for name, value in secrets.items()}
    company.settings = company.settings.model_copy(update=values)
    return company


def secrets_of(settings: Settings) -> dict[str, bytes]:
    """Every setting that is not to be shown, by its name, but for where the database is."""
    hidden = {
        name: value.get_secret_value().encode()
        for name, value in settings
        if isinstance(value, SecretStr) and name != "database_url"
    }
    return {name: value for name, value in hidden.items() if value}


@pytest.mark.once
def test_no_file_of_the_database_has_any(secretive: Company) -> None:
    company = secretive
    with stub_slack() as receiver:
        address = {"webhook_url": SecretStr(f"{receiver.base_url}hook-with-a-password")}
        company.settings = company.settings.model_copy(update=address)
        company.crashes()
        play(company)
    url = company.settings.database_url.get_secret_value()
    file = Path(url.removeprefix("sqlite:///"))
    files = {path.name: path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    assert f"{file.name}-wal" in files
    assert any(b"Katherine" in content for content in files.values())
    secrets = secrets_of(company.settings)
    assert len(secrets) >= 5
    for content in files.values():
        assert [name for name, secret in secrets.items() if secret in content] == []
        assert TOKEN.findall(content) == []
