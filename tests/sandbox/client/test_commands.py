"""A person types a slash command."""

import threading

import pytest

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.small_bot import BoltServer, collect


class TestTheRequest:
    def test_carries_slack_s_fields(self, slack: Office) -> None:
        bodies = collect(slack.app.command("/plan"))
        slack.command("/plan", "two days", user=slack.ada, channel=slack.general)
        [body] = bodies
        assert body.pop("response_url").startswith("http://127.0.0.1:")
        assert body.pop("trigger_id").count(".") == 2
        assert body == {
            "token": "sandbox-verification-token",
            "team_id": "T0TEAM",
            "team_domain": "sandbox",
            "channel_id": "C0GENERAL",
            "channel_name": "general",
            "user_id": "U0ADA",
            "user_name": "ada.lovelace",
            "command": "/plan",
            "text": "two days",
            "api_app_id": "A0APP",
            "is_enterprise_install": "false",
        }

    def test_does_not_name_private_places(self, slack: Office) -> None:
        bodies = collect(slack.app.command("/plan"))
        hiring = slack.add_channel("hiring", [slack.ada], private=True)
        slack.command("/plan", user=slack.ada, channel=hiring)
        slack.command("/plan", user=slack.ada)
        names = [body["channel_name"] for body in bodies]
        assert names == ["privategroup", "directmessage"]

    def test_is_refused_by_a_bot_with_another_secret(self, slack: Office) -> None:
        slack.app.command("/plan")(lambda ack: ack("never"))
        slack.settings.signing_secret = "somebody else's"
        try:
            answer = slack.command("/plan", user=slack.ada)
        finally:
            slack.settings.signing_secret = "a-signing-secret"
        assert (answer.status, answer.failure, answer.message) == (401, "dispatch_failed", None)


class TestEscaping:
    def test_names_users_channels_and_links(self, slack: Office) -> None:
        bodies = collect(slack.app.command("/plan"))
        slack.command(
            "/plan", f"{slack.grace.mention} in #general, see https://a.org & <b>", user=slack.ada
        )
        assert [body["text"] for body in bodies] == [
            "<@U0GRACE|grace.hopper> in <#C0GENERAL|general>, see <https://a.org> &amp; &lt;b&gt;"
        ]

    @pytest.mark.parametrize(
        ("typed", "sent"),
        [
            ("asyncio.run", "<http://asyncio.run|asyncio.run>"),
            ("see python.org/x?a=1&b=2", "see <http://python.org/x?a=1&amp;b=2|python.org/x?a=1&amp;b=2>"),
            ("ask anna@firma.de.", "ask <mailto:anna@firma.de|anna@firma.de>."),
            ("<b@firma.de>", "&lt;<mailto:b@firma.de|b@firma.de>&gt;"),
            ("@here, @channel and @everyone", "<!here>, <!channel> and <!everyone>"),
            ("Node.js, e.g. 1.5 de.", "Node.js, e.g. 1.5 de."),
        ],
    )  # fmt: skip
    def test_makes_links_of_sites_and_addresses(self, slack: Office, typed: str, sent: str) -> None:
        bodies = collect(slack.app.command("/plan"))
        slack.command("/plan", typed, user=slack.ada)
        assert [body["text"] for body in bodies] == [sent]

    def test_is_left_out_when_the_app_does_not_ask_for_it(self, slack: Office) -> None:
        bodies = collect(slack.app.command("/plan"))
        slack.settings.should_escape = False
        slack.command("/plan", f"{slack.ada.mention} & <b>", user=slack.ada)
        assert [body["text"] for body in bodies] == ["@ada.lovelace & <b>"]


