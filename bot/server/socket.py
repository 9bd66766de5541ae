"""Runs the bot over Socket Mode: it calls Slack, so that no address of ours has to be reachable."""

import logging
import signal
import ssl
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import logs
from bot.composition import Application
from bot.server.frames import FollowUp, shorten
from bot.server.health import health_pages
from bot.server.preflight import Preflight, raise_for_token, usable_address
from bot.server.wsgi import Web
from bot.settings import Settings
from bot.slack.backoff import Backoff
from bot.slack.client import SlackClient
from bot.slack.request import Refusal, bolt_request
from bot.version import release
from handlers.slack.errors import SlackError

log = logging.getLogger("bot.server.socket")

THREADS = 32  # requests answered at the same time
LONGEST_STOP = 25.0  # seconds; hosts kill what is still there after 30
LOOK_EVERY = 2  # seconds between two looks at whether the socket still stands
_LARGEST_READ = 16_384  # bytes; a filled form is about ten thousand


def run(preflight: Preflight) -> None:
    """Answers Slack over a socket until a signal says to stop."""
    settings = preflight.settings
    address = usable_address(settings.host, settings.port)
    logs.configure(settings.log_level)
    log.info("starting", extra=release())
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
        self._client = _Client(settings)
        self._client.socket_mode_request_listeners.append(self._answer)

    def problems(self) -> list[str]:
        """Why nothing can come in, a line each; empty while the socket is open."""
        return [] if self._client.is_connected() else ["the socket to Slack is not open"]

    def open(self, stop: threading.Event) -> None:
        """Connects to Slack, however long it takes; raises `CannotStart` if Slack refuses the token."""
        while not stop.is_set():
            try:
                self._client.connect()
            except SlackError as error:
                raise_for_token("SLACK_APP_TOKEN", error)
                stop.wait(self._client.backoff.left())
            else:  # from here on the client connects anew by itself, if need be
                return

    def close(self) -> None:
        """Waits for the requests in hand, so that their answers still get through, and hangs up."""
        self.wait_until_idle()
        self._client.close()

    def wait_until_idle(self) -> None:
        """Returns once every request is answered in full, or after `LONGEST_STOP`."""
        with self._idle:
            self._idle.wait_for(lambda: not self._in_hand, LONGEST_STOP)

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        with self._idle:
            self._in_hand += 1
        try:
            answer, follow_up = self._response(request)
            send_response(client, request, answer, started)
            if follow_up:
                follow_up()
        except SlackClientNotConnectedError as error:
            log.warning("no acknowledgement", extra=logs.why(error))
        finally:
            with self._idle:
                self._in_hand -= 1
                self._idle.notify_all()

    def _response(self, request: SocketModeRequest) -> tuple[BoltResponse, FollowUp | None]:
        """The answer, and what comes after it; what Slack never sends is acknowledged, or it would come again."""
        try:
            verified = bolt_request(request.payload, build_headers(request) or {})
        except Refusal as refusal:
            log.info("request", extra={"kind": refusal.kind, "outcome": "refused"})
            return BoltResponse(status=200), None
        return shorten(verified, self._dispatch(verified))


class _Client(SocketModeClient):
    """Asks for the socket's address as all other calls are made, and says what keeps it from opening."""

    def __init__(self, settings: Settings) -> None:
        url, token = settings.slack_api_url, settings.slack_app_token.get_secret_value()
        self.backoff, self._proxy = Backoff(), settings.proxy
        self._slack = SlackClient(token, url, proxy=settings.proxy)
        context = ssl.create_default_context() if url.startswith("https:") else None
        super().__init__(
            app_token=token,
            web_client=WebClient(base_url=url, ssl=context),  # for its context alone
            logger=logging.getLogger("slack_sdk.socket_mode"),
            receive_buffer_size=_LARGEST_READ,
            ping_interval=LOOK_EVERY,
            concurrency=THREADS,
            proxy_headers=settings.proxy.headers,
            on_error_listeners=[self._warn],
        )

    def connect(self) -> None:
        super().connect()
        if self.is_connected():
            log.info("socket open", extra={"mode": "socket"})

    def issue_new_wss_url(self) -> str:
        """The address of a new socket; raises one of `handlers.slack.errors`, also while it is too early to ask."""
        return self.backoff.ask(self._address)

    def close(self) -> None:
        # What the library runs for a session takes back, as it begins, what has just told it to end.
        self.auto_reconnect_enabled = False
        self.current_session_runner.event.set()
        self.disconnect()
        while self.current_session_runner.is_alive():
            self.current_session_state.terminated = True
            self.current_session_runner.thread.join(0.05)
        super().close()
        self.disconnect()  # from what one of its threads, ended by now, was still connecting to
        self._slack.close()

    def _address(self) -> str:
        try:
            address = str(self._slack.call("apps.connections.open")["url"])
        except SlackError as error:
            self._warn(error)
            raise
        # The library takes the environment's proxy for every address, exempt or not.
        self.proxy = self._proxy.address if self._proxy.is_for(address) else None
        return address

    def _warn(self, error: Exception) -> None:
        """Whom it last tried to reach; the rest of a socket's address is a secret."""
        tried = self.wss_uri or self.web_client.base_url
        extra = {"address": urlsplit(tried).netloc, **logs.why(error)}
        log.warning("no socket yet", extra=extra)
