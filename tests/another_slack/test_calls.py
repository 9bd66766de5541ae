"""Every method that a bot calls here, right and wrong: both Slacks answer alike, but for what is known."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.slack_client import SlackClient
from handlers.slack_errors import SlackRefused
from sandbox.driver import StandIn
from sandbox.records import Channel
from tests.another_slack.known_differences import known
from tests.another_slack.mirror import Mirror
from tests.conftest import BOT_TOKEN
from tests.sandbox.pieces import Json, entry, plain

ADA, NOBODY, NOWHERE, NEVER = "U0ADA", "U0NOBODY", "C0NOWHERE", "1000000000.000001"
TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "*New*"}}
FIELD = entry("name", {"type": "plain_text_input", "action_id": "name"})
WORDS = {"title": plain("Card"), "submit": plain("Save")}
MODAL = {
    "type": "modal",
    "callback_id": "card",
    "private_metadata": "7",
    **WORDS,
    "blocks": [FIELD],
}
HOME = {"type": "home", "blocks": [TEXT]}

pytestmark = pytest.mark.usefixtures("people")
Ask = Callable[..., Json]


@pytest.fixture
def ask(client: SlackClient) -> Ask:
    """What a method answers, or the word with which it refuses."""

    def asked(method: str, **params: Any) -> Json:
        try:
            return client.call(method, **params)
        except SlackRefused as refused:
            return {"ok": False, "error": refused.error}

    return asked


@pytest.fixture
def trigger(slack: StandIn) -> Callable[[], str]:
    """A new trigger of Ada's, as often as one asks."""
    return lambda: slack.workspace.triggers.issue(ADA)


def test_auth_test(ask: Ask, mirror: Mirror, api_url: str) -> None:
    assert ask("auth.test")["user_id"] == "U0BOT"
    for wrong in ("xoxb-of-nobody", ""):
        stranger = SlackClient(wrong, api_url)
        assert stranger.call("auth.test")["team_id"] == "T0TEAM"
        stranger.close()
    assert mirror.differences == known("auth.test")


def test_users_info(ask: Ask, mirror: Mirror) -> None:
    assert ask("users.info", user=ADA)["user"]["real_name"] == "Ada Lovelace"
    assert ask("users.info", user="U0BOT")["user"]["is_bot"]
    assert ask("users.info", user=NOBODY)["error"] == "user_not_found"
    assert ask("users.info")["error"] == "user_not_found"
    assert mirror.differences == known("users.info")


def test_users_list(ask: Ask, mirror: Mirror) -> None:
    assert ask("users.list", limit=2)["response_metadata"]["next_cursor"]
    mirror.differences.clear()  # who comes first is each Slack's own affair
    assert {ADA, "U0BOT"} < {one["id"] for one in ask("users.list")["members"]}
    assert mirror.differences == known("users.list")


def test_conversations_open(ask: Ask, mirror: Mirror) -> None:
    first = ask("conversations.open", users=ADA)["channel"]["id"]
    again = ask("conversations.open", users=ADA)
    assert (again["channel"]["id"], again["already_open"]) == (first, True)
    assert ask("conversations.open", channel=first, return_im=True)["channel"]["user"] == ADA
    assert ask("conversations.open", users=NOBODY)["error"] == "user_not_found"
    assert ask("conversations.open")["error"] == "users_list_not_supplied"
    assert ask("conversations.open", channel=NOWHERE)["error"] == "channel_not_found"
    assert ask("conversations.open", users=[ADA, "U0GRACE"])["error"] == "missing_scope"
    assert mirror.differences == known("conversations.open")


def test_conversations_info(ask: Ask, mirror: Mirror, slack: StandIn, room: Channel) -> None:
    assert ask("conversations.info", channel=room.id)["channel"]["is_private"]
    direct = ask("conversations.open", users=ADA)["channel"]["id"]
    mirror.differences.clear()
    for unreadable in (direct, slack.general.id):
        assert ask("conversations.info", channel=unreadable)["error"] == "missing_scope"
    assert ask("conversations.info", channel=NOWHERE)["error"] == "channel_not_found"
    assert ask("conversations.info")["error"] == "channel_not_found"
    ask("conversations.info", channel=room.id)
    assert mirror.differences == known("conversations.info")


