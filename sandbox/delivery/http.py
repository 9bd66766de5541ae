"""Brings what people do to the bot over signed HTTP, and its answer back."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery.signing import signed_headers
from sandbox.world.records import Json
from sandbox.world.workspace import Settings

TIMED_OUT = "operation_timeout"
FAILED = "dispatch_failed"
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Request:
    """Something that happened in Slack and that the bot is told about."""

    kind: Kind
    payload: Json


@dataclass(frozen=True, slots=True)
class Retry:
    """That a request is delivered once more, how often so far, and why."""

    number: int
    reason: str = "http_timeout"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a status and a body, or the failure that the person is shown."""

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
        content_type, body = encoded(request)
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
            return Reply(response.status, decoded(response.content_type, text), failure)


def encoded(request: Request) -> tuple[str, str]:
    """The content type and the body that a request travels with."""
    if request.kind == "events_api":
        return "application/json", json.dumps(request.payload)
    form = request.payload
    if request.kind == "interactive":
        form = {"payload": json.dumps(form)}
    return "application/x-www-form-urlencoded", urlencode(form)


def decoded(content_type: str, text: str) -> Any:
    """The body of a reply: JSON, words, or None when it is empty."""
    if not text:
        return None
    if content_type != "application/json":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
