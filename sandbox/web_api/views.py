"""The views.* methods: modals and Home tabs."""

from typing import Any

from sandbox.web_api.chat import read_json
from sandbox.world.records import Json, RefusedError
from sandbox.world.views import View, view_payload
from sandbox.world.workspace import Workspace


def open_view(workspace: Workspace, params: Json) -> Json:
    """Open a modal for the person behind the trigger."""
    body = _view(workspace, "views.open", params, "modal")
    workspace.triggers.require_place(params.get("trigger_id"), in_modal=False)
    user = workspace.triggers.exchange(params.get("trigger_id"))
    return _answer(workspace, workspace.views.open(user, body))


def push(workspace: Workspace, params: Json) -> Json:
    """Put a view on top of the modal that the person behind the trigger has open."""
    workspace.triggers.require_place(params.get("trigger_id"), in_modal=True)
    user = workspace.triggers.user_of(params.get("trigger_id"))
    if not workspace.views.stack(user):
        raise RefusedError("not_found")
    body = _view(workspace, "views.push", params, "modal")
    view = workspace.views.push(user, body)
    workspace.triggers.exchange(params.get("trigger_id"))
    return _answer(workspace, view)


def update(workspace: Workspace, params: Json) -> Json:
    """Change a view that is open."""
    view = workspace.views.find(params.get("view_id"), params.get("external_id"))
    body = _view(workspace, "views.update", params, view.body["type"])
    return _answer(workspace, workspace.views.update(view, body, params.get("hash")))


def publish(workspace: Workspace, params: Json) -> Json:
    """Show a Home tab to a person."""
    user = workspace.person(str(params.get("user_id")))
    body = _view(workspace, "views.publish", params, "home")
    return _answer(workspace, workspace.views.publish(user.id, body, params.get("hash")))


def checked_view(workspace: Workspace, where: str, view: Any, kind: str) -> Json:
    """A view of the bot that may be shown on this surface."""
    if not isinstance(view, dict) or view.get("type") != kind:
        words = f"[ERROR] must be a view of type {kind} [json-pointer:/view]"
        raise RefusedError("invalid_arguments", response_metadata={"messages": [words]})
    workspace.checks.view(where, view)
    return view


def _view(workspace: Workspace, where: str, params: Json, kind: str) -> Json:
    view = read_json(params.get("view"), "invalid_arguments")
    return checked_view(workspace, where, view, kind)


def _answer(workspace: Workspace, view: View) -> Json:
    return {"ok": True, "view": view_payload(view.newest, workspace.identity)}
