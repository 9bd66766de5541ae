"""Runs the bot over Socket Mode: it calls Slack, so that no address of ours has to be reachable."""

import logging
import signal
import ssl
import threading
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import logs
from bot.composition import Application
from bot.server.health import health_pages
from bot.server.preflight import CannotStart, Preflight, usable_address
from bot.server.wsgi import Web
from bot.settings import Settings
from bot.settings_faults import WHERE
from bot.slack.request import bolt_request

log = logging.getLogger("bot.server.socket")

THREADS = 32  # requests answered at the same time
LONGEST_STOP = 25.0  # seconds; hosts kill what is still there after 30
LONGEST_PAUSE = 30.0  # seconds between two tries to get through to Slack
LOOK_EVERY = 2  # seconds between two looks at whether the socket still stands
_LARGEST_READ = 16_384  # bytes; a filled form is about ten thousand


def run(preflight: Preflight) -> None:
    """Answers Slack over a socket until a signal says to stop."""
    settings = preflight.settings
    address = usable_address(settings.host, settings.port)
    logs.configure(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    application = Application(settings, bank=preflight.bank, identity=preflight.identity)
    connection = SlackSocket(application.dispatch, settings)
    pages = Web(
        None,
        lambda: [*application.problems(), *connection.problems()],
        application.metrics.page,
    )
    try:
        with health_pages(pages, address, settings.port):
            application.worker.start()
            connection.open(stop)
            stop.wait()
    finally:
        connection.close()
        application.close()


class SlackSocket:
    """The socket to Slack: opened again whenever it breaks, closed when nothing is in hand."""

    def __init__(self, dispatch: Callable[[BoltRequest], BoltResponse], settings: Settings) -> None:
        """Needs nothing but the settings until it is opened; `dispatch` has the answer to each request."""
        self._dispatch = dispatch
        self._idle = threading.Condition()
        self._in_hand = 0
        secure = settings.slack_api_url.startswith("https:")
        context = ssl.create_default_context() if secure else None
        self._client = SocketModeClient(
            app_token=settings.slack_app_token.get_secret_value(),
            web_client=WebClient(base_url=settings.slack_api_url, timeout=10, ssl=context),
            logger=logging.getLogger("slack_sdk.socket_mode"),
            receive_buffer_size=_LARGEST_READ,
            ping_interval=LOOK_EVERY,
            concurrency=THREADS,
        )
        self._client.socket_mode_request_listeners.append(self._answer)

    def problems(self) -> list[str]:
        """Why nothing can come in, a line each; empty while the socket is open."""
        return [] if self._client.is_connected() else ["the socket to Slack is not open"]

    def open(self, stop: threading.Event) -> None:
        """Connects to Slack, however long it takes; raises `CannotStart` if Slack says no."""
        pause = 1.0
        while not stop.is_set():
            try:
                self._client.connect()
            except SlackApiError as error:
                raise _token_fault(error) from error
            except OSError as error:
                log.warning("no socket yet", extra={"address": self._host(), **_why(error)})
                stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                log.info("socket open", extra={"mode": "socket"})
                return

    def close(self) -> None:
        """Waits for the requests in hand, so that their answers still get through, and hangs up."""
        with self._idle:
            self._idle.wait_for(lambda: not self._in_hand, LONGEST_STOP)
        self._client.close()

    def _host(self) -> str:
        """Whom it last tried to reach; the rest of a socket's address is a secret."""
        return urlsplit(self._client.wss_uri or self._client.web_client.base_url).netloc

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        with self._idle:
            self._in_hand += 1
        try:
            verified = bolt_request(request.payload, build_headers(request) or {})
            send_response(client, request, self._dispatch(verified), started)
        finally:
            with self._idle:
                self._in_hand -= 1
                self._idle.notify_all()


def _why(error: OSError) -> dict[str, str]:
    """What the system says about a connection that failed, as one word, which a log line may hold."""
    inner = error.reason if isinstance(error, URLError) else error
    cause = inner if isinstance(inner, OSError) else error
    reason = getattr(cause, "reason", None) or cause.strerror or type(cause).__name__
    return {"error_type": type(cause).__name__, "error": "_".join(str(reason).split())}


def _token_fault(error: SlackApiError) -> CannotStart:
    word = error.response["error"]
    return CannotStart(
        f"Slack does not accept SLACK_APP_TOKEN ({word}). {WHERE['SLACK_APP_TOKEN']}"
    )
