"""A Slack that is slow, fails some calls, leaves some unanswered, and can be gone; it keeps what it was sent."""

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from benchmarks.machine.peer import ANSWERS

DELAY = 0.3  # seconds to each answer
FAULTS = 0.05  # of all calls
SILENCE = 12.0  # seconds until a call that has no answer is hung up on; the bot gives up sooner
_REFUSALS = ("429 Too Many Requests\r\nRetry-After: 1", "500 Internal Server Error", "")


class Post(NamedTuple):
    """A message that was posted, and when."""

    at: float
    channel: str
    text: str


class BadSlack(ThreadingHTTPServer):
    """Does what it is asked for, but for some calls; what it refuses or leaves unanswered it has not done."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, seed: int, delay: float, faults: float) -> None:
        super().__init__(("127.0.0.1", 0), _Methods)
        self.delay, self._faults, self._random = delay, faults, Random(seed)
        self._stamps = iter(range(1_700_000_000, 2_000_000_000))
        self._lock = threading.Lock()
        self.gone = threading.Event()
        self.views: dict[str, dict[str, Any]] = {}
        """Modals, by the trigger that opened them."""
        self.posts: list[Post] = []
        self.calls = 0

    @property
    def api_url(self) -> str:
        """What a bot calls instead of Slack."""
        return f"http://127.0.0.1:{self.server_port}/api/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says what went wrong here; a bot that was killed in the middle of a call has only hung up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def refusal(self) -> str | None:
        """How this call fails, as the head of an answer, empty where there is none; None where it works."""
        with self._lock:
            self.calls += 1
            return self._random.choice(_REFUSALS) if self._random.random() < self._faults else None

    def do(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Does what the call asks for, and gives the answer."""
        match method:
            case "views.open" | "views.push":
                trigger = arguments["trigger_id"]
                self.views[trigger] = {**arguments["view"], "id": f"V{trigger}"}
                return {"view": {"id": f"V{trigger}", "hash": "1.a"}}
            case "conversations.open":
                return {"channel": {"id": f"D{arguments['users']}"}}
            case "chat.postMessage":
                with self._lock:
                    self.posts.append(Post(time.time(), arguments["channel"], arguments["text"]))
                    return {"channel": arguments["channel"], "ts": f"{next(self._stamps)}.000000"}
        return ANSWERS.get(method, {})

    def twice(self) -> list[tuple[str, str]]:
        """The messages that somebody has more than once, each as often as it is too many."""
        posts = Counter((post.channel, headline(post.text)) for post in self.posts)
        return [post for post, times in posts.items() for _ in range(times - 1)]


def headline(text: str) -> str:
    """What a message is about: two with the same one are the same message, though figures in them may differ."""
    return text.partition(" · ")[0]


class _Methods(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: BadSlack

    def do_POST(self) -> None:
        slack = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        refusal = "" if slack.gone.is_set() else slack.refusal()
        if refusal is None:
            answer = slack.do(self.path.rpartition("/")[2], self._arguments(body))
            time.sleep(slack.delay)
            self._send("200 OK", json.dumps({"ok": True, **answer}).encode())
        elif refusal:
            time.sleep(slack.delay)
            self._send(refusal, b"")
        else:
            time.sleep(0 if slack.gone.is_set() else SILENCE)
            self.close_connection = True

    def _arguments(self, body: bytes) -> dict[str, Any]:
        if self.headers.get("Content-Type", "").startswith("application/json"):
            arguments: dict[str, Any] = json.loads(body)
            return arguments
        return dict(parse_qsl(body.decode()))

    def _send(self, status: str, body: bytes) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        try:
            self.wfile.write(f"{head}\r\n\r\n".encode() + body)
        except OSError:  # the bot was killed meanwhile
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """The table is all there is to print."""


@contextmanager
def bad_slack(seed: int, delay: float, faults: float) -> Iterator[BadSlack]:
    """It answers until the block ends."""
    with BadSlack(seed, delay, faults) as slack:
        thread = threading.Thread(target=slack.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield slack
        finally:
            slack.shutdown()
            thread.join()
