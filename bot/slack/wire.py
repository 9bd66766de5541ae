"""How arguments go to Slack and answers come back: forms, JSON, statuses and Slack's words for errors."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import urllib3

from handlers.slack.errors import SlackRateLimited, SlackRefused, SlackUnreachable

# What a caller reads from an answer; without it something else than Slack has answered.
_PARTS = {
    "apps.connections.open": ("url",),
    "auth.test": ("team_id", "user_id"),
    "conversations.open": ("channel",),
    "files.getUploadURLExternal": ("upload_url", "file_id"),
    "users.info": ("user",),
    "views.open": ("view",),
    "views.publish": ("view",),
    "views.push": ("view",),
    "views.update": ("view",),
}
LONGEST_RETRY = 3_600  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer of Slack's, the scopes of the token, and what time it was there."""

    body: dict[str, Any]
    scopes: frozenset[str]
    at: datetime | None


def encode(params: dict[str, Any], *, as_form: bool) -> tuple[str, bytes]:
    """The content type and the body for these arguments."""
    if as_form:
        return "application/x-www-form-urlencoded", urlencode(params).encode()
    return "application/json; charset=utf-8", json.dumps(params).encode()


def raise_for_status(method: str, answer: urllib3.BaseHTTPResponse) -> None:
    """Raises where the status alone says that the call did not work."""
    if answer.status == 429:
        raise SlackRateLimited(method, _seconds(answer))
    if answer.status >= 500:
        raise SlackUnreachable(f"{method}: HTTP {answer.status}")


def read(method: str, answer: urllib3.BaseHTTPResponse) -> Answer:
    """The answer to a call that worked; raises with Slack's word for it where it did not."""
    try:
        body = json.loads(answer.data)
    except (RecursionError, ValueError) as error:
        raise SlackUnreachable(f"{method}: no JSON, HTTP {answer.status}") from error
    if not isinstance(body, dict):
        raise SlackUnreachable(f"{method}: no object, HTTP {answer.status}")
    if not body.get("ok"):
        word = str(body.get("error", "unknown_error"))
        if word in ("ratelimited", "rate_limited"):
            raise SlackRateLimited(method, _seconds(answer))
        messages = (body.get("response_metadata") or {}).get("messages") or ()
        raise SlackRefused(method, word, tuple(str(message) for message in messages))
    lacking = [name for name in _PARTS.get(method, ()) if not body.get(name)]
    if lacking:
        raise SlackUnreachable(f"{method}: no {lacking[0]}, HTTP {answer.status}")
    granted = answer.headers.get("x-oauth-scopes", "")
    scopes = frozenset(scope for scope in re.split(r"[,\s]+", granted) if scope)
    return Answer(body, scopes, _time(answer.headers.get("Date", "")))


def _time(said: str) -> datetime | None:
    """The time in a header; None where there is none that can be read."""
    try:
        return parsedate_to_datetime(said).astimezone(UTC)
    except ValueError:
        return None


def _seconds(answer: urllib3.BaseHTTPResponse) -> float:
    """What Slack asks us to wait; where it says nothing usable, half a minute as its tier limits suggest."""
    said = answer.headers.get("Retry-After", "")
    return float(min(int(said), LONGEST_RETRY)) if re.fullmatch(r"\d{1,9}", said) else 30.0


def is_ok(answer: urllib3.BaseHTTPResponse) -> bool:
    """Whether a response_url took the answer: it may refuse one with status 200."""
    return re.search(rb'"ok"\s*:\s*false', answer.data) is None


def error_code(answer: urllib3.BaseHTTPResponse) -> str:
    """Slack's word for a refused response_url; anything longer than a word is not kept."""
    text = answer.data.decode("utf-8", "replace")
    match = re.search(r'"error"\s*:\s*"(\w{1,60})"', text) or re.fullmatch(
        r"(\w{1,60})", text.strip()
    )
    return match[1] if match else f"http_{answer.status}"
