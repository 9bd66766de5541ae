"""What a bot says, changes and takes back, right and wrong: both Slacks answer alike, but for what is known."""

import pytest

from sandbox.driver.driver import StandIn
from sandbox.world.records import Channel
from tests.another_slack.known_differences import known_differences
from tests.another_slack.mirror import Mirror
from tests.another_slack.samples import ADA, NEVER, NOBODY, NOWHERE, TEXT, Ask

pytestmark = pytest.mark.usefixtures("people")


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
        assert mirror.differences == known_differences("chat.postMessage", "message")

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
        assert [violation.where for violation in slack.violations] == [post]
        slack.workspace.checks.breaches.clear()
        assert mirror.differences - known_differences(post, "message") == known_differences(
            post, "error"
        )

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
        assert mirror.differences == known_differences(update)

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
        assert mirror.differences == known_differences("chat.delete")

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
        assert mirror.differences == known_differences(show)
