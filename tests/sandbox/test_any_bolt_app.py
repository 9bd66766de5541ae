"""Somebody else's Bolt app, a to-do list, is pointed at the stand-in and played with, by HTTP and by socket."""

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from sandbox.client.snapshots import ViewSnapshot
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.delivery.test_sockets import hang_up
from tests.sandbox.pieces import current_view
from tests.sandbox.small_bot import APP_TOKEN, BoltServer
from tests.sandbox.todo_app import add_todos


@pytest.fixture(params=["http", "socket"])
def todos(
    request: pytest.FixtureRequest, slack: StandIn, bolt_server: BoltServer, client: WebClient
) -> Iterator[dict[str, list[str]]]:
    """The list, running as its own README would have it: Bolt's defaults, the token looked up at the start."""
    app = App(client=client, signing_secret=slack.settings.signing_secret)
    items = add_todos(app)
    if request.param == "http":
        bolt_server.app = app
        yield items
        return
    handler = SocketModeHandler(app, APP_TOKEN)
    handler.connect()
    slack.use_socket_mode()
    yield items
    hang_up(slack, handler)


def home_of(slack: StandIn, user: User) -> ViewSnapshot:
    home = slack.home_of(user)
    assert home
    return home


class TestTheToDoList:
    def test_is_added_to_ticked_off_and_asked_for(
        self, slack: StandIn, todos: dict[str, list[str]], ada: User
    ) -> None:
        room = slack.add_channel("kitchen", [ada], with_bot=True)
        slack.open_home(ada)
        slack.wait_for(lambda: slack.home_of(ada))
        assert "Have a coffee" in home_of(slack, ada).text

        slack.command("/todo", user=ada, channel=room)
        slack.wait_for(lambda: slack.view_of(ada))
        assert slack.submit(current_view(slack, ada)).errors == {
            "item": "Please fill in this required field."
        }
        slack.type(current_view(slack, ada), "words", "Buy milk")
        slack.submit(current_view(slack, ada))
        slack.wait_for(lambda: "Buy milk" in home_of(slack, ada).text)
        assert slack.view_of(ada) is None
        assert [ephemeral.text for ephemeral in slack.ephemerals(ada)] == ["Added: Buy milk"]

        slack.command("/todo", user=ada, channel=room)
        slack.wait_for(lambda: slack.view_of(ada))
        slack.type(current_view(slack, ada), "words", "Buy milk")
        assert slack.submit(current_view(slack, ada)).errors == {
            "item": "That is on your list already."
        }
        slack.close(current_view(slack, ada))

        message = slack.say("The tap drips", user=ada, channel=room)
        slack.shortcut("remember", user=ada, message=message)
        slack.wait_for(lambda: "The tap drips" in home_of(slack, ada).text)
        assert slack.ephemerals(ada)[-1].text == "It is on your list."

        event = {"type": "message", "channel_type": "channel", "channel": room.id, "user": ada.id}
        question = slack.say("what is left?", user=ada, channel=room)
        slack.event(event | {"text": question.text, "ts": question.ts})
        slack.wait_for(lambda: slack.thread(question))
        [reply] = slack.thread(question)
        assert "Buy milk" in reply.text

        slack.press(reply, "done", user=ada, value="Buy milk")
        slack.wait_for(lambda: "Buy milk" not in home_of(slack, ada).text)
        slack.press(home_of(slack, ada), "done")
        slack.wait_for(lambda: "Have a coffee" in home_of(slack, ada).text)
        assert todos == {ada.id: []}
        assert slack.violations == []
