"""The bot answers later, through a response URL."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.office import Office
from tests.sandbox.small_bot import Clock

Json = dict[str, Any]
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


@pytest.fixture
def hook(slack: Office) -> WebhookClient:
    """The response URL of a command that Ada typed in #general."""
    slack.app.command("/plan")(lambda ack: ack())
    answer = slack.command("/plan", user=slack.ada, channel=slack.general)
    return WebhookClient(answer.payload["response_url"])


class TestAPost:
    def test_is_seen_by_the_person_alone(self, slack: Office, hook: WebhookClient) -> None:
        answer = hook.send(text="Later")
        assert (answer.status_code, answer.body) == (200, "ok")
        assert [m.text for m in slack.ephemerals(slack.ada)] == ["Later"]
        assert slack.messages(slack.general) == []

    def test_is_seen_by_the_channel_when_it_says_so(
        self, slack: Office, hook: WebhookClient
    ) -> None:
        hook.send(text="Later", response_type="in_channel")
        assert [m.text for m in slack.messages(slack.general)] == ["Later"]

    def test_is_on_the_record(self, slack: Office, hook: WebhookClient) -> None:
        hook.send(text="Later")
        [call] = slack.calls("response_url")
        assert call.params["text"] == "Later"
        assert call.answer == {"ok": True}

    def test_over_a_limit_is_refused(self, slack: Office, hook: WebhookClient) -> None:
        answer = hook.send(text="Later", blocks=[{"type": "header"}])
        assert answer.status_code == 400
        assert "invalid_blocks" in answer.body
        assert slack.violations
        assert slack.ephemerals(slack.ada) == []

    def test_without_words_is_refused(self, hook: WebhookClient) -> None:
        assert "no_text" in hook.send(text="").body


class TestTheEnd:
    def test_comes_after_five_posts(self, hook: WebhookClient) -> None:
        assert [hook.send(text="Again").status_code for _ in range(6)] == [200] * 5 + [404]
        assert "used_url" in hook.send(text="Again").body

    def test_comes_after_thirty_minutes(self, hook: WebhookClient, clock: Clock) -> None:
        clock.move(30 * 60)
        assert hook.send(text="Just in time").status_code == 200
        clock.move(1)
        late = hook.send(text="Too late")
        assert (late.status_code, "expired_url" in late.body) == (404, True)

    def test_a_made_up_url_never_worked(self, slack: Office) -> None:
        made_up = WebhookClient(f"{slack.workspace.base_url}/hooks/abc")
        assert made_up.send(text="Hi").status_code == 404


class TestTheOriginal:
    def ephemeral(self, slack: StandIn, client: WebClient, ada: User) -> Any:
        slack.invite(slack.general)
        blocks = [{"type": "actions", "elements": [BUTTON]}]
        client.chat_postEphemeral(channel="C0GENERAL", user=ada.id, text="Go", blocks=blocks)
        return slack.ephemerals(ada)[0]

    def test_can_be_replaced(self, slack: Office) -> None:
        slack.app.action("go")(lambda ack, respond: (ack(), respond("Gone", replace_original=True)))
        slack.press(self.ephemeral(slack, slack.client, slack.ada), "go")
        [message] = slack.ephemerals(slack.ada)
        assert (message.text, message.blocks) == ("Gone", [])

    def test_can_be_deleted(self, slack: Office) -> None:
        slack.app.action("go")(lambda ack, respond: (ack(), respond(delete_original=True)))
        slack.press(self.ephemeral(slack, slack.client, slack.ada), "go")
        assert slack.ephemerals(slack.ada) == []

    def test_stays_by_default(self, slack: Office) -> None:
        slack.app.action("go")(lambda ack, respond: (ack(), respond("And more")))
        slack.press(self.ephemeral(slack, slack.client, slack.ada), "go")
        assert [m.words for m in slack.ephemerals(slack.ada)] == ["Go", "And more"]


class TestAForm:
    def test_that_asks_for_a_conversation_gets_its_url(self, slack: Office) -> None:
        element = {
            "type": "conversations_select",
            "action_id": "where",
            "response_url_enabled": True,
        }
        label = {"type": "plain_text", "text": "Where"}
        block = {"type": "input", "block_id": "b", "label": label, "element": element}
        view = {"type": "modal", "callback_id": "share", "title": label, "submit": label}
        trigger = slack.workspace.triggers.issue(slack.ada.id)
        slack.client.views_open(trigger_id=trigger, view={**view, "blocks": [block]})
        slack.app.view("share")(
            lambda ack, respond: (ack(), respond("Shared", response_type="in_channel"))
        )
        view = slack.view_of(slack.ada)
        assert view is not None
        slack.choose(view, "where", slack.general)
        [url] = slack.submit(view).payload["response_urls"]
        assert (url["block_id"], url["action_id"], url["channel_id"]) == ("b", "where", "C0GENERAL")
        assert [m.text for m in slack.messages(slack.general)] == ["Shared"]
