"""A small Bolt app over real HTTP, and a clock that tests move."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

SECRET, BOT_TOKEN, APP_TOKEN = "a-signing-secret", "xoxb-test", "xapp-test"


class Clock:
    """A clock that stands still until a test moves it."""

    START = 1_770_000_000.0

    def __init__(self) -> None:
        self.now = self.START

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


class BoltServer:
    """Serves whatever app it currently holds, with connections kept alive."""

    def __init__(self) -> None:
        self.app: App | None = None
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # One packet an answer: two would wait 40 ms for each other's acknowledgement.
            wbufsize = 64 * 1024
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.headers.append(dict(self.headers.items()))
                assert outer.app is not None
                request = BoltRequest(body=body, headers=dict(self.headers.items()))
                answer = outer.app.dispatch(request)
                raw = (answer.body or "").encode()
                self.send_response(answer.status)
                for name, values in answer.headers.items():
                    self.send_header(name, values[0])
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *args: Any) -> None:
                """Tests read their own output."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events"


def collect(register: Callable[[Any], Any]) -> list[dict[str, Any]]:
    """The bodies that reach a new listener, which does no more than acknowledge them."""
    bodies: list[dict[str, Any]] = []

    def listen(ack: Any, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)

    register(listen)
    return bodies


def new_app(client: WebClient) -> App:
    """An app without listeners that calls the stand-in."""
    return App(
        client=client,
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )
