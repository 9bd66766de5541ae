"""Sends requests to the bot over signed HTTP, and reads its replies."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from sandbox.world.records import Json
from sandbox.world.workspace import Settings

TIMED_OUT = "operation_timeout"
FAILED = "dispatch_failed"
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the bot."""

    kind: Kind
    payload: Json


@dataclass(frozen=True, slots=True)
class Retry:
    """A repeated delivery: its number and its reason."""

    number: int
    reason: str = "http_timeout"


@dataclass(frozen=True, slots=True)
class Reply:
    """The bot's reply: a status and a body, or Slack's name for the failure."""

    status: int | None = None
    body: Any = None
    failure: str | None = None


class Delivery(Protocol):
    """A way to the bot."""

    async def send(self, request: Request, retry: Retry | None = None) -> Reply:
        """The bot's reply, or the failure when none came in time."""


class HttpDelivery:
    """Posts each request to one URL, as Slack does for an app with a request URL."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession, url: str) -> None:
        self._settings = settings
        self._session = session
        self._url = url

    async def send(self, request: Request, retry: Retry | None = None) -> Reply:
        """The bot's reply, or the failure when none came in time."""
        content_type, body = encode(request)
        # The bot checks the age of a signature against its own wall clock, whatever the
        # clock of this workspace says.
        headers = signed_headers(self._settings.signing_secret, body, int(time.time()))
        headers["Content-Type"] = content_type
        if retry is not None:
            headers["X-Slack-Retry-Num"] = str(retry.number)
            headers["X-Slack-Retry-Reason"] = retry.reason
        try:
            async with asyncio.timeout(self._settings.ack_seconds):
                return await self._post(body, headers)
        except TimeoutError:
            return Reply(failure=TIMED_OUT)
        except aiohttp.ClientError:
            return Reply(failure=FAILED)

    async def _post(self, body: str, headers: dict[str, str]) -> Reply:
        async with self._session.post(self._url, data=body.encode(), headers=headers) as response:
            text = await response.text()
            failure = None if response.status == 200 else FAILED
            return Reply(response.status, decode(response.content_type, text), failure)


def signed_headers(secret: str, body: str, timestamp: int) -> dict[str, str]:
    """The two headers of Slack's signature for a body sent at this Unix time."""
    base = f"v0:{timestamp}:{body}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


def encode(request: Request) -> tuple[str, str]:
    """The content type and the body that a request travels with."""
    if request.kind == "events_api":
        return "application/json", json.dumps(request.payload)
    form = request.payload
    if request.kind == "interactive":
        form = {"payload": json.dumps(form)}
    return "application/x-www-form-urlencoded", urlencode(form)


def decode(content_type: str, text: str) -> Any:
    """The body of a reply: JSON, words, or None when it is empty."""
    if not text:
        return None
    if content_type != "application/json":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
