"""People use shortcuts of the app; events happen."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client.choices import ImpossibleError
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, modal
from tests.sandbox.small_bot import collect


class TestShortcuts:
    def test_from_anywhere(self, slack: Office) -> None:
        bodies = collect(slack.app.global_shortcut("start"))
        assert slack.shortcut("start", user=slack.ada).status == 200
        [body] = bodies
        assert (body["type"], body["callback_id"], body["user"]["id"]) == (
            "shortcut",
            "start",
            "U0ADA",
        )
        assert body["trigger_id"]
        assert "response_url" not in body

    def test_on_a_message(self, slack: Office) -> None:
        bodies = collect(slack.app.message_shortcut("start"))
        message = slack.say("Look at this", user=slack.ada, channel=slack.general)
        slack.shortcut("start", user=slack.ada, message=message)
        [body] = bodies
        assert (body["type"], body["message_ts"]) == ("message_action", message.ts)
        assert (body["message"]["text"], body["message"]["user"]) == ("Look at this", "U0ADA")
        assert body["channel"] == {"id": "C0GENERAL", "name": "general"}
        assert body["response_url"]

    def test_can_be_answered_with_a_modal_and_to_one_person(self, slack: Office) -> None:
        @slack.app.message_shortcut("start")
        def start(ack: Any, body: Json, client: WebClient, respond: Any) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            respond("Only you see this.")

        message = slack.say("Look", user=slack.grace, channel=slack.general)
        slack.shortcut("start", user=slack.ada, message=message)
        assert slack.view().callback_id == "card"
        assert [ephemeral.text for ephemeral in slack.ephemerals(slack.ada)] == [
            "Only you see this."
        ]
        assert slack.ephemerals(slack.grace) == []

    def test_are_not_on_messages_that_one_cannot_see(self, slack: Office) -> None:
        message = slack.say("Mine", user=slack.grace)
        with pytest.raises(ImpossibleError, match="cannot see"):
            slack.shortcut("start", user=slack.ada, message=message)


class TestEvents:
    def test_arrive_in_their_envelope(self, slack: Office) -> None:
        bodies: list[Json] = []

        @slack.app.event("team_join")
        def joined(body: Json) -> None:
            bodies.append(body)

        event = {"type": "team_join", "user": {"id": slack.ada.id}}
        slack.repeat(slack.event(event))
        first, two = bodies
        assert first == two
        assert (first["type"], first["team_id"], first["api_app_id"]) == (
            "event_callback",
            "T0TEAM",
            "A0APP",
        )
        assert first["event"]["user"] == {"id": "U0ADA"}
        assert first["event_id"].startswith("Ev")
        assert first["authorizations"][0]["user_id"] == "U0BOT"