def test_conversations_members(ask: Ask, mirror: Mirror, room: Channel) -> None:
    assert set(ask("conversations.members", channel=room.id)["members"]) == {ADA, "U0BOT"}
    assert ask("conversations.members", channel=NOWHERE)["error"] == "channel_not_found"
    assert mirror.differences == known("conversations.members")


class TestMessages:
    @pytest.fixture
    def direct(self, ask: Ask, mirror: Mirror) -> str:
        """The messages between Ada and the bot."""
        channel: str = ask("conversations.open", users=ADA)["channel"]["id"]
        mirror.differences.clear()
        return channel

    def test_are_posted(self, ask: Ask, mirror: Mirror, direct: str, room: Channel) -> None:
        first = ask("chat.postMessage", channel=direct, text="Hello")
        assert ask("chat.postMessage", channel=ADA, text="Hello", blocks=[TEXT])["ok"]
        facts = {"event_type": "card", "event_payload": {"id": "7"}}
        reply = ask(
            "chat.postMessage", channel=direct, text="More", thread_ts=first["ts"], metadata=facts
        )
        assert reply["message"]["metadata"] == facts
        assert ask("chat.postMessage", channel=room.name, text="Hello")["channel"] == room.id
        assert ask("chat.postMessage", channel=room.id, text="Hello", unfurl_links=False)["ok"]
        assert mirror.differences == known("chat.postMessage", "message")

    def test_are_refused(self, ask: Ask, mirror: Mirror, slack: StandIn, direct: str) -> None:
        post = "chat.postMessage"
        assert ask(post, channel=NOWHERE, text="x")["error"] == "channel_not_found"
        assert ask(post, channel=NOBODY, text="x")["error"] == "channel_not_found"
        assert ask(post, text="x")["error"] == "channel_not_found"
        assert ask(post, channel=direct)["error"] == "no_text"
        assert (
            ask(post, channel=direct, text="x", metadata="{")["error"] == "invalid_metadata_format"
        )
        ask(post, channel=direct, text="x", blocks="{")
        ask(post, channel=direct, text="x", blocks=[{"type": "section"}])
        ask(post, channel=direct, text="x", thread_ts=NEVER)
        ask(post, channel=slack.general.id, text="x")
        assert [one.where for one in slack.violations] == [post]
        slack.workspace.checks.breaches.clear()
        assert mirror.differences - known(post, "message") == known(post, "error")

    def test_are_changed(self, ask: Ask, mirror: Mirror, direct: str) -> None:
        ts = ask("chat.postMessage", channel=direct, text="Old", blocks=[TEXT])["ts"]
        ask("chat.postMessage", channel=direct, text="More", thread_ts=ts)
        mirror.differences.clear()
        update = "chat.update"
        assert "blocks" not in ask(update, channel=direct, ts=ts, text="Words")["message"]
        assert ask(update, channel=direct, ts=ts, text="Both", blocks=[TEXT])["text"] == "Both"
        assert ask(update, channel=direct, ts=ts, blocks=[TEXT])["text"] == "Both"
        assert ask(update, channel=direct, ts=ts)["error"] == "no_text"
        for wrong in (NEVER, None):
            assert ask(update, channel=direct, ts=wrong, text="x")["error"] == "message_not_found"
        ask(update, channel=NOWHERE, ts=ts, text="x")
        assert mirror.differences == known(update)

    def test_are_taken_away(self, ask: Ask, mirror: Mirror, direct: str) -> None:
        ts = ask("chat.postMessage", channel=direct, text="Old")["ts"]
        mirror.differences.clear()
        assert ask("chat.delete", channel=direct, ts=ts) == {
            "ok": True,
            "channel": direct,
            "ts": ts,
        }
        assert ask("chat.delete", channel=direct, ts=ts)["error"] == "message_not_found"
        ask("chat.delete", channel=NOWHERE, ts=ts)
        assert mirror.differences == known("chat.delete")

    def test_are_shown_to_one_person(self, ask: Ask, mirror: Mirror, room: Channel) -> None:
        show = "chat.postEphemeral"
        assert ask(show, channel=room.id, user=ADA, text="x")["message_ts"]
        assert (
            ask(show, channel=room.id, user="U0GRACE", text="x")["error"] == "user_not_in_channel"
        )
        assert ask(show, channel=room.id, user=NOBODY, text="x")["error"] == "user_not_found"
        assert ask(show, channel=room.id, text="x")["error"] == "user_not_found"
        assert ask(show, channel=room.id, user=ADA)["error"] == "no_text"
        assert ask(show, channel=NOWHERE, user=ADA, text="x")["error"] == "channel_not_found"
        assert mirror.differences == known(show)


