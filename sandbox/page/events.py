"""What a request or a call amounts to: its name in a list, and what a guide may wait for."""

from collections.abc import Iterator
from typing import Any

from sandbox.delivery.http import Reply, Request
from sandbox.web_api.chat import read_json
from sandbox.world.blocks import visible_text
from sandbox.world.records import Call, Json, RefusedError

Occurrence = tuple[str, str]
_SAYING = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


def name_of(request: Request) -> str:
    """What happened, in a few words."""
    payload = request.payload
    if request.kind == "slash_commands":
        return _typed(payload)
    if request.kind == "events_api":
        return f"event {payload['event']['type']}"
    acted = [action["action_id"] for action in payload.get("actions", ())]
    callback = payload.get("callback_id") or (payload.get("view") or {}).get("callback_id")
    about = acted[0] if acted else payload.get("action_id") or callback or ""
    return f"{payload['type']} {about}".strip()


def who_did(request: Request) -> str:
    """The id of the person behind the request, or nothing."""
    payload = request.payload
    if request.kind == "slash_commands":
        return str(payload["user_id"])
    if request.kind == "events_api":
        return str(payload["event"].get("user", ""))
    return str(payload["user"]["id"])


def occurred(request: Request, reply: Reply) -> Iterator[Occurrence]:
    """What a request and the bot's reply to it mean for a guide."""
    body = reply.body if isinstance(reply.body, dict) else {}
    if request.kind == "slash_commands":
        yield "command", _typed(request.payload)
        if not reply.failure:
            yield from _said({"text": reply.body} if isinstance(reply.body, str) else body)
    if request.payload.get("type") != "view_submission" or reply.failure:
        return
    sent = request.payload["view"]["callback_id"]
    if not _asks_again(body, sent):
        yield "accepted", sent
    yield from _opened(body.get("view"))


def _asks_again(body: Json, sent: str) -> bool:
    """Whether the form is still open: with faults in it, or shown anew with a question."""
    shown = (body.get("view") or {}).get("callback_id")
    action = body.get("response_action")
    return action == "errors" or (action == "update" and shown == sent)


def called(call: Call) -> Iterator[Occurrence]:
    """What a call of the bot means for a guide."""
    if not call.answer["ok"]:
        return
    if call.method in _SAYING:
        yield from _said(call.params)
    if call.method in ("views.open", "views.push", "views.update"):
        yield from _opened(call.answer.get("view"))


def _typed(payload: Json) -> str:
    return f"{payload['command']} {payload['text']}".strip()


def _opened(view: Any) -> Iterator[Occurrence]:
    if isinstance(view, dict) and view.get("callback_id"):
        yield "opened", str(view["callback_id"])


def _said(body: Json) -> Iterator[Occurrence]:
    try:
        blocks = read_json(body.get("blocks"), "invalid_blocks_format")
    except RefusedError:  # the call was refused for the same reason, so nothing was said
        return
    words = f"{body.get('text') or ''}\n{visible_text(blocks or [])}".strip()
    if words:
        yield "message", words
