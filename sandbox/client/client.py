"""What people do in Slack: each step tells the bot what it must and shows what comes back."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.client.choices import ImpossibleError, choose
from sandbox.client.replies import Outcome, after_command, after_submission
from sandbox.delivery import payloads
from sandbox.delivery.escaping import escaped
from sandbox.delivery.http import FAILED, Delivery, Reply, Request, Retry
from sandbox.world.blocks import PRESSED, Spot
from sandbox.world.fields import SHAPES, options_of, written
from sandbox.world.records import Call, Channel, Json, Message, RefusedError, User
from sandbox.world.views import View
from sandbox.world.workspace import Workspace

Surface = View | Message


@dataclass(slots=True)
class Step:
    """One thing somebody did: what the bot was told, what it replied, what that led to.

    `request` is None when the client kept it to itself.
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
                text = escaped(text, ws.directory)
            payload = payloads.slash_command(ws, command, text, user, channel)
        return await self._deliver(Request("slash_commands", payload))

    async def press(self, user: User, surface: Surface, spot: Spot) -> Step:
        """Press a button."""
        return await self._act(user, surface, spot, {})

    async def pick(self, user: User, surface: Surface, spot: Spot, wanted: list[Any]) -> Step:
        """Choose in a menu, a list of radio buttons or checkboxes, or a picker."""
        with self._workspace.lock:
            offered = options_of(self._workspace.suggested.get(spot.key[1], {}))
            value = choose(spot.element, wanted, offered, self._workspace.directory, user)
        if spot.element["type"] == "overflow":
            return await self._act(user, surface, spot, {"selected_option": value})
        return await self._enter(user, surface, spot, value, tells=True)

    async def write(
        self, user: User, surface: Surface, spot: Spot, text: str, *, enter: bool
    ) -> Step:
        """Type into a field; a multi-line one takes Enter for a new line."""
        config = spot.element.get("dispatch_action_config") or {}
        triggers = config.get("trigger_actions_on", ["on_enter_pressed"])
        entered = enter and not spot.element.get("multiline") and "on_enter_pressed" in triggers
        tells = entered or "on_character_entered" in triggers
        return await self._enter(user, surface, spot, written(spot.element, text), tells=tells)

    async def suggest(self, user: User, surface: Surface, spot: Spot, typed: str) -> Step:
        """Type into a menu whose options come from the bot."""
        ws = self._workspace
        if len(typed) < spot.element.get("min_query_length", 0):
            return Step()
        with ws.lock:
            payload = payloads.block_suggestion(ws, user, surface, spot, typed)
        step = await self._deliver(Request("interactive", payload))
        offered = step.reply.body if isinstance(step.reply.body, dict) else {}
        with ws.lock:
            try:
                ws.checks.options("ack of a block_suggestion", offered)
                ws.suggested[spot.key[1]] = offered
            except RefusedError as refused:
                step.outcome.failure = refused.error
        return step

    async def submit(self, user: User, view: View) -> Step:
        """Send a form; what the client itself finds wrong never reaches the bot."""
        ws = self._workspace
        with ws.lock:
            if not view.body.get("submit"):
                raise ImpossibleError(f"the view {view.id} has no button to submit it")
            if complaints := view.form.complaints():
                view.errors = complaints
                return Step(outcome=Outcome(errors=complaints), view=view)
            payload = payloads.view_submission(ws, user, view)
        return await self._deliver(Request("interactive", payload), view)

    async def close(self, user: User, view: View, *, everything: bool = False) -> Step:
        """Close the visible view, or with it all below; each that asked for it is told of."""
        ws = self._workspace
        cleared = everything or bool(view.body.get("clear_on_close"))
        with ws.lock:
            leaving = list(reversed(ws.views.stack(user.id))) if cleared else [view]
            for gone in leaving:
                ws.views.close(gone)
        step = Step()
        for gone in leaving:
            if gone.body.get("notify_on_close"):
                payload = payloads.view_closed(ws, user, gone, is_cleared=cleared)
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
        """Let something happen that the bot has subscribed to."""
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
        self, user: User, surface: Surface, spot: Spot, value: Any, *, tells: bool
    ) -> Step:
        if spot.element["type"] not in SHAPES:
            raise ImpossibleError(f"nothing can be entered in {spot.key[1]!r}")
        with self._workspace.lock:
            entered = self._form(user, surface).touch(spot, value)
        if not (spot.dispatches and tells):
            return Step()
        return await self._act(user, surface, spot, entered)

    async def _act(self, user: User, surface: Surface, spot: Spot, entered: Json) -> Step:
        ws = self._workspace
        if not entered and spot.element["type"] not in PRESSED:
            raise ImpossibleError(f"{spot.key[1]!r} is a {spot.element['type']}, no button")
        with ws.lock:
            action = payloads.action(spot, ws.messages.next_ts(), entered)
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
        earlier = len(ws.calls)
        if self.delivery is not None:
            reply = await self.delivery.send(request, retry)
        calls = tuple(ws.calls[earlier:])
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
    """What was sent, in Slack's own words: a command with its text, an action_id, a callback_id, an event."""
    payload = request.payload
    if request.kind == "slash_commands":
        return f"{payload['command']} {payload['text']}".strip()
    if request.kind == "events_api":
        return str(payload["event"]["type"])
    actions = [str(action["action_id"]) for action in payload.get("actions", ())]
    callback_id = payload.get("callback_id") or payload.get("view", {}).get("callback_id") or ""
    return " ".join([payload["type"], *actions] if actions else [payload["type"], callback_id])
