"""One stand-in and one server for the whole run; every test starts from a clean slate."""

import re
from collections.abc import Callable, Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.client.snapshots import ViewSnapshot
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.pieces import Json, current_view, modal, open_modal, trigger_of
from tests.sandbox.small_bot import (
    APP_TOKEN,
    BOT_TOKEN,
    SECRET,
    BoltServer,
    Clock,
    collect,
    new_app,
)


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def session_slack(clock: Clock) -> Iterator[StandIn]:
    with StandIn.running(
        clock=clock, signing_secret=SECRET, bot_token=BOT_TOKEN, app_token=APP_TOKEN
    ) as slack:
        yield slack


@pytest.fixture(scope="session")
def bolt_server() -> Iterator[BoltServer]:
    server = BoltServer()
    yield server
    server.stop()


@pytest.fixture
def slack(session_slack: StandIn, bolt_server: BoltServer, clock: Clock) -> StandIn:
    clock.now = Clock.START
    session_slack.reset()
    session_slack.settings.ack_seconds = 3.0
    session_slack.settings.scopes = None
    session_slack.settings.should_escape = True
    session_slack.deliver_to(bolt_server.url)
    bolt_server.headers.clear()
    return session_slack


@pytest.fixture
def client(slack: StandIn) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=slack.api_url)


@pytest.fixture
def app(slack: StandIn, bolt_server: BoltServer, client: WebClient) -> App:
    bolt_server.app = new_app(client)
    return bolt_server.app


@pytest.fixture
def ada(slack: StandIn) -> User:
    return slack.add_user("U0ADA", "Ada Lovelace", tz="Europe/London")


@pytest.fixture
def grace(slack: StandIn) -> User:
    return slack.add_user("U0GRACE", "Grace Hopper", tz="America/New_York")


@pytest.fixture
def bodies(app: App) -> list[Json]:
    """The bodies of all actions that the bot was told of."""
    return collect(app.action(re.compile("go|pick|note")))


@pytest.fixture
def trigger(slack: StandIn, ada: User) -> str:
    """A trigger id that Ada's client has just sent."""
    return trigger_of(slack, ada)


@pytest.fixture
def card(slack: StandIn, client: WebClient, ada: User, trigger: str) -> ViewSnapshot:
    """A modal of one field, in front of Ada."""
    client.views_open(trigger_id=trigger, view=modal(private_metadata="7", external_id="card-7"))
    return current_view(slack, ada)


@pytest.fixture
def open_form(
    slack: StandIn, app: App, client: WebClient, ada: User
) -> Callable[..., ViewSnapshot]:
    """Opens a modal with these fields for Ada; the bot accepts whatever is submitted."""
    app.view("card")(lambda ack: ack())
    app.action("it")(lambda ack: ack())
    return lambda *blocks: open_modal(slack, client, ada, *blocks)
