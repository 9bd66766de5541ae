"""Just enough of Slack's Web API for a bot to start and to send its digests; it keeps the modals and Home tabs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.data.rows import TEAM
from benchmarks.machine.cores import LOAD, on_core

_WHO = {"team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT", "url": "https://127.0.0.1/"}
_POSTED = {"channel": "D0BENCH", "ts": "1234567890.123456"}
_SHOWN = {"view": {"id": "V0BENCH", "hash": "1.a"}}
ANSWERS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("views.open", "views.update", "views.publish"), _SHOWN),
    "auth.test": _WHO,
    "conversations.open": {"channel": {"id": "D0BENCH"}},
    "users.info": {"user": {"id": "U0BENCH", "team_id": TEAM, "tz": "Europe/Berlin"}},
}


class Peer(ThreadingHTTPServer):
    """Answers every method with yes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Methods)
        self.modals: list[dict[str, Any]] = []
        self.homes: list[dict[str, Any]] = []

    @property
    def api_url(self) -> str:
        """What a bot calls instead of Slack."""
        return f"http://127.0.0.1:{self.server_port}/api/"


class _Methods(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Peer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        method = self.path.rpartition("/")[2]
        kept = {
            "views.open": self.server.modals,
            "views.update": self.server.modals,
            "views.publish": self.server.homes,
        }
        if method in kept:
            kept[method].append(json.loads(body)["view"])
        answer = json.dumps({"ok": True, **ANSWERS.get(method, _POSTED)}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}"
        self.wfile.write(f"{head}\r\n\r\n".encode() + answer)

    def log_message(self, *_: object) -> None:
        """The table is all there is to print."""


@contextmanager
def peer_server() -> Iterator[Peer]:
    """The stand-in, answering until the block ends; it shares a core with whatever loads the servers."""
    with on_core(LOAD), Peer() as peer:
        thread = threading.Thread(target=peer.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield peer
        finally:
            peer.shutdown()
            thread.join()
