"""Serves the bot over HTTP: one worker process with threads, watched and restarted by a small main process."""

import logging
import multiprocessing
import multiprocessing.util
import os
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from bot import logs
from bot.listening import usable_address
from bot.preflight import Checked

if TYPE_CHECKING:
    from bot.web import Web

log = logging.getLogger("bot.serve")

# A request mostly waits, for the database or for Slack; threads are made when they are needed.
THREADS = 128
LONGEST_STOP = 25  # seconds; hosts kill what is still there after 30
# Its lines join ours.
_LOGGING = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


def serve(checked: Checked) -> None:
    """Answers Slack until a signal says to stop; requests in hand are answered first."""
    settings = checked.settings
    address = usable_address(settings.host, settings.port)
    logs.configure(settings.log_level)
    server = Server(
        target="bot.serve",
        address=address,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        # Below that it warns of our number of threads, which wait far more than they work.
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=LONGEST_STOP,
    )
    server.serve(target_loader=partial(start_worker, checked), wrap_loader=False)


def start_worker(checked: Checked) -> "Web":
    """The bot as a WSGI application, at work in this process until the process ends."""
    # Only the process that answers needs Bolt and all the handlers in its memory.
    from bot.application import compose  # noqa: PLC0415

    logs.configure(checked.settings.log_level)
    application = compose(checked.settings, bank=checked.bank, identity=checked.identity)
    application.start()
    # Processes made by multiprocessing end without the interpreter's own exit handlers.
    multiprocessing.util.Finalize(None, application.close, exitpriority=100)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    log.info("listening", extra={"mode": "http", "port": checked.settings.port})
    return application.wsgi


def _end_with_parent() -> None:
    """A main process that was killed must not leave a worker behind that holds the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
