"""Applies the bot's reply to a command or a form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.client.responses import show
from sandbox.delivery.http import Reply
from sandbox.web_api.views import checked_view
from sandbox.world.blocks import spots
from sandbox.world.records import Json, Message, RefusedError
from sandbox.world.response_urls import ResponseUrl
from sandbox.world.rules import Rule
from sandbox.world.views import View
from sandbox.world.workspace import Workspace


@dataclass(slots=True)
class Outcome:
    """What a reply led to: a message, errors under fields, or the failure that Slack shows."""

    message: Message | None = None
    errors: dict[str, str] = field(default_factory=dict)
    failure: str | None = None


def after_command(workspace: Workspace, user: str, channel: str, reply: Reply) -> Outcome:
    """The message in the reply to a command, shown to the person or to the channel."""
    if reply.failure or not reply.body:
        return Outcome(failure=reply.failure)
    body = reply.body if isinstance(reply.body, dict) else {"text": str(reply.body)}
    place = ResponseUrl(user, channel, workspace.clock())
    with workspace.lock:
        try:
            _refuse_young_blocks(workspace, "ack of a command", body)
            return Outcome(show(workspace, "ack of a command", body, place))
        except RefusedError as error:
            return Outcome(failure=error.error)


def after_submission(workspace: Workspace, view: View, reply: Reply) -> Outcome:
    """The outcome for the modal: errors under fields, or the failure of a reply that Slack refuses."""
    with workspace.lock:
        try:
            errors = _apply(workspace, view, reply)
            outcome = Outcome(errors=errors)
        except RefusedError as error:
            outcome = Outcome(failure=error.error)
        view.errors, view.failure = outcome.errors, outcome.failure
    return outcome


def _apply(workspace: Workspace, view: View, reply: Reply) -> dict[str, str]:
    if reply.failure:
        raise RefusedError(reply.failure)
    if view not in workspace.views.stack(view.user):
        return {}
    if not reply.body:
        workspace.views.close(view)
        return {}
    action = reply.body.get("response_action") if isinstance(reply.body, dict) else None
    if action not in _ACTIONS:
        raise RefusedError("invalid_response_action")
    return _ACTIONS[action](workspace, view, reply.body)


def _clear(workspace: Workspace, view: View, _body: Json) -> dict[str, str]:
    workspace.views.clear(view.user)
    return {}


def _update(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    workspace.views.update(view, _next_view(workspace, body), None)
    return {}


def _push(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    workspace.views.push(view.user, _next_view(workspace, body))
    return {}


def _errors(_workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    errors = body.get("errors")
    inputs = {spot.key[0] for spot in spots(view.blocks) if spot.is_input}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise RefusedError("errors_name_no_input_block")
    return {str(block_id): str(words) for block_id, words in errors.items()}


def _next_view(workspace: Workspace, body: Json) -> Json:
    view = body.get("view")
    _refuse_young_blocks(workspace, "ack of a view_submission", view)
    return checked_view(workspace, "ack of a view_submission", view, "modal")


def _refuse_young_blocks(workspace: Workspace, where: str, body: Any) -> None:
    if isinstance(body, dict) and workspace.enforces(Rule.NEW_BLOCKS):
        workspace.checks.acknowledgement(where, body.get("blocks"))


_ACTIONS: dict[Any, Callable[[Workspace, View, Json], dict[str, str]]] = {
    "clear": _clear,
    "errors": _errors,
    "push": _push,
    "update": _update,
}
