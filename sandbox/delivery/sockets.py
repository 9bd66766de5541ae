"""Sends requests to the bot over Socket Mode, and reads its acknowledgements."""

import asyncio
import json
from collections import deque
from uuid import uuid4

from aiohttp import WSMsgType, web

from sandbox.delivery.http import FAILED, TIMED_OUT, Reply, Request, Retry
from sandbox.world.records import Json
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace
from slack_limits.check import SOCKET_FRAME

GRACE_SECONDS = 0.1
_WITH_ANSWER = ("view_submission", "block_suggestion")


class SocketDelivery:
    """The open connections; requests go to them in turn."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._all: set[web.WebSocketResponse] = set()
        self._connections: deque[web.WebSocketResponse] = deque()
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def open(self) -> int:
        """How many connections take requests now."""
        return len(self._connections)

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection of the bot until it closes; 401 for an unknown ticket."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._workspace.tickets:
            return web.Response(status=401, text="this address was used before or never given out")
        self._workspace.tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=GRACE_SECONDS, max_msg_size=self._limit())
        await socket.prepare(request)
        self._all.add(socket)
        self._connections.append(socket)
        try:
            await socket.send_json(self._hello())
            await self._listen(socket)
        finally:
            self._retire(socket)
        return socket

    async def send(self, request: Request, retry: Retry | None = None) -> Reply:
        """The bot's acknowledgement, or the failure when none came in time."""
        if not self._connections:
            return Reply(failure=FAILED)
        self._connections.rotate(-1)
        envelope = _envelope(request, retry)
        acknowledgement: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = acknowledgement
        try:
            async with asyncio.timeout(self._workspace.settings.ack_seconds):
                await self._connections[0].send_json(envelope)
                return Reply(200, (await acknowledgement).get("payload"))
        except TimeoutError:
            return Reply(failure=TIMED_OUT)
        except ConnectionError:
            return Reply(failure=FAILED)
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def refresh(self, reason: str) -> None:
        """Send every connection a disconnect message, and close it after `GRACE_SECONDS`."""
        sockets = list(self._connections)
        self._connections.clear()
        notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        for socket in sockets:
            await socket.send_json(notice)
        await asyncio.sleep(GRACE_SECONDS)
        await asyncio.gather(*(socket.close() for socket in sockets))

    async def drop(self) -> None:
        """Close every connection without notice."""
        await asyncio.gather(*(socket.close() for socket in list(self._all)))

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._workspace.frames.append(len(message.data.encode()))
                answer = json.loads(message.data)
                future = self._waiting.get(answer.get("envelope_id", ""))
                if future is not None and not future.done():
                    future.set_result(answer)

    def _retire(self, socket: web.WebSocketResponse) -> None:
        self._all.discard(socket)
        if socket in self._connections:
            self._connections.remove(socket)

    def _limit(self) -> int:
        """From how many bytes on a frame closes the connection; 0 for never."""
        return SOCKET_FRAME + 1 if self._workspace.enforces(Rule.FRAME) else 0

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.open,
            "connection_info": {"app_id": self._workspace.identity.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }


def _envelope(request: Request, retry: Retry | None) -> Json:
    envelope: Json = {
        "envelope_id": str(uuid4()),
        "type": request.kind,
        "payload": request.payload,
        "accepts_response_payload": _may_be_answered(request),
    }
    if request.kind == "events_api":
        # A first delivery says so too, unlike over HTTP: a zero is no retry.
        attempt = retry or Retry(0, "")
        envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
    return envelope


def _may_be_answered(request: Request) -> bool:
    """Whether Slack reads a payload in the acknowledgement of this request."""
    return request.kind == "slash_commands" or request.payload["type"] in _WITH_ANSWER
