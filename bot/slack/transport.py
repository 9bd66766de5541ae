"""One pool of kept-alive connections to Slack: a modal has three seconds, and a TLS handshake would eat them."""

import ssl
import time
from collections.abc import Mapping

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    ProtocolError,
    ProxyError,
    SSLError,
)

from bot.slack.proxy import DIRECT, Proxy
from handlers.slack.errors import SlackUnreachable

ATTEMPTS = 3
CONNECTIONS = 64  # kept alive; more may be open for a moment


class Transport:
    """Posts to Slack and says in one kind of error when it cannot; any number of threads may use it."""

    def __init__(self, *, secure: bool, proxy: Proxy = DIRECT) -> None:
        # Making a context costs 37 ms, so there is one for all calls.
        context = ssl.create_default_context() if secure else None
        self._direct = urllib3.PoolManager(maxsize=CONNECTIONS, ssl_context=context, retries=False)
        self._proxy, self._proxied = proxy, self._direct
        if proxy.address:  # which no other pool looks at, nor any variable
            self._proxied = urllib3.ProxyManager(
                proxy.address, maxsize=CONNECTIONS, ssl_context=context, retries=False,
                proxy_headers=proxy.headers,
            )  # fmt: skip

    def post(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str],
        *,
        within: float,
        repeatable: bool = False,
        whole: bool = True,
    ) -> urllib3.BaseHTTPResponse:
        """Slack's answer, within so many seconds; its status and headers alone, where it need not be `whole`.

        Tries again while nothing was sent; after that only what may be done twice is tried again.
        """
        ends = time.monotonic() + within
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(url, body, headers, ends - time.monotonic(), whole)
            except HTTPError as error:
                again = _is_unsent(error) or (repeatable and isinstance(error, ProtocolError))
                if not again or attempt == ATTEMPTS or time.monotonic() >= ends:
                    sent = not _is_unsent(error)
                    raise SlackUnreachable(_reason(error), sent=sent) from error
        raise AssertionError("the last attempt returns or raises")

    def _once(
        self, url: str, body: bytes, headers: Mapping[str, str], left: float, whole: bool
    ) -> urllib3.BaseHTTPResponse:
        limit = urllib3.Timeout(total=max(left, 0.05))
        pool = self._proxied if self._proxy.is_for(url) else self._direct
        return pool.request(
            "POST", url, body=body, headers=headers, timeout=limit, redirect=False,
            preload_content=whole,
        )  # fmt: skip

    def close(self) -> None:
        """Closes the connections that nobody is using."""
        self._direct.clear()
        self._proxied.clear()


def _is_unsent(error: HTTPError) -> bool:
    """A proxy that lets nobody through has passed nothing on."""
    unsent = isinstance(error, ConnectTimeoutError | ProxyError)
    return unsent and not isinstance(error, SSLError)


def _reason(error: HTTPError) -> str:
    """The name of the failure and the system's word for it; the library's own text has the whole address in it."""
    cause: BaseException = error
    while cause.__cause__:
        cause = cause.__cause__
    if isinstance(cause, SSLError) and isinstance(cause.args[0], OSError):
        cause = cause.args[0]
    word = getattr(cause, "reason", None) or getattr(cause, "strerror", None)
    said = word or (cause if isinstance(cause, OSError) else "")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
