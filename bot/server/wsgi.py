"""The bot over HTTP: requests from Slack, and the three pages for operators."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt import BoltResponse

from bot.slack.request import SIGNATURE, TIMESTAMP

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LARGEST = 1_000_000  # bytes; Slack's own largest, a modal, has a quarter of that
_PLAIN = "text/plain; charset=utf-8"
# All that is looked at. The environment has every variable of the process too, so no other is handed on.
_HEADERS = {
    "CONTENT_TYPE": "content-type",
    "HTTP_X_SLACK_SIGNATURE": SIGNATURE,
    "HTTP_X_SLACK_REQUEST_TIMESTAMP": TIMESTAMP,
    "HTTP_X_SLACK_RETRY_NUM": "x-slack-retry-num",
    "HTTP_X_SLACK_RETRY_REASON": "x-slack-retry-reason",
}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to one HTTP request."""

    status: HTTPStatus
    body: bytes
    kind: str = _PLAIN
    headers: tuple[tuple[str, str], ...] = ()


_NOT_FOUND = Page(HTTPStatus.NOT_FOUND, b"There is nothing at this address.\n")
_TOO_LARGE = Page(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"This is larger than anything Slack sends.\n"
)

Receive = Callable[[bytes, Mapping[str, str]], BoltResponse]
"""The answer to the raw body and the headers of a request; it is the one that checks the signature."""


class Web:
    """A WSGI application: Slack's requests go to `receive`, and operators have their pages."""

    def __init__(
        self,
        receive: Receive | None,
        problems: Callable[[], list[str]],
        metrics_page: Callable[[], bytes],
    ) -> None:
        self._receive = receive
        self._pages: dict[str, Callable[[], Page]] = {
            "/healthz": lambda: Page(HTTPStatus.OK, b"alive\n"),
            "/readyz": lambda: _readiness(problems()),
            "/metrics": lambda: Page(HTTPStatus.OK, metrics_page(), CONTENT_TYPE_LATEST),
        }

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        page = self._page(environ)
        length = ("Content-Length", str(len(page.body)))
        head = [("Content-Type", page.kind), length, *page.headers]
        start_response(f"{page.status.value} {page.status.phrase}", head)
        return [page.body]

    def _page(self, environ: "WSGIEnvironment") -> Page:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == "/slack/events" and self._receive:
            return _from_slack(environ, self._receive) if method == "POST" else _only("POST")
        page = self._pages.get(path)
        if page is None:
            return _NOT_FOUND
        return page() if method in {"GET", "HEAD"} else _only("GET, HEAD")


def _from_slack(environ: "WSGIEnvironment", receive: Receive) -> Page:
    headers = {ours: environ[theirs] for theirs, ours in _HEADERS.items() if theirs in environ}
    # Whatever need not be read is refused without it: a body that never comes would hold this thread.
    length = _length(environ) if SIGNATURE in headers and TIMESTAMP in headers else 0
    # One byte more than allowed shows that there is too much, also where no length was announced.
    raw = environ["wsgi.input"].read(min(length, LARGEST + 1))
    if len(raw) > LARGEST:
        return _TOO_LARGE
    answer = receive(raw, headers)
    kind = answer.headers.get("content-type", [_PLAIN])[0]
    return Page(HTTPStatus(answer.status), answer.body.encode(), kind)


def _length(environ: "WSGIEnvironment") -> int:
    announced = environ.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() else LARGEST + 1


def _readiness(problems: list[str]) -> Page:
    if not problems:
        return Page(HTTPStatus.OK, b"ready\n")
    lines = "".join(f"{problem}\n" for problem in problems)
    return Page(HTTPStatus.SERVICE_UNAVAILABLE, lines.encode())


def _only(allowed: str) -> Page:
    return Page(
        HTTPStatus.METHOD_NOT_ALLOWED, f"Only {allowed}.\n".encode(), headers=(("Allow", allowed),)
    )
