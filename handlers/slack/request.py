"""Reads commands, buttons and shortcuts into a Request: the text, where it was sent, and how to answer."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict

from handlers.context import Payload
from handlers.slack.text import command_text

LONGEST_COMMAND = 300
# Of any release, and of the demo.
_ID = re.compile(r"id:([0-9a-z-]{12,})")
_QUOTES = {
    '"': '"', "'": "'", "`": "`", "\u2018": "\u2019", "\u201a": "\u2018\u2019",
    "\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u201d": "\u201d",
    "\u00ab": "\u00bb", "\u00bb": "\u00ab",
}  # fmt: skip
"""What a quotation mark can be closed by: in some languages by what opens one in others."""
_MARK = f"[{''.join(_QUOTES)}\u2019]"
# In "Ada" and "Grace" the first mark inside closes, so these are two pairs; the one in O'Brien does neither.
_CLOSES_FIRST = re.compile(rf"(?:(?!{_MARK}).|\b{_MARK}\b)*(?<=\S){_MARK}(?!\w)")


class Request(BaseModel):
    """A command or a pressed button; Slack's payload has more keys than anybody needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    people: tuple[str, ...] = ()
    """The user ids of those whom a command mentions."""
    trigger_id: str = ""
    response_url: str = ""
    view: Payload = {}
    """The modal that the button was in; empty where it was on a message or on the Home tab."""
    pressed: Payload = {}
    """The button or the choice itself."""
    pressed_at: str = ""
    """When, as Slack orders what happens: a number as text."""


def from_command(body: dict[str, Any]) -> Request:
    """What somebody typed after the command; a shortcut has no text, and a global one no `response_url`."""
    typed = body.get("text") or ""
    read = {"text": command_text(typed), "people": tuple(re.findall(r"<@(\w+)", typed))}
    return Request.model_validate(body | read)


def from_button(body: dict[str, Any]) -> Request:
    """What the pressed button, or the chosen option, stands for."""
    action, view = body["actions"][0], body.get("view") or {}
    option = action.get("selected_option") or {}
    about = {
        "text": action.get("value") or option.get("value") or "",
        "view": view if view.get("type") == "modal" else {},
        "pressed": {key: action[key] for key in action if key != "action_ts"},
        "pressed_at": action.get("action_ts", ""),
    }
    return Request.model_validate(body | about)


def strip_quotes(name: str) -> str:
    """The name with single spaces, and without a pair of quotation marks around all of it."""
    line = " ".join(name.split())
    inner = line[1:-1].strip()
    is_pair = len(line) > 1 and line[-1] in _QUOTES.get(line[0], "")
    return inner if is_pair and inner and not _CLOSES_FIRST.match(inner) else line


def button_id(text: str) -> str:
    """The id that a button stands for; empty for a name that somebody typed, also one like "id:x"."""
    found = _ID.fullmatch(text)
    return found[1] if found else ""
