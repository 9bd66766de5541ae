"""People press buttons in messages and in the Home tab."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, actions, button, field, menu, plain


class TestPressingInAMessage:
    def test_says_what_where_and_by_whom(self, slack: Office, bodies: list[Json]) -> None:
        message = slack.post(actions(button(value="7", style="primary")))
        answer = slack.press(message, "go")
        [body] = bodies
        assert answer.status == 200
        assert (body["type"], body["user"]["id"]) == ("block_actions", "U0ADA")
        [action] = body["actions"]
        assert action.pop("action_ts")
        assert action == {
            "type": "button",
            "action_id": "go",
            "block_id": "row",
            "text": plain("Go"),
            "value": "7",
            "style": "primary",
        }
        assert body["container"] == {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": "D0ADA",
            "is_ephemeral": False,
        }
        assert body["channel"] == {"id": "D0ADA", "name": "directmessage"}
        assert (body["message"]["ts"], body["message"]["blocks"]) == (message.ts, message.blocks)
        assert body["state"] == {"values": {}}
        assert body["trigger_id"]
        assert body["response_url"].startswith("http://127.0.0.1:")
        assert "view" not in body

    def test_in_a_channel_needs_a_name(self, slack: Office, bodies: list[Json]) -> None:
        slack.invite(slack.general)
        slack.client.chat_postMessage(channel="C0GENERAL", text="Go", blocks=[actions(button())])
        [message] = slack.messages(slack.general)
        with pytest.raises(ImpossibleError, match="say which user acts in #general"):
            slack.press(message, "go")
        slack.press(message, "go", user=slack.grace)
        assert bodies[0]["user"]["id"] == "U0GRACE"

    def test_of_an_ephemeral_message_sends_only_its_place(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        slack.invite(slack.general)
        slack.client.chat_postEphemeral(
            channel="C0GENERAL", user=slack.ada.id, text="Go", blocks=[actions(button())]
        )
        [message] = slack.ephemerals(slack.ada)
        with pytest.raises(ImpossibleError, match="only U0ADA sees"):
            slack.press(message, "go", user=slack.grace)
        slack.press(message, "go")
        [body] = bodies
        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body

    def test_opens_a_modal_with_the_trigger(self, slack: Office) -> None:
        view = {"type": "modal", "title": plain("Card"), "blocks": [{"type": "divider"}]}

        @slack.app.action("go")
        def go(ack: Any, body: Json, client: WebClient) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=view)
            ack()

        slack.press(slack.post(actions(button())), "go")
        assert slack.view_of(slack.ada) is not None

    def test_of_what_is_no_longer_there_is_impossible(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        message = slack.post(actions(button()))
        with pytest.raises(ImpossibleError, match=r"no element 'gone'.* go \(button\)"):
            slack.press(message, "gone")
        slack.client.chat_update(channel="D0ADA", ts=message.ts, text="Done", blocks=[])
        with pytest.raises(ImpossibleError, match="there is no element 'go'"):
            slack.press(message, "go")
        slack.client.chat_delete(channel="D0ADA", ts=message.ts)
        with pytest.raises(ImpossibleError, match="is gone"):
            slack.press(message, "go")
        assert bodies == []

    def test_of_a_private_channel_needs_its_members(
        self, slack: Office, bodies: list[Json]
    ) -> None:
        hiring = slack.add_channel("hiring", [slack.ada], private=True, with_bot=True)
        slack.client.chat_postMessage(channel=hiring.id, text="Go", blocks=[actions(button())])
        [message] = slack.messages(hiring)
        with pytest.raises(ImpossibleError, match="Grace Hopper cannot see"):
            slack.press(message, "go", user=slack.grace)

    def test_tells_equal_buttons_apart_by_value(self, slack: Office, bodies: list[Json]) -> None:
        rows = [actions(button(value=name), block_id=name) for name in ("one", "two")]
        message = slack.post(*rows)
        with pytest.raises(ImpossibleError, match="several elements match 'go'"):
            slack.press(message, "go")
        slack.press(message, "go", value="two")
        assert bodies[0]["actions"][0]["block_id"] == "two"

    def test_a_menu_is_not_pressing(self, slack: Office, bodies: list[Json]) -> None:
        with pytest.raises(ImpossibleError, match="is a static_select, no button"):
            slack.press(slack.post(actions(menu())), "pick")


class TestTheHomeTab:
    def test_takes_actions(self, slack: Office, bodies: list[Json]) -> None:
        slack.client.views_publish(
            user_id=slack.ada.id, view={"type": "home", "blocks": [actions(button())]}
        )
        home = slack.home_of(slack.ada)
        assert home is not None
        slack.press(home, "go")
        [body] = bodies
        assert body["view"]["type"] == "home"
        assert body["container"] == {"type": "view", "view_id": home.id}


def test_a_field_is_found_by_the_beginning_of_a_block_id_that_changes(slack: Office) -> None:
    view = slack.open_form({**field("plain_text_input"), "block_id": "it-block~7f"})
    slack.type(view, "it-block", "typed")
    assert slack.view().values["it-block~7f"]["it"]["value"] == "typed"
