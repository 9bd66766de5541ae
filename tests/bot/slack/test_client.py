"""Calls to Slack: one kept-alive connection, honest limits, and errors that have a name."""

import socket
import time
from collections.abc import Iterator

import pytest

from bot.slack import client
from bot.slack.client import SlackClient
from handlers.slack.errors import SlackRateLimited, SlackRefused, SlackUnreachable
from tests.bot.slack.stub_slack import Reply, StubSlack
from tests.threads import at_once

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "Scorecard"}, "blocks": []}


class Ticks:
    """A clock of our own, and the sleeps that were asked for."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Client(SlackClient):
    """A client with the Slack that it calls and the clock that it goes by."""

    def __init__(self, stub: StubSlack) -> None:
        self.stub, self.clock = stub, Ticks()
        super().__init__("xoxb-secret", stub.base_url, sleep=self.clock.sleep, ticks=self.clock)


@pytest.fixture
def slack(stub: StubSlack) -> Iterator[Client]:
    client = Client(stub)
    yield client
    client.close()


class TestConnection:
    """A call must not pay for a handshake that an earlier one paid for."""

    def test_is_kept_for_the_next_call(self, slack: Client) -> None:
        for _ in range(20):
            slack.post("C0GENERAL", text="hello")
        assert len(slack.stub.received) == 20
        assert len(slack.stub.connections) == 1

    def test_is_not_shared_by_calls_at_the_same_time(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [Reply(after=0.1)]
        started = time.monotonic()
        at_once(*[lambda: slack.post("C0GENERAL")] * 8)
        assert len(slack.stub.received) == 8
        assert time.monotonic() - started < 0.6

    def test_that_was_refused_is_tried_again_and_then_named(self) -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            port = nobody.getsockname()[1]
        with pytest.raises(SlackUnreachable, match="NewConnectionError"):
            SlackClient("xoxb-x", f"http://127.0.0.1:{port}/api/").views_open("1.2", VIEW)


class TestRepeating:
    """Once something was sent, only what may be done twice is sent again."""

    def test_a_lost_message_is_not_posted_again(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [Reply(hang_up=True), Reply()]
        with pytest.raises(SlackUnreachable):
            slack.post("C0GENERAL", text="once")
        assert slack.stub.methods == ["chat.postMessage"]

    def test_a_lost_home_tab_is_put_up_again(self, slack: Client) -> None:
        slack.stub.replies["views.publish"] = [
            Reply(hang_up=True),
            Reply({"ok": True, "view": {"id": "V1"}}),
        ]
        assert slack.views_publish("U0ADA", {"type": "home", "blocks": []}) == {"id": "V1"}


class TestTime:
    """A trigger lives for three seconds, so its call may not take longer."""

    def test_a_slow_answer_to_a_trigger_is_given_up(
        self, slack: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "QUICK", 0.1)
        slack.stub.replies["views.open"] = [Reply(after=0.5)]
        with pytest.raises(SlackUnreachable, match="ReadTimeoutError"):
            slack.views_open("1.2", VIEW)

    def test_a_slow_answer_without_a_trigger_is_waited_for(
        self, slack: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "QUICK", 0.05)
        slack.stub.replies["chat.postMessage"] = [Reply({"ok": True, "ts": "1.2"}, after=0.2)]
        assert slack.post("C0GENERAL", text="slow")["ts"] == "1.2"

    def test_the_limit_is_below_a_triggers_life(self) -> None:
        assert client.QUICK < 3


class TestRateLimit:
    """Slack says how long to wait."""

    LIMITED = Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "1"})

    def test_a_short_wait_is_kept(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [self.LIMITED, Reply({"ok": True, "ts": "1.2"})]
        assert slack.post("C0GENERAL", text="hello")["ts"] == "1.2"
        assert slack.clock.slept == [1.0]

    def test_a_second_refusal_is_the_callers(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [self.LIMITED]
        with pytest.raises(SlackRateLimited):
            slack.post("C0GENERAL", text="hello")
        assert len(slack.stub.received) == 2

    def test_a_long_wait_is_the_callers(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [Reply({"ok": False}, 429, {"Retry-After": "30"})]
        with pytest.raises(SlackRateLimited) as limited:
            slack.post("C0GENERAL", text="hello")
        assert (limited.value.retry_after, slack.clock.slept) == (30.0, [])

    def test_a_trigger_waits_for_nothing(self, slack: Client) -> None:
        slack.stub.replies["views.open"] = [self.LIMITED]
        with pytest.raises(SlackRateLimited):
            slack.views_open("1.2", VIEW)
        assert slack.clock.slept == []

    def test_an_answer_without_a_time_asks_for_half_a_minute(self, slack: Client) -> None:
        slack.stub.replies["chat.postMessage"] = [Reply({"ok": False, "error": "ratelimited"})]
        with pytest.raises(SlackRateLimited) as limited:
            slack.post("C0GENERAL", text="hello")
        assert limited.value.retry_after == 30.0


class TestRefusal:
    """Slack's own word for it is kept."""

    def test_has_the_word_and_what_slack_says_of_the_payload(self, slack: Client) -> None:
        says = {"messages": ["[ERROR] too long [json-pointer:/view/blocks/0]"]}
        slack.stub.replies["views.open"] = [
            Reply({"ok": False, "error": "invalid_arguments", "response_metadata": says})
        ]
        with pytest.raises(SlackRefused) as refused:
            slack.views_open("1.2", VIEW)
        assert (refused.value.method, refused.value.error) == ("views.open", "invalid_arguments")
        assert refused.value.messages == tuple(says["messages"])

    @pytest.mark.parametrize(
        "reply", [Reply("<html>", 200), Reply("", 503), Reply({"ok": False}, 500)]
    )
    def test_an_answer_that_is_none_counts_as_out_of_reach(
        self, slack: Client, reply: Reply
    ) -> None:
        slack.stub.replies["chat.postMessage"] = [reply]
        with pytest.raises(SlackUnreachable):
            slack.post("C0GENERAL", text="hello")


