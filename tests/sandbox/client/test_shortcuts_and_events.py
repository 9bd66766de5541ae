"""People use shortcuts of the app; events happen."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.client.choices import ImpossibleError
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.pieces import Json, current_view, modal
from tests.sandbox.small_bot import collect


class TestShortcuts:
    def test_from_anywhere(self, slack: StandIn, app: App, ada: User) -> None:
        bodies = collect(app.global_shortcut("start"))
        assert slack.shortcut("start", user=ada).status == 200
        [body] = bodies
        assert (body["type"], body["callback_id"], body["user"]["id"]) == (
            "shortcut",
            "start",
            "U0ADA",
        )
        assert body["trigger_id"]
        assert "response_url" not in body

    def test_on_a_message(self, slack: StandIn, app: App, ada: User) -> None:
        bodies = collect(app.message_shortcut("start"))
        message = slack.say("Look at this", user=ada, channel=slack.general)
        slack.shortcut("start", user=ada, message=message)
        [body] = bodies
        assert (body["type"], body["message_ts"]) == ("message_action", message.ts)
        assert (body["message"]["text"], body["message"]["user"]) == ("Look at this", "U0ADA")
        assert body["channel"] == {"id": "C0GENERAL", "name": "general"}
        assert body["response_url"]

    def test_can_be_answered_with_a_modal_and_to_one_person(
        self, slack: StandIn, app: App, ada: User, grace: User
    ) -> None:
        @app.message_shortcut("start")
        def start(ack: Any, body: Json, client: WebClient, respond: Any) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            respond("Only you see this.")

        message = slack.say("Look", user=grace, channel=slack.general)
        slack.shortcut("start", user=ada, message=message)
        assert current_view(slack, ada).callback_id == "card"
        assert [ephemeral.text for ephemeral in slack.ephemerals(ada)] == ["Only you see this."]
        assert slack.ephemerals(grace) == []

    def test_are_not_on_messages_that_one_cannot_see(
        self, slack: StandIn, ada: User, grace: User
    ) -> None:
        message = slack.say("Mine", user=grace)
        with pytest.raises(ImpossibleError, match="cannot see"):
            slack.shortcut("start", user=ada, message=message)


class TestEvents:
    def test_arrive_in_their_envelope(self, slack: StandIn, app: App, ada: User) -> None:
        bodies: list[Json] = []

        @app.event("team_join")
        def joined(body: Json) -> None:
            bodies.append(body)

        event = {"type": "team_join", "user": {"id": ada.id}}
        first = slack.event(event)
        slack.repeat(first)
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
