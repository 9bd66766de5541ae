"""Keeps open pages up to date: server-sent events with the parts that have changed."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from sandbox.page.snapshot import Parts

_BATCH_SECONDS = 0.015  # changes that come this close travel as one
_POLL_SECONDS = 1.0  # not everything that changes says so
_HEARTBEAT = b":\n\n"  # finds out whether the page is


class Live:
    """The open pages; each has its own memory of what it was sent."""

    def __init__(self, parts_for: Callable[[str], Parts]) -> None:
        self._parts_for = parts_for
        self._events: set[asyncio.Event] = set()
        self._closing = False

    def refresh(self) -> None:
        """Let every page look again."""
        for event in self._events:
            event.set()

    def close(self) -> None:
        """End every stream."""
        self._closing = True
        self.refresh()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The parts that one person sees, and from then on what changes."""
        user = request.query.get("user", "")
        sent = self._parts_for(user)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        event = asyncio.Event()
        self._events.add(event)
        try:
            await self._follow(response, user, sent, event)
        except ConnectionResetError:
            pass  # the page was closed or reloaded
        finally:
            self._events.discard(event)
        return response

    async def _follow(
        self, response: web.StreamResponse, user: str, sent: Parts, event: asyncio.Event
    ) -> None:
        await _send(response, {"all": sent})
        while not self._closing:
            await _wait(event)
            current = self._parts_for(user)
            changes = {key: part for key, part in current.items() if sent.get(key, ...) != part}
            removed = [key for key in sent if key not in current]
            if changes or removed:
                await _send(response, {"changes": changes, "gone": removed})
            else:
                await response.write(_HEARTBEAT)
            sent = current


async def _wait(event: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(event.wait(), _POLL_SECONDS)
    except TimeoutError:
        return
    await asyncio.sleep(_BATCH_SECONDS)
    event.clear()


async def _send(response: web.StreamResponse, data: object) -> None:
    await response.write(f"data: {json.dumps(data)}\n\n".encode())
