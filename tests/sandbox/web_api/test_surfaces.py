"""Some blocks have no place on some surfaces: Slack refuses them there, and says which block it is."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client.snapshots import ViewSnapshot
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, error_of, form, modal, plain

WORDS = {"type": "section", "text": plain("Hello")}
CELL = {"type": "raw_text", "text": "1"}
TABLE = {"type": "table", "rows": [[CELL]]}
ALERT = {"type": "alert", "text": plain("Careful")}
FIELD = modal()["blocks"][0]
MARKDOWN = {"type": "markdown", "text": "**Hello**"}


def refusal(call: Any, **arguments: Any) -> tuple[str, str]:
    """Slack's word, and the path to the block."""
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    [message] = error.value.response["response_metadata"]["messages"]
    return error.value.response["error"], message.partition("[json-pointer:")[2].rstrip("]")


class TestAMessage:
    def test_may_hold_a_table_and_markdown(self, slack: Office) -> None:
        for block in (TABLE, MARKDOWN):
            assert slack.client.chat_postMessage(
                channel=slack.ada.id, text="Hi", blocks=[WORDS, block]
            )["ok"]

    def test_takes_no_alert(self, slack: Office) -> None:
        result = refusal(
            slack.client.chat_postMessage, channel=slack.ada.id, text="Hi", blocks=[WORDS, ALERT]
        )
        assert result == ("invalid_blocks", "/blocks/1")
        assert slack.messages(slack.ada) == []
        assert [violation.path for violation in slack.violations] == ["/blocks/1"]


class TestAModal:
    def test_may_hold_an_alert(self, slack: Office) -> None:
        assert slack.client.views_open(trigger_id=slack.trigger(), view=form(ALERT))["ok"]

    @pytest.mark.parametrize("block", [TABLE, MARKDOWN], ids=lambda block: str(block["type"]))
    def test_takes_no_table_and_no_markdown(self, slack: Office, block: Json) -> None:
        result = refusal(
            slack.client.views_open, trigger_id=slack.trigger(), view=form(WORDS, block)
        )
        assert result == ("invalid_arguments", "/view/blocks/1")
        assert slack.view_of(slack.ada) is None

    def test_shows_the_refusal_of_a_view_in_an_answer(
        self, slack: Office, card: ViewSnapshot
    ) -> None:
        slack.app.view("card")(lambda ack: ack(response_action="update", view=form(WORDS, TABLE)))
        assert slack.submit(card).failure == "invalid_arguments"
        [breach] = slack.violations
        assert (breach.where, breach.path) == ("ack of a view_submission", "/blocks/1")


class TestAHomeTab:
    def test_may_hold_a_field(self, slack: Office) -> None:
        view = {"type": "home", "blocks": [FIELD]}
        assert slack.client.views_publish(user_id=slack.ada.id, view=view)["ok"]

    def test_takes_no_markdown(self, slack: Office) -> None:
        view = {"type": "home", "blocks": [WORDS, MARKDOWN]}
        result = refusal(slack.client.views_publish, user_id=slack.ada.id, view=view)
        assert result == ("invalid_arguments", "/view/blocks/1")
        assert slack.home_of(slack.ada) is None


class TestAWorkspaceThatLacksABlock:
    def test_refuses_it_in_a_message(self, slack: Office) -> None:
        slack.lack("table")
        call = {"channel": slack.ada.id, "text": "Hi", "blocks": [WORDS, TABLE]}
        assert error_of(slack.client.chat_postMessage, **call) == "invalid_blocks"
        assert slack.violations == []

    def test_refuses_it_in_a_view(self, slack: Office) -> None:
        slack.lack("alert")
        call = {"trigger_id": slack.trigger(), "view": form(ALERT)}
        assert error_of(slack.client.views_open, **call) == "invalid_arguments"
        assert slack.violations == []

    def test_shows_nothing_of_an_answer_with_it(self, slack: Office) -> None:
        slack.lack("table")
        slack.app.command("/cards")(lambda ack: ack(text="Cards", blocks=[WORDS, TABLE]))
        answer = slack.command("/cards", user=slack.ada)
        assert (answer.message, answer.failure) == (None, "invalid_blocks")
