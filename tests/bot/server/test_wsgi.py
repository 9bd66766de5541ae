"""The bot over HTTP: what each address answers, and what is not even read."""

import io
from collections.abc import Callable, Mapping
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from slack_bolt import BoltResponse

from bot.server.wsgi import LARGEST, Web

SIGNED = {"HTTP_X_SLACK_SIGNATURE": "v0=1", "HTTP_X_SLACK_REQUEST_TIMESTAMP": "1"}


class Receiver:
    """Remembers what came, and answers the same to all of it."""

    def __init__(self) -> None:
        self.requests: list[tuple[bytes, Mapping[str, str]]] = []

    def __call__(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse:
        self.requests.append((raw, headers))
        return BoltResponse(status=200, body={"text": "naïve"})


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def web(receiver: Receiver) -> Web:
    return Web(receiver, list, lambda: b"requests 1\n")


Answer = tuple[str, dict[str, str], bytes]


def ask(web: Callable[..., Any], method: str, path: str, body: bytes = b"", **more: Any) -> Answer:
    """One request, with the standard's own checker between the two sides."""
    seen: list[tuple[str, dict[str, str]]] = []
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **more,
    }
    setup_testing_defaults(environ)
    for name in [name for name, value in environ.items() if value is None]:
        del environ[name]

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        seen.append((status, dict(headers)))
        return lambda text: None

    parts = validator(web)(environ, start)
    try:
        whole = b"".join(parts)
    finally:
        parts.close()  # type: ignore[attr-defined]
    ((status, headers),) = seen
    return status, headers, whole


class TestRequestsFromSlack:
    """POST /slack/events is Bolt's."""

    def test_are_answered_as_bolt_answers(self, web: Web, receiver: Receiver) -> None:
        status, headers, body = ask(web, "POST", "/slack/events", b"command=%2Finterview", **SIGNED)
        assert (status, body.decode()) == ("200 OK", '{"text": "na\\u00efve"}')
        assert headers["Content-Type"].startswith("application/json")
        assert receiver.requests[0][0] == b"command=%2Finterview"

    def test_hand_on_the_headers_that_are_looked_at_and_no_other(
        self, web: Web, receiver: Receiver
    ) -> None:
        ask(
            web, "POST", "/slack/events", b"{}", **SIGNED,
            CONTENT_TYPE="application/json", HTTP_X_SLACK_RETRY_NUM="2",
            HTTP_PROXY="http://x", HTTP_X_SLACK_BOLT_LAZY_ONLY="1",
        )  # fmt: skip
        assert set(receiver.requests[0][1]) == {
            "content-type",
            "x-slack-signature",
            "x-slack-request-timestamp",
            "x-slack-retry-num",
        }

    @pytest.mark.parametrize("announced", [str(LARGEST + 1), None, ""])
    def test_that_are_too_large_are_refused_whatever_length_was_announced(
        self, web: Web, receiver: Receiver, announced: str | None
    ) -> None:
        body = b"x" * (LARGEST + 1)
        status, _, _ = ask(web, "POST", "/slack/events", body, CONTENT_LENGTH=announced, **SIGNED)
        assert status.startswith("413 ")
        assert receiver.requests == []

    def test_of_the_largest_size_get_through(self, web: Web) -> None:
        assert ask(web, "POST", "/slack/events", b"x" * LARGEST, **SIGNED)[0] == "200 OK"

    def test_without_an_announced_length_get_through(self, web: Web, receiver: Receiver) -> None:
        ask(web, "POST", "/slack/events", b'{"a": 1}', CONTENT_LENGTH=None, **SIGNED)
        assert receiver.requests[0][0] == b'{"a": 1}'

    @pytest.mark.parametrize("missing", SIGNED)
    def test_without_a_signature_are_not_waited_for(
        self, web: Web, receiver: Receiver, missing: str
    ) -> None:
        """A body that never comes would hold a thread, and there are only so many."""
        ask(web, "POST", "/slack/events", b'{"a": 1}', **{**SIGNED, missing: None})
        assert receiver.requests[0][0] == b""

    def test_by_another_method_are_refused(self, web: Web, receiver: Receiver) -> None:
        status, headers, _ = ask(web, "GET", "/slack/events")
        assert (status, headers["Allow"]) == ("405 Method Not Allowed", "POST")

    def test_are_not_taken_where_nothing_receives_them(self) -> None:
        assert ask(Web(None, list, bytes), "POST", "/slack/events")[0] == "404 Not Found"


class TestPages:
    """What operators and their monitors look at."""

    def test_alive(self, web: Web) -> None:
        assert ask(web, "GET", "/healthz")[2] == b"alive\n"

    def test_ready(self, web: Web) -> None:
        status, headers, body = ask(web, "GET", "/readyz")
        assert (status, body) == ("200 OK", b"ready\n")
        assert headers["Content-Type"].startswith("text/plain")

    def test_not_ready_says_why(self) -> None:
        web = Web(None, lambda: ["no database", "no Slack"], bytes)
        status, _, body = ask(web, "GET", "/readyz")
        assert (status, body) == ("503 Service Unavailable", b"no database\nno Slack\n")

    def test_metrics(self, web: Web) -> None:
        status, headers, body = ask(web, "GET", "/metrics")
        assert (status, body) == ("200 OK", b"requests 1\n")
        assert "version=" in headers["Content-Type"]

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
    def test_cannot_be_posted_to(self, web: Web, path: str) -> None:
        status, headers, _ = ask(web, "POST", path)
        assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")

    @pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/healthz/x"])
    def test_elsewhere_is_nothing(self, web: Web, path: str) -> None:
        assert ask(web, "GET", path)[0] == "404 Not Found"
