"""People use shortcuts of the app; events happen."""

from slack_bolt import App

from sandbox.driver import StandIn
from sandbox.records import User
from tests.sandbox.pieces import (
    Json,
)
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
        said = slack.say("Look at this", user=ada, channel=slack.general)
        slack.shortcut("start", user=ada, message=said)
        [body] = bodies
        assert (body["type"], body["message_ts"]) == ("message_action", said.ts)
        assert (body["message"]["text"], body["message"]["user"]) == ("Look at this", "U0ADA")
        assert body["channel"] == {"id": "C0GENERAL", "name": "general"}
        assert body["response_url"]


class TestEvents:
    def test_arrive_in_their_envelope(self, slack: StandIn, app: App, ada: User) -> None:
        bodies: list[Json] = []

        @app.event("team_join")
        def joined(body: Json) -> None:
            bodies.append(body)

        event = {"type": "team_join", "user": {"id": ada.id}}
        first = slack.event(event)
        slack.repeat(first)
        one, two = bodies
        assert one == two
        assert (one["type"], one["team_id"], one["api_app_id"]) == (
            "event_callback",
            "T0TEAM",
            "A0APP",
        )
        assert one["event"]["user"] == {"id": "U0ADA"}
        assert one["event_id"].startswith("Ev")
        assert one["authorizations"][0]["user_id"] == "U0BOT"
