"""What people do in Slack: each step sends a request to the bot and applies the reply."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.client.choices import ImpossibleError, choose
from sandbox.client.replies import Outcome, after_command, after_submission
from sandbox.delivery import payloads
from sandbox.delivery.http import FAILED, Delivery, Reply, Request, Retry
from sandbox.delivery.payloads import escape
from sandbox.world.blocks import BUTTON_TYPES, Spot
from sandbox.world.fields import SHAPES, options_of, text_value
from sandbox.world.records import Call, Channel, Json, Message, RefusedError, User
from sandbox.world.rules import Rule
from sandbox.world.views import View
from sandbox.world.workspace import Workspace

Surface = View | Message


@dataclass(slots=True)
class Step:
    """One thing that a person did: the request to the bot, its reply, and the outcome.

    `request` is None when the client sent nothing.
    """

    request: Request | None = None
    reply: Reply = field(default_factory=Reply)
    outcome: Outcome = field(default_factory=Outcome)
    view: View | None = None
    calls: tuple[Call, ...] = ()
    """What the bot called before it replied."""
    repeats: int = 0


class Client:
    """The Slack client of everybody in the team."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.delivery: Delivery | None = None

    async def command(self, command: str, text: str, user: User, channel: Channel) -> Step:
        """Type a slash command and see its answer."""
        ws = self._workspace
        with ws.lock:
            if ws.settings.should_escape:
                text = escape(text, ws.directory, with_links=ws.enforces(Rule.LINKS))
            payload = payloads.slash_command(ws, command, text, user, channel)
        return await self._deliver(Request("slash_commands", payload))

    async def press(self, user: User, surface: Surface, spot: Spot) -> Step:
        """Press a button."""
        return await self._act(user, surface, spot, {})

    async def pick(self, user: User, surface: Surface, spot: Spot, choices: list[Any]) -> Step:
        """Choose in a menu, a list of radio buttons or checkboxes, or a picker."""
        with self._workspace.lock:
            options = options_of(self._workspace.suggestions.get(spot.key[1], {}))
            value = choose(spot.element, choices, options, self._workspace.directory, user)
        if spot.element["type"] == "overflow":
            return await self._act(user, surface, spot, {"selected_option": value})
        return await self._enter(user, surface, spot, value, notifies=True)

    async def write(
        self, user: User, surface: Surface, spot: Spot, text: str, *, enter: bool
    ) -> Step:
        """Type into a field; a multi-line one takes Enter for a new line."""
        config = spot.element.get("dispatch_action_config") or {}
        triggers = config.get("trigger_actions_on", ["on_enter_pressed"])
        on_enter = enter and not spot.element.get("multiline") and "on_enter_pressed" in triggers
        notifies = on_enter or "on_character_entered" in triggers
        return await self._enter(
            user, surface, spot, text_value(spot.element, text), notifies=notifies
        )

    async def suggest(self, user: User, surface: Surface, spot: Spot, query: str) -> Step:
        """Type into a menu whose options come from the bot."""
        ws = self._workspace
        if len(query) < spot.element.get("min_query_length", 0):
            return Step()
        with ws.lock:
            payload = payloads.block_suggestion(ws, user, surface, spot, query)
        step = await self._deliver(Request("interactive", payload))
        options = step.reply.body if isinstance(step.reply.body, dict) else {}
        with ws.lock:
            try:
                ws.checks.options("ack of a block_suggestion", options)
                ws.suggestions[spot.key[1]] = options
            except RefusedError as error:
                step.outcome.failure = error.error
        return step

    async def submit(self, user: User, view: View) -> Step:
        """Send a form; one with errors that the client finds is not sent."""
        ws = self._workspace
        with ws.lock:
            if not view.body.get("submit"):
                raise ImpossibleError(f"the view {view.id} has no button to submit it")
            if input_errors := view.form.input_errors():
                view.errors = input_errors
                return Step(outcome=Outcome(errors=input_errors), view=view)
            payload = payloads.view_submission(ws, user, view)
        return await self._deliver(Request("interactive", payload), view)

    async def close(self, user: User, view: View, *, everything: bool = False) -> Step:
        """Close the visible view, or the whole modal; the bot gets an event for each view with `notify_on_close`."""
        ws = self._workspace
        clears_all = everything or bool(view.body.get("clear_on_close"))
        with ws.lock:
            views = list(reversed(ws.views.stack(user.id))) if clears_all else [view]
            for closed_view in views:
                ws.views.close(closed_view)
        step = Step()
        for closed_view in views:
            if closed_view.body.get("notify_on_close"):
                payload = payloads.view_closed(ws, user, closed_view, is_cleared=clears_all)
                step = await self._deliver(Request("interactive", payload))
        return step

    async def shortcut(self, callback_id: str, user: User, message: Message | None = None) -> Step:
        """Use a shortcut of the app, from anywhere or from the menu of a message."""
        with self._workspace.lock:
            if message is None:
                payload = payloads.shortcut(self._workspace, callback_id, user)
            else:
                payload = payloads.message_action(self._workspace, callback_id, user, message)
        return await self._deliver(Request("interactive", payload))

    async def event(self, event: Json) -> Step:
        """Send an event that the app is subscribed to."""
        with self._workspace.lock:
            payload = payloads.event_callback(self._workspace, event)
        return await self._deliver(Request("events_api", payload))

    async def repeat(self, step: Step) -> Step:
        """Deliver the same request once more, as Slack does when it saw no answer."""
        if step.request is None:
            raise ImpossibleError("nothing was sent that could be sent again")
        step.repeats += 1
        return await self._deliver(step.request, step.view, Retry(step.repeats))

    async def _enter(
        self, user: User, surface: Surface, spot: Spot, value: Any, *, notifies: bool
    ) -> Step:
        if spot.element["type"] not in SHAPES:
            raise ImpossibleError(f"nothing can be entered in {spot.key[1]!r}")
        with self._workspace.lock:
            entry = self._form(user, surface).touch(spot, value)
        if not (spot.dispatches and notifies):
            return Step()
        return await self._act(user, surface, spot, entry)

    async def _act(self, user: User, surface: Surface, spot: Spot, entry: Json) -> Step:
        ws = self._workspace
        if not entry and spot.element["type"] not in BUTTON_TYPES:
            raise ImpossibleError(f"{spot.key[1]!r} is a {spot.element['type']}, no button")
        with ws.lock:
            action = payloads.action(spot, ws.messages.next_ts(), entry)
            payload = payloads.block_actions(ws, user, surface, [action])
        return await self._deliver(Request("interactive", payload))

    def _form(self, user: User, surface: Surface) -> Any:
        if isinstance(surface, View):
            return surface.form
        return self._workspace.form_of(user.id, surface)

    async def _deliver(
        self, request: Request, view: View | None = None, retry: Retry | None = None
    ) -> Step:
        ws, reply = self._workspace, Reply(failure=FAILED)
        call_count = len(ws.calls)
        if self.delivery is not None:
            reply = await self.delivery.send(request, retry)
        calls = tuple(ws.calls[call_count:])
        ws.replies.append((_name(request), tuple(call.method for call in calls)))
        return Step(request, reply, self._outcome(request, reply, view), view, calls)

    def _outcome(self, request: Request, reply: Reply, view: View | None) -> Outcome:
        payload = request.payload
        if request.kind == "slash_commands":
            user, channel = payload["user_id"], payload["channel_id"]
            return after_command(self._workspace, user, channel, reply)
        if view is not None:
            return after_submission(self._workspace, view, reply)
        return Outcome(failure=reply.failure)


def _name(request: Request) -> str:
    """What identifies a request: a command with its text, an action_id, a callback_id or an event type."""
    payload = request.payload
    if request.kind == "slash_commands":
        return f"{payload['command']} {payload['text']}".strip()
    if request.kind == "events_api":
        return str(payload["event"]["type"])
    actions = [str(action["action_id"]) for action in payload.get("actions", ())]
    callback_id = payload.get("callback_id") or payload.get("view", {}).get("callback_id") or ""
    return " ".join([payload["type"], *actions] if actions else [payload["type"], callback_id])
