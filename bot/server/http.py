"""Serves the bot over HTTP, with threads for what waits; another process watches this one."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.log import LogLevels
from granian.server import MPServer

from bot import logs
from bot.composition import Application, compose
from bot.server.address import usable_address
from bot.server.preflight import Checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.server.wsgi import Web

log = logging.getLogger("bot.server.http")

# A request mostly waits, for the database or for Slack; threads are made when they are needed.
THREADS = 128
# Its lines join ours.
_LOGGING = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


class Here(MPServer):
    """granian with its worker in this process: it would start one more, and keep all it has in its memory twice."""

    def answer(self, load: "Callable[[], Web]") -> None:
        """Answers until a signal says to stop; requests in hand are answered first."""
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        self._spawn_worker(0, self._spawn_wsgi_worker, load).inner.run()


def serve(checked: Checked, ready: "Callable[[], None]") -> None:
    """Answers Slack until a signal says to stop; `ready` is called when that begins."""
    settings = checked.settings
    server = Here(
        target="bot.server.http",
        address=usable_address(settings.host, settings.port),
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        runtime_mode=RuntimeModes.mt,
        http=HTTPModes.http1,
        websockets=False,
        # Below that it warns of our number of threads, which wait far more than they work.
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
    )
    logs.configure(settings.log_level)
    application = compose(settings, bank=checked.bank, identity=checked.identity)
    try:
        server.answer(partial(_at_work, application, ready))
    finally:
        application.close()


def _at_work(application: Application, ready: "Callable[[], None]") -> "Web":
    settings = application.settings
    logs.configure(settings.log_level)  # granian has made its own settings since
    application.start()
    ready()
    log.info("listening", extra={"mode": "http", "port": settings.port})
    return application.wsgi
