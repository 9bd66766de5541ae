"""Somebody else's Bolt app, a to-do list, is pointed at the stand-in and played with, by HTTP and by socket."""

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler

from sandbox.client.snapshots import ViewSnapshot
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.sandbox.delivery.test_sockets import hang_up
from tests.sandbox.office import Office
from tests.sandbox.small_bot import APP_TOKEN, BoltServer
from tests.sandbox.todo_app import add_todos


@pytest.fixture(params=["http", "socket"])
def todos(
    slack: Office, request: pytest.FixtureRequest, bolt_server: BoltServer
) -> Iterator[dict[str, list[str]]]:
    """The list, running as its own README would have it: Bolt's defaults, the token looked up at the start."""
    app = App(client=slack.client, signing_secret=slack.settings.signing_secret)
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
        self, slack: Office, todos: dict[str, list[str]]
    ) -> None:
        room = slack.add_channel("kitchen", [slack.ada], with_bot=True)
        slack.open_home(slack.ada)
        slack.wait_for(lambda: slack.home_of(slack.ada))
        assert "Have a coffee" in home_of(slack, slack.ada).text

        slack.command("/todo", user=slack.ada, channel=room)
        slack.wait_for(lambda: slack.view_of(slack.ada))
        assert slack.submit(slack.view()).errors == {"item": "Please fill in this required field."}
        slack.type(slack.view(), "words", "Buy milk")
        slack.submit(slack.view())
        slack.wait_for(lambda: "Buy milk" in home_of(slack, slack.ada).text)
        assert slack.view_of(slack.ada) is None
        assert [ephemeral.text for ephemeral in slack.ephemerals(slack.ada)] == ["Added: Buy milk"]

        slack.command("/todo", user=slack.ada, channel=room)
        slack.wait_for(lambda: slack.view_of(slack.ada))
        slack.type(slack.view(), "words", "Buy milk")
        assert slack.submit(slack.view()).errors == {"item": "That is on your list already."}
        slack.close(slack.view())

        message = slack.say("The tap drips", user=slack.ada, channel=room)
        slack.shortcut("remember", user=slack.ada, message=message)
        slack.wait_for(lambda: "The tap drips" in home_of(slack, slack.ada).text)
        assert slack.ephemerals(slack.ada)[-1].text == "It is on your list."

        event = {
            "type": "message",
            "channel_type": "channel",
            "channel": room.id,
            "user": slack.ada.id,
        }
        question = slack.say("what is left?", user=slack.ada, channel=room)
        slack.event(event | {"text": question.text, "ts": question.ts})
        slack.wait_for(lambda: slack.thread(question))
        [reply] = slack.thread(question)
        assert "Buy milk" in reply.text

        slack.press(reply, "done", user=slack.ada, value="Buy milk")
        slack.wait_for(lambda: "Buy milk" not in home_of(slack, slack.ada).text)
        slack.press(home_of(slack, slack.ada), "done")
        slack.wait_for(lambda: "Have a coffee" in home_of(slack, slack.ada).text)
        assert todos == {slack.ada.id: []}
        assert slack.violations == []
