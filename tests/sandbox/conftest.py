"""One stand-in and one server for the whole run; every test starts from a clean slate."""

import re
from collections.abc import Iterator

import pytest

from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.rules import Rule
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, modal
from tests.sandbox.small_bot import APP_TOKEN, BOT_TOKEN, SECRET, BoltServer, Clock, collect
from tests.threads import serving


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def session_slack(clock: Clock, lenient: frozenset[Rule]) -> Iterator[Office]:
    with Office.running(
        clock=clock,
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        lenient=lenient,
    ) as slack:
        yield slack


@pytest.fixture(scope="session")
def bolt_server() -> Iterator[BoltServer]:
    bot = BoltServer()
    with serving(bot.server):
        yield bot


@pytest.fixture
def slack(session_slack: Office, bolt_server: BoltServer, clock: Clock) -> Office:
    clock.now = Clock.START
    session_slack.open(bolt_server)
    return session_slack


@pytest.fixture
def bodies(slack: Office) -> list[Json]:
    """The bodies of all actions that the bot was told of."""
    return collect(slack.app.action(re.compile("go|pick|note")))


@pytest.fixture
def card(slack: Office) -> ViewSnapshot:
    """A modal of one field, in front of Ada."""
    view = modal(private_metadata="7", external_id="card-7")
    slack.client.views_open(trigger_id=slack.trigger(), view=view)
    return slack.view()
