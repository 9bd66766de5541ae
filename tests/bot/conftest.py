"""What the bot's own tests share."""

from collections.abc import Iterator

import pytest

from tests.bot.slack.stub_slack import StubSlack
from tests.bot.slack.stub_slack import stub_slack as running_stub


@pytest.fixture
def stub() -> Iterator[StubSlack]:
    """A stand-in for Slack's Web API."""
    with running_stub() as stand_in:
        yield stand_in
