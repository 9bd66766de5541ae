"""Both Slacks with the same people in them, and a mirror that the bot takes for one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.cli.doctor.slack import OPTIONAL_SCOPES, SCOPES
from bot.slack.client import SlackClient
from handlers.slack.errors import SlackRefused
from sandbox.driver.driver import StandIn
from sandbox.world.records import Channel
from tests.another_slack.mirror import Mirror
from tests.another_slack.samples import ADA, Ask
from tests.another_slack.server import install, serve
from tests.company import wsgi_server
from tests.conftest import BOT_TOKEN
from tests.sandbox.pieces import Json

APP = {"app_id": "A0APP", "bot_id": "B0BOT", "bot_user_id": "U0BOT"}
NAMES = {
    "U0ADMIN": "Edsger Dijkstra",
    "U0ADA": "Ada Lovelace",
    "U0GRACE": "Grace Hopper",
    "U0ALAN": "Alan Turing",
    "U0HEDY": "Hedy Lamarr",
}
FOUNDER, FOUNDER_SCOPES = "xoxp-of-the-founder", ["users:read", "groups:write", "channels:manage"]
CLIENT = {"client_id": "1", "client_secret": "-", "redirect_uris": []}
TEAM = {
    "strict_scopes": True,
    "team": {"name": "Sandbox", "domain": "sandbox"},
    "users": [
        {"name": name.lower().replace(" ", "."), "real_name": name} for name in NAMES.values()
    ],
    "oauth_apps": [{**CLIENT, "name": "bot", "bot_name": "bot", **APP}],
    "tokens": [
        {
            "token": BOT_TOKEN,
            "type": "bot",
            "user_id": "U0BOT",
            "scopes": sorted(SCOPES | OPTIONAL_SCOPES),
            **APP,
        },
        {"token": FOUNDER, "type": "user", "user": "ada.lovelace", "scopes": FOUNDER_SCOPES},
    ],
}


@pytest.fixture(scope="session")
def other_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The base URL of the other Slack."""
    folder = install(Path(request.config.cache.mkdir("another-slack")))
    with serve(folder, TEAM) as url:
        yield url


@pytest.fixture
def founder(other_url: str) -> Iterator[SlackClient]:
    """Ada, as the other Slack knows her: it is she who makes channels there."""
    client = SlackClient(FOUNDER, other_url)
    yield client
    client.close()


@pytest.fixture
def mirror(other_url: str, founder: SlackClient, slack: StandIn) -> Mirror:
    """Both, knowing each other's ids of people."""
    mirror = Mirror(other_url, slack)
    users = {user["real_name"]: user for user in founder.call("users.list")["members"]}
    for user_id, name in NAMES.items():
        mirror.pair(user_id, users[name]["id"])
    mirror.pair("T0TEAM", users["bot"]["team_id"])
    mirror.pair(slack.general.id, "C000000001")
    return mirror


@pytest.fixture
def api_url(mirror: Mirror) -> Iterator[str]:
    """The mirror is Slack for whoever asks."""
    with wsgi_server(mirror) as url:
        yield f"{url}/api/"


@pytest.fixture
def client(api_url: str) -> Iterator[SlackClient]:
    """The bot's own client."""
    client = SlackClient(BOT_TOKEN, api_url)
    yield client
    client.close()


@pytest.fixture
def people(slack: StandIn) -> None:
    """They are in the stand-in too."""
    for user_id, name in NAMES.items():
        slack.add_user(user_id, name)
    slack.add_user("U000000001", "Admin User", name="admin")  # the other Slack's own first person


@pytest.fixture
def room(people: None, slack: StandIn, founder: SlackClient, mirror: Mirror) -> Channel:
    """A private channel of Ada's with the bot in it."""
    name = f"hiring-{uuid4().hex[:8]}"  # the other Slack lives longer than a test
    channel_id = founder.call("conversations.create", name=name, is_private=True)["channel"]["id"]
    founder.call("conversations.invite", channel=channel_id, users="U0BOT")
    here = slack.add_channel(name, ["U0ADA"], private=True, with_bot=True)
    mirror.pair(here.id, channel_id)
    return here


@pytest.fixture
def ask(client: SlackClient) -> Ask:
    """What a method answers, or the word with which it refuses."""

    def methods(method: str, **params: Any) -> Json:
        try:
            return client.call(method, **params)
        except SlackRefused as error:
            return {"ok": False, "error": error.error}

    return methods


@pytest.fixture
def trigger(slack: StandIn) -> Callable[[], str]:
    """A new trigger of Ada's, as often as one asks."""
    return lambda: slack.workspace.triggers.issue(ADA)


@pytest.fixture
def modal_trigger(slack: StandIn) -> Callable[[], str]:
    """A new trigger of Ada's from inside her modal."""
    return lambda: slack.workspace.triggers.issue(ADA, in_modal=True)
