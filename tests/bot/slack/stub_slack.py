"""A loopback stand-in for Slack's Web API: answers as told, and remembers what came and on which connection."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.threads import serving

IDENTITY = {
    "ok": True,
    "team_id": "T0TEAM",
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "url": "https://x.slack.com/",
}


@dataclass
class Received:
    """One call as it came over the wire."""

    method: str
    params: dict[str, Any]
    headers: dict[str, str]
    connection: int
    raw: bytes


@dataclass
class Reply:
    """What the stand-in answers: a status, a body, headers, after a while; or it hangs up."""

    body: Any = field(default_factory=lambda: {"ok": True})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    hang_up: bool = False


class StubSlack:
    """`replies[method]` are used up one by one, the last one stays."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.connections: set[int] = set()
        self.replies: dict[str, list[Reply]] = defaultdict(lambda: [Reply()])
        scopes = {
            "x-oauth-scopes": "commands,chat:write,groups:read,im:write,users:read,files:write"
        }
        self.replies["auth.test"] = [Reply(IDENTITY, headers=scopes)]
        self.base_url = ""

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.received]

    def next_reply(self, method: str) -> Reply:
        waiting = self.replies[method]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


def _handler(stub: StubSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Two small writes on a kept-alive connection would wait for each other.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            stub.connections.add(id(self.connection))
            method = self.path.rpartition("/")[2]
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            as_json = "json" in self.headers["Content-Type"]
            params = json.loads(raw) if as_json else dict(parse_qsl(raw.decode()))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stub.received.append(Received(method, params, headers, id(self.connection), raw))
            self.answer(stub.next_reply(method))

        def answer(self, reply: Reply) -> None:
            threading.Event().wait(reply.after)
            if reply.hang_up:
                self.close_connection = True
                return
            text = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            # What it sends by itself has a date of its own.
            send = self.send_response_only if "Date" in reply.headers else self.send_response
            send(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(text.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """The tests' own output is enough."""

    return Handler


class Server(ThreadingHTTPServer):
    request_queue_size = 64  # with five, one of eight calls at once is sent again a second later


@contextmanager
def stub_slack() -> Iterator[StubSlack]:
    """A stand-in that listens on a free port until the block ends."""
    stub = StubSlack()
    with serving(Server(("127.0.0.1", 0), _handler(stub))) as url:
        stub.base_url = f"{url}/api/"
        yield stub