class TestViews:
    def test_are_opened(self, ask: Ask, mirror: Mirror, trigger: Callable[[], str]) -> None:
        used = trigger()
        view = ask("views.open", trigger_id=used, view=MODAL)["view"]
        assert view["root_view_id"] == view["id"]
        assert ask("views.open", trigger_id=used, view=MODAL)["error"] == "exchanged_trigger_id"
        for wrong in ("1.2.made-up", None):
            assert ask("views.open", trigger_id=wrong, view=MODAL)["error"] == "invalid_trigger_id"
        for wrong_view in (None, HOME):
            ask("views.open", trigger_id=trigger(), view=wrong_view)
        assert ask("views.open", trigger_id=trigger(), view=MODAL | {"blocks": [TEXT]})["ok"]
        assert mirror.differences == known("views.open")

    def test_are_changed(self, ask: Ask, mirror: Mirror, trigger: Callable[[], str]) -> None:
        named = MODAL | {"external_id": "changed"}
        old = ask("views.open", trigger_id=trigger(), view=named)["view"]
        mirror.differences.clear()
        other = named | {"blocks": [TEXT]}
        new = ask("views.update", view_id=old["id"], view=other, hash=old["hash"])["view"]
        assert (new["id"], new["external_id"]) == (old["id"], "changed")
        assert new["hash"] != old["hash"]
        stale = ask("views.update", view_id=old["id"], view=named, hash=old["hash"])
        assert stale["error"] == "hash_conflict"
        assert ask("views.update", external_id="changed", view=named)["ok"]
        for wrong in ("V0NOTHING", None):
            assert ask("views.update", view_id=wrong, view=named)["error"] == "not_found"
        ask("views.update", view_id=old["id"])
        assert mirror.differences == known("views.update")

    def test_are_three_deep_at_most(
        self, ask: Ask, mirror: Mirror, trigger: Callable[[], str]
    ) -> None:
        below = ask("views.open", trigger_id=trigger(), view=MODAL)["view"]
        mirror.differences.clear()
        second = ask("views.push", trigger_id=trigger(), view=MODAL)["view"]
        assert (second["previous_view_id"], second["root_view_id"]) == (below["id"], below["id"])
        other = MODAL | {"blocks": [TEXT]}
        assert ask("views.push", trigger_id=trigger(), view=other)["ok"]
        assert ask("views.push", trigger_id=trigger(), view=MODAL)["error"] == "push_limit_reached"
        assert (
            ask("views.push", trigger_id="1.2.made-up", view=MODAL)["error"] == "invalid_trigger_id"
        )
        assert mirror.differences == known("views.push")

    def test_are_published(self, ask: Ask, mirror: Mirror) -> None:
        old = ask("views.publish", user_id=ADA, view=HOME)["view"]
        assert (
            ask("views.publish", user_id=ADA, view=HOME, hash=old["hash"])["view"]["id"]
            == old["id"]
        )
        stale = ask("views.publish", user_id=ADA, view=HOME, hash=old["hash"])
        assert stale["error"] == "hash_conflict"
        assert ask("views.publish", user_id=NOBODY, view=HOME)["error"] == "user_not_found"
        ask("views.publish", user_id=ADA, view=MODAL)
        assert mirror.differences == known("views.publish")


def test_what_only_the_stand_in_has(ask: Ask, mirror: Mirror) -> None:
    for method in ("apps.connections.open", "no.such.method"):
        ask(method)
    assert mirror.differences == known("apps.connections.open") | known("no.such.method")


def test_the_token_comes_with_its_scopes_from_the_stand_in_alone(
    another: str, slack: StandIn
) -> None:
    """The other Slack does not say what a token may do; the stand-in says it in a header, as Slack does."""
    scopes = []
    for url in (another, slack.api_url):
        client = SlackClient(BOT_TOKEN, url)
        scopes.append(bool(client.auth_test().scopes))
        client.close()
    assert scopes == [False, True]
