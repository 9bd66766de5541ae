"""The bot over HTTP: requests from Slack, and the three addresses that operators look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt import BoltRequest, BoltResponse

from bot.slack.request_form import bolt_request

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LARGEST = 1_000_000  # bytes; Slack's own largest, a modal, has a quarter of that
_PLAIN = "text/plain; charset=utf-8"
# All that Bolt looks at. The environment has every variable of the process too, so no other is handed on.
_HEADERS = {
    "CONTENT_TYPE": "content-type",
    "HTTP_X_SLACK_SIGNATURE": "x-slack-signature",
    "HTTP_X_SLACK_REQUEST_TIMESTAMP": "x-slack-request-timestamp",
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
_NO_TEXT = Page(HTTPStatus.BAD_REQUEST, b"This is no text.\n")
_NOT_SLACKS = Page(HTTPStatus.BAD_REQUEST, b"This is nothing that Slack sends.\n")


class Web:
    """A WSGI application over what it is given: the answers to Slack, the troubles there are, the figures."""

    def __init__(
        self,
        dispatch: Callable[[BoltRequest], BoltResponse] | None,
        troubles: Callable[[], list[str]],
        figures: Callable[[], bytes],
    ) -> None:
        self._dispatch = dispatch
        self._looks: dict[str, Callable[[], Page]] = {
            "/healthz": lambda: Page(HTTPStatus.OK, b"alive\n"),
            "/readyz": lambda: _readiness(troubles()),
            "/metrics": lambda: Page(HTTPStatus.OK, figures(), CONTENT_TYPE_LATEST),
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
        if path == "/slack/events" and self._dispatch:
            return _from_slack(environ, self._dispatch) if method == "POST" else _only("POST")
        look = self._looks.get(path)
        if look is None:
            return _NOT_FOUND
        return look() if method in {"GET", "HEAD"} else _only("GET, HEAD")


def _from_slack(
    environ: "WSGIEnvironment", dispatch: Callable[[BoltRequest], BoltResponse]
) -> Page:
    # One byte more than allowed shows that there is too much, also where no length was announced.
    raw = environ["wsgi.input"].read(min(_length(environ), LARGEST + 1))
    if len(raw) > LARGEST:
        return _TOO_LARGE
    headers = {ours: environ[theirs] for theirs, ours in _HEADERS.items() if theirs in environ}
    try:
        request = bolt_request(raw.decode(), headers)
    except UnicodeDecodeError:
        return _NO_TEXT
    except ValueError:
        return _NOT_SLACKS
    answer = dispatch(request)
    kind = answer.headers.get("content-type", [_PLAIN])[0]
    return Page(HTTPStatus(answer.status), answer.body.encode(), kind)


def _length(environ: "WSGIEnvironment") -> int:
    announced = environ.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() else LARGEST + 1


def _readiness(troubles: list[str]) -> Page:
    if not troubles:
        return Page(HTTPStatus.OK, b"ready\n")
    return Page(HTTPStatus.SERVICE_UNAVAILABLE, "".join(f"{one}\n" for one in troubles).encode())


def _only(allowed: str) -> Page:
    return Page(
        HTTPStatus.METHOD_NOT_ALLOWED, f"Only {allowed}.\n".encode(), headers=(("Allow", allowed),)
    )
