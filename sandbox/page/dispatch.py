"""Carries out what somebody did on the page: the same steps that a test takes, by mouse."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sandbox.client.client import Client, Step
from sandbox.client.screen import Screen
from sandbox.page import actions
from sandbox.page.channel_messages import ChannelMessages
from sandbox.page.guide import Guide
from sandbox.page.places import find_message, find_spot, find_view
from sandbox.world.blocks import Spot
from sandbox.world.fields import options_of
from sandbox.world.records import Json, User
from sandbox.world.views import view_payload
from sandbox.world.workspace import Workspace

Handler = Callable[[User, Any], Awaitable[Json]]


class Dispatcher:
    """Does what the acts say; each answers with what the page shows of the outcome."""

    def __init__(
        self, workspace: Workspace, client: Client, guide: Guide, events: frozenset[str]
    ) -> None:
        self._workspace = workspace
        self._client = client
        self._guide = guide
        self._events = events
        self._screen = Screen(workspace)
        self._channel_messages = ChannelMessages(workspace, client, events)
        self._tasks: set[asyncio.Task[Step]] = set()
        self._handlers: dict[type, Handler] = {
            actions.SlashCommand: self._type_command,
            actions.ChannelMessage: self._say,
            actions.ButtonPress: self._press,
            actions.Choice: self._pick,
            actions.TextEntry: self._write,
            actions.SuggestionQuery: self._suggest,
            actions.Submission: self._submit,
            actions.ViewClosing: self._close,
            actions.ShortcutUse: self._use_shortcut,
            actions.TabVisit: self._visit,
            actions.PersonChange: self._become,
        }

    def people(self) -> list[str]:
        """The ids of everybody one can be, oldest first."""
        with self._workspace.lock:
            users = self._workspace.directory.users
            return [user.id for user in users if not (user.is_bot or user.deleted)]

    def uploaded(self, file_id: str) -> tuple[str, bytes]:
        """The name and the bytes of a file that the bot has shared."""
        with self._workspace.lock:
            file = self._workspace.files.find(file_id)
            return file.name, file.content or b""

    async def do(self, act: Any) -> Json:
        """What came of it: `failure` is Slack's name for what went wrong, or None."""
        with self._workspace.lock:
            person = self._screen.person(act.user)
        return await self._handlers[type(act)](person, act)

    async def stop(self) -> None:
        """Wait for what is still on its way to the bot."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _type_command(self, person: User, act: actions.SlashCommand) -> Json:
        with self._workspace.lock:
            channel = self._screen.open_channel(person, act.channel)
        return _outcome(await self._client.command(act.command, act.text, person, channel))

    async def _say(self, person: User, act: actions.ChannelMessage) -> Json:
        with self._workspace.lock:
            channel = self._screen.open_channel(person, act.channel)
        return _outcome(await self._channel_messages.say(act.text, person, channel, act.thread_ts))

    async def _press(self, person: User, act: actions.ButtonPress) -> Json:
        surface, spot = self._at(person, act)
        if act.side is not None:
            spot = Spot(spot.block, {**spot.element, **spot.element[act.side]})
        return _outcome(await self._client.press(person, surface, spot))

    async def _pick(self, person: User, act: actions.Choice) -> Json:
        surface, spot = self._at(person, act)
        return _outcome(await self._client.pick(person, surface, spot, list(act.chosen)))

    async def _write(self, person: User, act: actions.TextEntry) -> Json:
        """Returns as soon as the field holds the text; the bot hears of it meanwhile.

        A form that is sent right after must find the text in its field, and must not wait until
        the bot has answered for each letter.
        """
        surface, spot = self._at(person, act)
        writing = self._client.write(person, surface, spot, act.text, enter=act.enter)
        return await self._start(writing)

    async def _suggest(self, person: User, act: actions.SuggestionQuery) -> Json:
        surface, spot = self._at(person, act)
        before = options_of(self._workspace.suggestions.get(act.action_id, {}))
        step = await self._client.suggest(person, surface, spot, act.text)
        options = step.reply.body if isinstance(step.reply.body, dict) else {}
        with self._workspace.lock:
            # In a menu for several, what was chosen after one search stays chosen after the next.
            current = options_of(self._workspace.suggestions.get(act.action_id, {}))
            by_value = {option["value"]: option for option in [*before, *current]}
            self._workspace.suggestions[act.action_id] = {"options": list(by_value.values())}
        return {**_outcome(step), "options": options}

    async def _submit(self, person: User, act: actions.Submission) -> Json:
        view = find_view(self._workspace, self._screen, person, act.view_id)
        return _outcome(await self._client.submit(person, view))

    async def _close(self, person: User, act: actions.ViewClosing) -> Json:
        view = find_view(self._workspace, self._screen, person, act.view_id)
        return _outcome(await self._client.close(person, view, everything=act.everything))

    async def _use_shortcut(self, person: User, act: actions.ShortcutUse) -> Json:
        message = None
        if act.channel is not None and act.ts is not None:
            message = find_message(self._workspace, self._screen, person, act.channel, act.ts)
        return _outcome(await self._client.shortcut(act.callback_id, person, message))

    async def _visit(self, person: User, act: actions.TabVisit) -> Json:
        if "app_home_opened" not in self._events:
            return _outcome(Step())
        ws = self._workspace
        with ws.lock:
            channel = ws.directory.direct(person).id
            event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel}
            home = ws.views.home(person.id)
            if home is not None and act.tab == "home":
                event["view"] = view_payload(home, ws.identity, home.form.values())
        return _outcome(await self._client.event({**event, "tab": act.tab}))

    async def _become(self, person: User, _act: actions.PersonChange) -> Json:
        with self._workspace.lock:
            self._workspace.directory.direct(person)
        self._guide.record("user", person.id)
        return _outcome(Step())

    def _at(self, person: User, act: actions.ElementAct) -> tuple[Any, Spot]:
        return find_spot(self._workspace, self._screen, person, act)

    async def _start(self, work: Coroutine[Any, Any, Step]) -> Json:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.sleep(0)
        return _outcome(task.result() if task.done() else Step())


def _outcome(step: Step) -> Json:
    message = step.outcome.message
    return {
        "failure": step.outcome.failure,
        "errors": step.outcome.errors,
        "message": message.ts if message is not None else None,
    }
