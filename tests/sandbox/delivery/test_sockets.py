"""The same, over Socket Mode with Bolt's own handler."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from sandbox.driver.driver import StandIn
from tests.sandbox.office import Office
from tests.sandbox.small_bot import APP_TOKEN, BOT_TOKEN, new_app
from tests.threads import at_once

Json = dict[str, Any]


def hang_up(slack: StandIn, *handlers: SocketModeHandler) -> None:
    """End the connections from Slack's side first: Bolt's own close waits three seconds for a read."""
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    slack.drop_sockets()
    slack.wait_for(lambda: not any(handler.client.is_connected() for handler in handlers))
    for handler in handlers:
        handler.close()
    slack.wait_for(lambda: slack.open_sockets == 0)


def listen_in(handler: SocketModeHandler) -> list[Json]:
    """Every frame that the bot gets from now on."""
    frames: list[Json] = []
    handler.client.on_message_listeners.append(lambda text: frames.append(json.loads(text)))
    return frames


@pytest.fixture(scope="class")
def connection(session_slack: StandIn) -> Iterator[SocketModeHandler]:
    """One connection for all tests of a class: Bolt needs a second to end one."""
    client = WebClient(token=BOT_TOKEN, base_url=session_slack.api_url)
    handler = SocketModeHandler(new_app(client), APP_TOKEN, ping_interval=0.5)
    handler.connect()
    yield handler
    hang_up(session_slack, handler)


@pytest.fixture
def handler(slack: Office, connection: SocketModeHandler) -> SocketModeHandler:
    """The connection, taking requests for the app of this test."""
    connection.app = slack.app
    slack.use_socket_mode()
    return connection


class TestOverASocket:
    def test_a_command_is_answered(self, slack: Office, handler: SocketModeHandler) -> None:
        slack.app.command("/plan")(lambda ack, body: ack(f"Planned {body['text']}"))
        answer = slack.command("/plan", "it", user=slack.ada)
        assert answer.message is not None
        assert answer.message.text == "Planned it"

    def test_an_empty_acknowledgement_is_enough(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        slack.app.command("/plan")(lambda ack: ack())
        answer = slack.command("/plan", user=slack.ada)
        assert (answer.status, answer.message, answer.failure) == (200, None, None)

    def test_a_form_goes_all_the_way(self, slack: Office, handler: SocketModeHandler) -> None:
        words = {"type": "plain_text", "text": "Name"}
        element = {"type": "plain_text_input", "action_id": "name"}
        block = {"type": "input", "block_id": "who", "label": words, "element": element}
        view = {"type": "modal", "callback_id": "card", "title": words, "submit": words}

        @slack.app.command("/card")
        def card(ack: Any, body: Json, client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view={**view, "blocks": [block]})

        slack.app.view("card")(lambda ack: ack(response_action="errors", errors={"who": "Who?"}))
        slack.command("/card", user=slack.ada)
        view = slack.view_of(slack.ada)
        assert view is not None
        slack.type(view, "name", "Linus")
        assert slack.submit(view).errors == {"who": "Who?"}

    def test_an_event_is_acknowledged_and_a_retry_says_so(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        retries: list[list[str] | None] = []
        slack.app.event("app_home_opened")(
            lambda request: retries.append(request.headers.get("x-slack-retry-num"))
        )
        slack.repeat(slack.open_home(slack.ada))
        assert retries == [["0"], ["1"]]

    def test_what_nobody_acknowledges_times_out(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        slack.settings.ack_seconds = 0.1
        assert slack.command("/unknown", user=slack.ada).failure == "operation_timeout"


class TestTheConnection:
    def test_refreshes_and_the_bot_comes_back(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        slack.app.command("/plan")(lambda ack: ack("Still here"))
        frames = listen_in(handler)
        slack.refresh_sockets()
        slack.wait_for(lambda: slack.open_sockets == 1)
        assert [frame["reason"] for frame in frames if frame["type"] == "disconnect"] == [
            "refresh_requested"
        ]
        assert len(slack.calls("apps.connections.open")) == 1
        answer = slack.command("/plan", user=slack.ada)
        assert answer.message is not None
        assert answer.message.text == "Still here"

    def test_may_break_and_the_bot_comes_back(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        slack.app.command("/plan")(lambda ack: ack("Still here"))
        slack.drop_sockets()
        slack.wait_for(lambda: slack.open_sockets == 1)
        assert slack.command("/plan", user=slack.ada).message is not None

    def test_takes_commands_from_several_people_at_once(
        self, slack: Office, handler: SocketModeHandler
    ) -> None:
        slack.app.command("/plan")(lambda ack, body: ack(body["user_id"]))
        answers = at_once(
            *[partial(slack.command, "/plan", user=user) for user in ("U0ADA", "U0GRACE")]
        )
        texts = [answer.message and answer.message.text for answer in answers]
        assert texts == ["U0ADA", "U0GRACE"]


class TestConnecting:
    def test_nothing_arrives_without_a_connection(self, slack: Office) -> None:
        slack.use_socket_mode(sockets=0)
        assert slack.command("/plan", user=slack.ada).failure == "dispatch_failed"

    def test_says_hello_and_wraps_each_request(self, slack: Office) -> None:
        slack.app.command("/plan")(lambda ack: ack())
        handler = SocketModeHandler(slack.app, APP_TOKEN)
        frames = listen_in(handler)
        handler.connect()
        slack.use_socket_mode()
        slack.command("/plan", user=slack.ada)
        slack.settings.ack_seconds = 0.1
        slack.open_home(slack.ada)
        hang_up(slack, handler)
        hello, envelope, event = frames
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": "A0APP"}
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["command"] == "/plan"
        assert envelope["envelope_id"] != event["envelope_id"]
        assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)

    def test_gives_each_address_for_one_use(self, slack: Office) -> None:
        handler = SocketModeHandler(slack.app, APP_TOKEN)
        handler.connect()
        slack.use_socket_mode()
        [call] = slack.calls("apps.connections.open")
        hang_up(slack, handler)
        used_url: str = call.answer["url"].replace("ws", "http", 1)
        for address in (used_url, f"{slack.workspace.base_url}/link?ticket=made-up"):
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(address)  # noqa: S310 -- the stand-in's own address

    def test_delivers_each_request_to_one_of_several_connections(self, slack: Office) -> None:
        slack.app.command("/plan")(lambda ack: ack())
        handlers = [SocketModeHandler(slack.app, APP_TOKEN) for _ in range(2)]
        numbers: list[int] = []
        for number, handler in enumerate(handlers):
            handler.client.socket_mode_request_listeners.insert(
                0, lambda client, request, number=number: numbers.append(number)
            )
            handler.connect()
        slack.use_socket_mode(sockets=2)
        for _ in range(4):
            assert slack.command("/plan", user=slack.ada).status == 200
        hang_up(slack, *handlers)
        assert sorted(numbers) == [0, 0, 1, 1]
