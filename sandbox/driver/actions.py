"""What people do in a test, one blocking call for each step."""

from collections.abc import Callable, Coroutine
from typing import Any

from sandbox.client.choices import ImpossibleError
from sandbox.client.client import Client, Step, Surface
from sandbox.client.screen import Screen, Snapshot
from sandbox.client.snapshots import (
    Answer,
    MessageSnapshot,
    ViewSnapshot,
    answer_snapshot,
    message_snapshot,
)
from sandbox.world.blocks import Spot
from sandbox.world.records import Channel, Json, User
from sandbox.world.views import View, view_payload
from sandbox.world.workspace import Workspace

OptionalUser = User | str | None
Run = Callable[[Coroutine[Any, Any, Step]], Step]


class Actions:
    """Carries out steps; each returns once the bot has answered or its time is over."""

    def __init__(self, workspace: Workspace, client: Client, run: Run) -> None:
        self._workspace = workspace
        self._client = client
        self._run = run
        self._screen = Screen(workspace)
        self.after_each_step: Callable[[], object] = lambda: None

    def command(
        self,
        command: str,
        text: str = "",
        *,
        user: User | str,
        channel: Channel | str | None = None,
    ) -> Answer:
        """Type a command in a channel, by default in the messages with the bot."""
        with self._workspace.lock:
            person = self._screen.person(user)
            place = self._screen.open_channel(person, channel)
        return self._finish(self._client.command(command, text, person, place))

    def press(
        self, snapshot: Snapshot, action_id: str, *, user: OptionalUser = None, value: Any = None
    ) -> Answer:
        """Press a button, or an entry of an overflow menu; `value` tells equal ids apart."""
        person, surface, spot = self._target(snapshot, action_id, user, value)
        if spot.element["type"] == "overflow":
            return self._finish(self._client.pick(person, surface, spot, [value]))
        return self._finish(self._client.press(person, surface, spot))

    def choose(
        self, snapshot: Snapshot, element_id: str, choice: Any, *, user: OptionalUser = None
    ) -> Answer:
        """Choose an option by value or words, a user, a channel or a date; a list for several."""
        person, surface, spot = self._target(snapshot, element_id, user)
        items = choice if isinstance(choice, list | tuple) else [choice]
        choices = [choice for choice in items if choice is not None]
        return self._finish(self._client.pick(person, surface, spot, choices))

    def type(
        self,
        snapshot: Snapshot,
        element_id: str,
        text: str,
        *,
        user: OptionalUser = None,
        enter: bool = False,
    ) -> Answer:
        """Type into a field in place of what stood there, and press Enter if asked to."""
        person, surface, spot = self._target(snapshot, element_id, user)
        return self._finish(self._client.write(person, surface, spot, text, enter=enter))

    def suggest(
        self, snapshot: Snapshot, element_id: str, query: str, *, user: OptionalUser = None
    ) -> Answer:
        """Type into a menu that the bot fills; the `body` of the answer has the options."""
        person, surface, spot = self._target(snapshot, element_id, user)
        return self._finish(self._client.suggest(person, surface, spot, query))

    def submit(self, view: ViewSnapshot) -> Answer:
        """Send the form; `errors` says what stands under its fields, if it stayed open."""
        person, current = self._modal(view)
        return self._finish(self._client.submit(person, current))

    def close(self, view: ViewSnapshot, *, everything: bool = False) -> Answer:
        """Close the view, or the whole modal."""
        person, current = self._modal(view)
        return self._finish(self._client.close(person, current, everything=everything))

    def shortcut(
        self, callback_id: str, *, user: User | str, message: MessageSnapshot | None = None
    ) -> Answer:
        """Use a shortcut of the app, from anywhere or from the menu of a message."""
        with self._workspace.lock:
            person = self._screen.person(user)
            current = self._screen.message(message, person) if message else None
        return self._finish(self._client.shortcut(callback_id, person, current))

    def open_home(self, user: User | str, tab: str = "home") -> Answer:
        """Look at the app's Home tab, or at its messages."""
        with self._workspace.lock:
            person = self._screen.person(user)
            direct = self._workspace.directory.direct(person)
            event: Json = {
                "type": "app_home_opened",
                "user": person.id,
                "channel": direct.id,
                "tab": tab,
            }
            home = self._workspace.views.home(person.id)
            if home is not None and tab == "home":
                event["view"] = view_payload(home, self._workspace.identity, home.form.values())
        return self.event(event)

    def event(self, event: Json) -> Answer:
        """Send an event that the app is subscribed to."""
        return self._finish(self._client.event(event))

    def say(
        self,
        text: str,
        *,
        user: User | str,
        channel: Channel | str | None = None,
        thread_ts: str | None = None,
    ) -> MessageSnapshot:
        """Write a message without an event to the bot, by default in the direct messages with it."""
        with self._workspace.lock:
            person = self._screen.person(user)
            place = self._screen.open_channel(person, channel)
            message = self._workspace.messages.post(place.id, person.id, text, thread_ts=thread_ts)
            return message_snapshot(message)

    def repeat(self, answer: Answer) -> Answer:
        """Deliver the same request once more, marked as a retry."""
        return self._finish(self._client.repeat(answer.step))

    def _finish(self, work: Coroutine[Any, Any, Step]) -> Answer:
        step = self._run(work)
        self.after_each_step()
        with self._workspace.lock:
            return answer_snapshot(step)

    def _target(
        self, snapshot: Snapshot, element_id: str, user: OptionalUser, value: Any = None
    ) -> tuple[User, Surface, Spot]:
        with self._workspace.lock:
            person, surface = self._screen.surface(snapshot, user)
            return person, surface, self._screen.spot(surface, element_id, value)

    def _modal(self, view: ViewSnapshot) -> tuple[User, View]:
        with self._workspace.lock:
            current = self._screen.view(view)
            if current.body["type"] != "modal":
                raise ImpossibleError("a Home tab can be neither submitted nor closed")
            return self._screen.person(current.user), current
