"""What a request or a call amounts to: its name in a list, and what a guide may wait for."""

from collections.abc import Iterator
from typing import Any

from sandbox.delivery.http import Reply, Request
from sandbox.web_api.chat import read_json
from sandbox.world.blocks import visible_text
from sandbox.world.records import Call, Json, RefusedError

Occurrence = tuple[str, str]
_MESSAGE_METHODS = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


def name_of(request: Request) -> str:
    """What happened, in a few words."""
    payload = request.payload
    if request.kind == "slash_commands":
        return _command_line(payload)
    if request.kind == "events_api":
        return f"event {payload['event']['type']}"
    action_ids = [action["action_id"] for action in payload.get("actions", ())]
    callback = payload.get("callback_id") or (payload.get("view") or {}).get("callback_id")
    about = action_ids[0] if action_ids else payload.get("action_id") or callback or ""
    return f"{payload['type']} {about}".strip()


def user_of(request: Request) -> str:
    """The id of the person behind the request, or nothing."""
    payload = request.payload
    if request.kind == "slash_commands":
        return str(payload["user_id"])
    if request.kind == "events_api":
        return str(payload["event"].get("user", ""))
    return str(payload["user"]["id"])


def request_occurrences(request: Request, reply: Reply) -> Iterator[Occurrence]:
    """What a request and the bot's reply to it mean for a guide."""
    body = reply.body if isinstance(reply.body, dict) else {}
    if request.kind == "slash_commands":
        yield "command", _command_line(request.payload)
        if not reply.failure:
            yield from _message_occurrence(
                {"text": reply.body} if isinstance(reply.body, str) else body
            )
    if request.payload.get("type") != "view_submission" or reply.failure:
        return
    form_id = request.payload["view"]["callback_id"]
    if not _stays_open(body, form_id):
        yield "accepted", form_id
    yield from _view_occurrence(body.get("view"))


def _stays_open(body: Json, form_id: str) -> bool:
    """Whether the form is still open: with faults in it, or shown anew with a question."""
    next_form_id = (body.get("view") or {}).get("callback_id")
    action = body.get("response_action")
    return action == "errors" or (action == "update" and next_form_id == form_id)


def call_occurrences(call: Call) -> Iterator[Occurrence]:
    """What a call of the bot means for a guide."""
    if not call.answer["ok"]:
        return
    if call.method in _MESSAGE_METHODS:
        yield from _message_occurrence(call.params)
    if call.method in ("views.open", "views.push", "views.update"):
        yield from _view_occurrence(call.answer.get("view"))


def _command_line(payload: Json) -> str:
    return f"{payload['command']} {payload['text']}".strip()


def _view_occurrence(view: Any) -> Iterator[Occurrence]:
    if isinstance(view, dict) and view.get("callback_id"):
        yield "opened", str(view["callback_id"])


def _message_occurrence(body: Json) -> Iterator[Occurrence]:
    try:
        blocks = read_json(body.get("blocks"), "invalid_blocks_format")
    except RefusedError:  # the call was refused for the same reason, so nothing was said
        return
    words = f"{body.get('text') or ''}\n{visible_text(blocks or [])}".strip()
    if words:
        yield "message", words
