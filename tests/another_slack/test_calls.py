"""Who and where: each method is called right and wrong, and both Slacks answer alike, but for what is known."""

import pytest

from bot.slack.client import SlackClient
from sandbox.driver.driver import StandIn
from sandbox.world.records import Channel
from tests.another_slack.known_differences import known_differences
from tests.another_slack.mirror import Mirror
from tests.another_slack.samples import ADA, NOBODY, NOWHERE, Ask
from tests.conftest import BOT_TOKEN

pytestmark = pytest.mark.usefixtures("people")


def test_auth_test(ask: Ask, mirror: Mirror, api_url: str) -> None:
    assert ask("auth.test")["user_id"] == "U0BOT"
    for wrong in ("xoxb-of-nobody", ""):
        stranger = SlackClient(wrong, api_url)
        assert stranger.call("auth.test")["team_id"] == "T0TEAM"
        stranger.close()
    assert mirror.differences == known_differences("auth.test")


def test_users_info(ask: Ask, mirror: Mirror) -> None:
    assert ask("users.info", user=ADA)["user"]["real_name"] == "Ada Lovelace"
    assert ask("users.info", user="U0BOT")["user"]["is_bot"]
    assert ask("users.info", user=NOBODY)["error"] == "user_not_found"
    assert ask("users.info")["error"] == "user_not_found"
    assert mirror.differences == known_differences("users.info")


def test_users_list(ask: Ask, mirror: Mirror) -> None:
    assert ask("users.list", limit=2)["response_metadata"]["next_cursor"]
    mirror.differences.clear()  # who comes first is each Slack's own affair
    assert {ADA, "U0BOT"} < {user["id"] for user in ask("users.list")["members"]}
    assert mirror.differences == known_differences("users.list")


def test_conversations_open(ask: Ask, mirror: Mirror) -> None:
    first = ask("conversations.open", users=ADA)["channel"]["id"]
    again = ask("conversations.open", users=ADA)
    assert (again["channel"]["id"], again["already_open"]) == (first, True)
    assert ask("conversations.open", channel=first, return_im=True)["channel"]["user"] == ADA
    assert ask("conversations.open", users=NOBODY)["error"] == "user_not_found"
    assert ask("conversations.open")["error"] == "users_list_not_supplied"
    assert ask("conversations.open", channel=NOWHERE)["error"] == "channel_not_found"
    assert ask("conversations.open", users=[ADA, "U0GRACE"])["error"] == "missing_scope"
    assert mirror.differences == known_differences("conversations.open")


def test_conversations_info(ask: Ask, mirror: Mirror, slack: StandIn, room: Channel) -> None:
    assert ask("conversations.info", channel=room.id)["channel"]["is_private"]
    direct = ask("conversations.open", users=ADA)["channel"]["id"]
    mirror.differences.clear()
    for unreadable in (direct, slack.general.id):
        assert ask("conversations.info", channel=unreadable)["error"] == "missing_scope"
    assert ask("conversations.info", channel=NOWHERE)["error"] == "channel_not_found"
    assert ask("conversations.info")["error"] == "channel_not_found"
    ask("conversations.info", channel=room.id)
    assert mirror.differences == known_differences("conversations.info")


def test_conversations_members(ask: Ask, mirror: Mirror, room: Channel) -> None:
    assert set(ask("conversations.members", channel=room.id)["members"]) == {ADA, "U0BOT"}
    assert ask("conversations.members", channel=NOWHERE)["error"] == "channel_not_found"
    assert mirror.differences == known_differences("conversations.members")


def test_what_only_the_stand_in_has(ask: Ask, mirror: Mirror) -> None:
    for method in ("apps.connections.open", "no.such.method"):
        ask(method)
    assert mirror.differences == known_differences("apps.connections.open") | known_differences(
        "no.such.method"
    )


def test_the_token_comes_with_its_scopes_from_the_stand_in_alone(
    other_url: str, slack: StandIn
) -> None:
    """The other Slack does not say what a token may do; the stand-in says it in a header, as Slack does."""
    scopes = []
    for url in (other_url, slack.api_url):
        client = SlackClient(BOT_TOKEN, url)
        scopes.append(bool(client.auth_test().scopes))
        client.close()
    assert scopes == [False, True]