class TestMethods:
    """What goes over the wire."""

    def test_arguments_go_as_json_with_the_token_and_without_what_is_none(
        self, slack: Client
    ) -> None:
        slack.stub.replies["views.update"] = [
            Reply({"ok": True, "view": {"id": "V1", "hash": "h2"}})
        ]
        assert slack.views_update("V1", VIEW, hash="h1") == {"id": "V1", "hash": "h2"}
        (call,) = slack.stub.received
        assert call.params == {"view_id": "V1", "view": VIEW, "hash": "h1"}
        assert call.headers["authorization"] == "Bearer xoxb-secret"
        assert call.headers["content-type"].startswith("application/json")

    def test_a_profile_is_asked_for_with_a_form_and_kept_five_minutes(self, slack: Client) -> None:
        slack.stub.replies["users.info"] = [
            Reply({"ok": True, "user": {"id": "U0ADA", "tz": "Europe/London"}})
        ]
        assert slack.users_info("U0ADA") == slack.users_info("U0ADA")
        slack.clock.now += 301
        slack.users_info("U0ADA")
        assert [call.params for call in slack.stub.received] == [{"user": "U0ADA"}] * 2
        assert slack.stub.received[0].headers["content-type"] == "application/x-www-form-urlencoded"

    def test_direct_messages_are_opened_once(self, slack: Client) -> None:
        slack.stub.replies["conversations.open"] = [Reply({"ok": True, "channel": {"id": "D0ADA"}})]
        assert slack.open_dm("U0ADA") == "D0ADA"
        slack.clock.now += 1e6
        assert slack.open_dm("U0ADA") == "D0ADA"
        assert slack.stub.methods == ["conversations.open"]

    def test_the_bytes_of_a_file_go_without_the_token_to_the_address_for_them(
        self, slack: Client
    ) -> None:
        slack.stub.replies["ticket"] = [Reply("OK - 3"), Reply("", 400), Reply("", 503)]
        address = slack.stub.base_url + "upload/ticket"
        slack.upload(address, b"a,b")
        (call,) = slack.stub.received
        assert call.raw == b"a,b"
        assert "authorization" not in call.headers
        with pytest.raises(SlackRefused, match="upload_url: http_400"):
            slack.upload(address, b"a,b")
        with pytest.raises(SlackUnreachable):
            slack.upload(address, b"a,b")

    def test_the_identity_holds_the_scopes(self, slack: Client) -> None:
        identity = slack.auth_test()
        assert (identity.team_id, identity.bot_id) == ("T0TEAM", "B0BOT")
        assert identity.scopes == {
            "commands",
            "chat:write",
            "groups:read",
            "im:write",
            "users:read",
            "files:write",
        }

    def test_an_answer_by_address_carries_no_token(self, slack: Client) -> None:
        slack.stub.replies["T0"] = [Reply("ok")]
        slack.respond(slack.stub.base_url + "commands/T0", {"text": "done"})
        (call,) = slack.stub.received
        assert call.params == {"text": "done"}
        assert "authorization" not in call.headers

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ("expired_url", 404), ('{"ok":false,"error":"expired_url"}', 404),
            ('{"ok": false, "error": "expired_url"}', 200),
        ],
    )  # fmt: skip
    def test_an_address_that_is_used_up_is_a_refusal(
        self, slack: Client, body: str, status: int
    ) -> None:
        slack.stub.replies["T0"] = [Reply(body, status)]
        with pytest.raises(SlackRefused, match="expired_url"):
            slack.respond(slack.stub.base_url + "T0", {"text": "late"})

    def test_every_message_method_names_its_channel(self, slack: Client) -> None:
        slack.post("C1", text="a")
        slack.update("C1", "1.2", text="b")
        slack.delete("C1", "1.2")
        assert slack.stub.methods == ["chat.postMessage", "chat.update", "chat.delete"]
        assert all(call.params["channel"] == "C1" for call in slack.stub.received)
