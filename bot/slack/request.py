"""Requests of Slack over HTTP: the signature is checked over the raw bytes, and only then is anything read."""

import binascii
import hmac
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

SIGNATURE, TIMESTAMP = "x-slack-signature", "x-slack-request-timestamp"
_FORM = "application/x-www-form-urlencoded"
LATEST = 253_402_300_799  # the last second of the year 9999


class Refusal(Exception):
    """The request gets no further; `kind` is its label in logs and metrics, the message is for its sender."""

    def __init__(self, kind: str, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.kind, self.status = kind, status


def unsigned_refusal() -> Refusal:
    """The refusal of a request without a valid signature of the last five minutes."""
    return Refusal("unverified", HTTPStatus.UNAUTHORIZED, "This is not signed by Slack.\n")


def _late_refusal() -> Refusal:
    """The refusal of one that Slack has signed at another time: sent again by somebody, or the clock here is wrong."""
    return Refusal(
        "late",
        HTTPStatus.UNAUTHORIZED,
        "Slack signed this more than five minutes from now: which clock is wrong?\n",
    )


def _unreadable() -> Refusal:
    return Refusal("unreadable", HTTPStatus.BAD_REQUEST, "This is nothing that Slack sends.\n")


def verify_request(
    verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]
) -> BoltRequest:
    """The request for Bolt; raises `Refusal` where Slack has not signed it, or never sends the like."""
    if not _is_signed(verifier, raw, headers):
        raise _late_refusal() if _was_signed(verifier, raw, headers) else unsigned_refusal()
    try:
        body = _body(raw.decode(), headers.get("content-type", ""))
    except (RecursionError, ValueError) as error:
        raise _unreadable() from error
    return bolt_request(body, headers)


def bolt_request(body: Any, headers: Mapping[str, Any]) -> BoltRequest:
    """The request for Bolt, of a verified body; raises `Refusal` where Slack never sends the like."""
    try:
        _Body.model_validate(body)
        json.dumps(body, ensure_ascii=False).encode()  # half a letter is in no alphabet
        # Bolt's mode for requests whose sender is beyond doubt; it takes the body as it is.
        return BoltRequest(mode="socket_mode", body=body, headers=dict(headers))
    # Bolt looks at some fields more than the model below, and has no error of its own for them.
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise _unreadable() from error


def _is_signed(verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]) -> bool:
    try:
        return verifier.is_valid(raw, headers.get(TIMESTAMP), headers.get(SIGNATURE))
    except (TypeError, ValueError):  # a time that is no number, a body or signature that is no text
        return False


def _was_signed(verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]) -> bool:
    """Whether the signature is right but for its time."""
    try:
        right = verifier.generate_signature(timestamp=headers.get(TIMESTAMP, ""), body=raw) or ""
        return hmac.compare_digest(right, headers.get(SIGNATURE, ""))
    except (TypeError, ValueError):  # as above
        return False


def _body(text: str, content_type: str) -> Any:
    """A command is its fields; any other form is one field of JSON, and an event is JSON.

    Bolt's own reader looks for the word payload in the whole body, and loses a command in which somebody typed it.
    """
    if not content_type.startswith(_FORM) or text.startswith("{"):
        return json.loads(text)
    fields = form(text)
    return json.loads(fields["payload"]) if "payload" in fields else fields


def form(text: str) -> dict[str, str]:
    """The fields of a form.

    Read by compiled code: the standard library's parser takes longer over a filled scorecard (30 kB) than
    everything else together.
    """
    pairs = (pair.partition("=") for pair in text.split("&") if pair)
    return {_unquote(name): _unquote(value) for name, _, value in pairs}


def _unquote(text: str) -> str:
    """Percent signs become what quoted-printable has in their place, which the standard library reads in C."""
    if "%" not in text and "+" not in text:
        return text
    quoted = text.replace("+", " ").replace("%", "=").encode()
    return binascii.a2b_qp(quoted).decode("utf-8", "replace")


# The rest is what Bolt, the metrics, the check of the workspace and the handlers rely on, and no more: a key that
# Slack adds changes nothing. What Slack leaves out, or sends as null, has a default.


class _Object(BaseModel):
    id: str
    team_id: str | None = None


_Id = str | _Object | None
_Address = Annotated[str, Field(pattern=r"^(https?://\S+)?$")]


class _Event(BaseModel):
    type: str
    user: _Id = None
    channel: _Id = None
    tab: str = ""


class _Option(BaseModel):
    value: str


class _Field(BaseModel):
    """What is filled in, in a field of any kind."""

    value: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_user: str | None = None
    selected_users: list[str] | None = None
    selected_conversation: str | None = None
    selected_date_time: Annotated[int, Field(strict=True, ge=0, le=LATEST)] | None = None


class _Action(_Field):
    action_id: str
    block_id: str = ""
    action_ts: str = ""


class _State(BaseModel):
    values: dict[str, dict[str, _Field]]


class _Block(BaseModel):
    type: str
    block_id: str = ""


class _View(BaseModel):
    id: str
    type: str
    callback_id: str
    private_metadata: str
    hash: str
    blocks: list[_Block]
    state: _State
    previous_view_id: str | None = None
    root_view_id: str | None = None


class _Message(BaseModel):
    text: str | None = None
    user: str | None = None
    bot_id: str | None = None
    ts: str = ""


_NEEDED = {
    "block_actions": ("user", "actions"),
    "event_callback": ("event",),
    "message_action": ("user", "channel", "message"),
    "shortcut": ("user", "trigger_id"),
    "view_closed": ("user", "view"),
    "view_submission": ("user", "view"),
}


class _Body(BaseModel):
    type: str = ""
    command: str = ""
    ssl_check: str = ""
    text: str | None = None
    trigger_id: str = ""
    response_url: _Address = ""
    callback_id: str | None = None
    user: _Id = None
    user_id: str = ""
    team: _Id = None
    channel: _Id = None
    enterprise: _Id = None
    event: _Event | None = None
    view: _View | None = None
    message: _Message | None = None
    actions: list[_Action] | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not (self.type or self.command or self.ssl_check):
            raise ValueError("is of no kind")
        needed = ("user_id", "trigger_id") if self.command else _NEEDED.get(self.type, ())
        for name in needed:
            if not getattr(self, name):
                raise ValueError(f"a {self.type or self.command} without {name}")
        if self.type == "message_action" and not isinstance(self.channel, _Object):
            raise ValueError("a message_action without the channel's id")
        return self
