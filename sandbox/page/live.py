"""Keeps open pages up to date: server-sent events with the parts that have changed."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from sandbox.page.snapshot import Parts

_TOGETHER_SECONDS = 0.015  # changes that come this close travel as one
_LOOK_SECONDS = 1.0  # not everything that changes says so
_STILL_HERE = b":\n\n"  # finds out whether the page is


class Live:
    """The open pages; each has its own memory of what it was sent."""

    def __init__(self, look: Callable[[str], Parts]) -> None:
        self._look = look
        self._waiting: set[asyncio.Event] = set()
        self._closing = False

    def changed(self) -> None:
        """Let every page look again."""
        for event in self._waiting:
            event.set()

    def close(self) -> None:
        """End every stream."""
        self._closing = True
        self.changed()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The parts that one person sees, and from then on what changes."""
        user = request.query.get("user", "")
        shown = self._look(user)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            await self._follow(response, user, shown, event)
        except ConnectionResetError:
            pass  # the page was closed or reloaded
        finally:
            self._waiting.discard(event)
        return response

    async def _follow(
        self, response: web.StreamResponse, user: str, shown: Parts, event: asyncio.Event
    ) -> None:
        await _send(response, {"all": shown})
        while not self._closing:
            await _wait(event)
            now = self._look(user)
            changes = {key: part for key, part in now.items() if shown.get(key, ...) != part}
            gone = [key for key in shown if key not in now]
            if changes or gone:
                await _send(response, {"changes": changes, "gone": gone})
            else:
                await response.write(_STILL_HERE)
            shown = now


async def _wait(event: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(event.wait(), _LOOK_SECONDS)
    except TimeoutError:
        return
    await asyncio.sleep(_TOGETHER_SECONDS)
    event.clear()


async def _send(response: web.StreamResponse, data: object) -> None:
    await response.write(f"data: {json.dumps(data)}\n\n".encode())