class TestTheAnswer:
    def test_is_seen_by_the_person_alone(self, slack: Office) -> None:
        slack.app.command("/plan")(lambda ack: ack("It &amp; you"))
        answer = slack.command("/plan", user=slack.ada, channel=slack.general)
        assert answer.status == 200
        assert answer.message is not None
        assert answer.message.text == "It & you"
        assert [m.ts for m in slack.ephemerals(slack.ada)] == [answer.message.ts]
        assert slack.ephemerals(slack.grace) == []
        assert slack.messages(slack.general) == []

    def test_is_seen_by_the_channel_when_it_says_so(self, slack: Office) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}]
        slack.app.command("/plan")(
            lambda ack: ack(text="Hello", blocks=blocks, response_type="in_channel")
        )
        slack.command("/plan", user=slack.ada, channel=slack.general)
        [message] = slack.messages(slack.general)
        assert (message.words, message.text, message.user) == ("Hello", "*Hello*", "U0BOT")
        assert slack.ephemerals(slack.ada) == []

    def test_may_be_empty(self, slack: Office) -> None:
        slack.app.command("/plan")(lambda ack: ack())
        answer = slack.command("/plan", user=slack.ada)
        assert (answer.status, answer.body, answer.message, answer.failure) == (
            200,
            None,
            None,
            None,
        )

    def test_over_a_limit_is_a_failure_and_on_the_list(self, slack: Office) -> None:
        long = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
        slack.app.command("/plan")(lambda ack: ack(text="Hello", blocks=long))
        answer = slack.command("/plan", user=slack.ada)
        assert (answer.failure, answer.message) == ("invalid_blocks", None)
        [breach] = slack.violations
        assert (breach.where, breach.path) == ("ack of a command", "/blocks/0/text/text")

    def test_is_missing_when_nothing_listens(self, slack: Office) -> None:
        answer = slack.command("/unknown", user=slack.ada)
        assert (answer.status, answer.failure, answer.message) == (404, "dispatch_failed", None)

    def test_is_missing_when_nobody_is_there(self, slack: Office) -> None:
        slack.deliver_to("http://127.0.0.1:9/slack/events")
        assert slack.command("/plan", user=slack.ada).failure == "dispatch_failed"

    def test_comes_too_late_after_slack_s_patience(self, slack: Office) -> None:
        released = threading.Event()
        slack.app.command("/plan")(lambda ack: (released.wait(5), ack("too late")))
        slack.settings.ack_seconds = 0.05
        answer = slack.command("/plan", user=slack.ada)
        released.set()
        assert (answer.failure, answer.message) == ("operation_timeout", None)
        assert slack.ephemerals(slack.ada) == []


class TestARetry:
    def test_brings_the_same_body_and_says_so(self, slack: Office, bolt_server: BoltServer) -> None:
        bodies: list[dict[str, str]] = []
        slack.app.command("/plan")(lambda ack, body: (ack("done"), bodies.append(body)))
        first = slack.command("/plan", user=slack.ada)
        second = slack.repeat(first)
        assert bodies[0] == bodies[1]
        assert second.message is not None
        headers = bolt_server.headers[-1]
        assert headers["X-Slack-Retry-Num"] == "1"
        assert headers["X-Slack-Retry-Reason"] == "http_timeout"
        slack.repeat(first)
        assert bolt_server.headers[-1]["X-Slack-Retry-Num"] == "2"
        assert "X-Slack-Retry-Num" not in bolt_server.headers[0]


class TestWhoCannot:
    def test_somebody_who_has_left(self, slack: Office) -> None:
        slack.deactivate(slack.ada)
        with pytest.raises(ImpossibleError, match="Ada Lovelace cannot act"):
            slack.command("/plan", user=slack.ada)

    def test_somebody_who_is_not_in_the_channel(self, slack: Office) -> None:
        hiring = slack.add_channel("hiring", [slack.grace], private=True)
        with pytest.raises(ImpossibleError, match="Ada Lovelace is not in #hiring"):
            slack.command("/plan", user=slack.ada, channel=hiring)

    def test_anybody_in_an_archived_channel(self, slack: Office) -> None:
        old = slack.archive(slack.add_channel("old", [slack.ada]))
        with pytest.raises(ImpossibleError, match="#old is archived"):
            slack.command("/plan", user=slack.ada, channel=old)
