"""Serves the bot over HTTP: granian's main process starts workers, and starts one again that dies."""

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from bot import logs
from bot.server.deadline import Deadline
from bot.server.preflight import Preflight, usable_address
from bot.settings import share_metrics
from bot.version import release
from interviews.store import is_there

if TYPE_CHECKING:
    from bot.composition import Application

log = logging.getLogger("bot.server.http")

# A request mostly waits, for the database, for Slack, or for the end of a body, so there are many more threads than
# work; they are made when they are needed, and go after 30 idle seconds.
THREADS = 512
LONGEST_STOP = 25  # seconds; hosts kill what is still there after 30
_STOPS = (signal.SIGINT, signal.SIGTERM)
# Its lines join ours.
_LOGGING = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


def serve(preflight: Preflight) -> None:
    """Answers Slack until a signal says to stop; raises `CannotListen` where the address is not free."""
    settings = preflight.settings
    address = usable_address(settings.host, settings.port)
    with _metrics_folder(settings.web_concurrency) as folder:
        # What is in memory before workers fork is there once for all; metrics look for their folder meanwhile.
        import bot.composition  # noqa: F401, PLC0415

        server = Granian(
            target="bot.server.http",
            address=address,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=settings.web_concurrency,
            respawn_failed_workers=True,
            workers_kill_timeout=LONGEST_STOP,
            blocking_threads=THREADS,
            http=HTTPModes.http1,
            websockets=False,
            # Below that it warns of our number of threads, which wait far more than they work.
            log_level=LogLevels.error,
            log_dictconfig=_LOGGING,
        )
        logs.configure(settings.log_level)
        log.info("starting", extra=release())
        _fork_safely()
        gc.freeze()  # or a worker's first look for garbage would copy every page that it shares
        loader = partial(application_of, preflight, folder)
        server.serve(target_loader=loader, wrap_loader=False)


@contextmanager
def _metrics_folder(workers: int) -> Iterator[Path | None]:
    """Where workers add up their metrics until the block ends; None for a single one, which has no need to."""
    if workers == 1:
        yield None
        return
    with TemporaryDirectory(prefix="interview-metrics-") as folder:
        share_metrics(folder)
        yield Path(folder)


def _fork_safely() -> None:
    """Lets a stop that comes while a worker is being made end that worker too.

    A forked process has this one's handlers, which would take a signal and end nothing.
    """

    def begin_worker() -> None:
        for number in _STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS),
        after_in_child=begin_worker,
    )


def application_of(preflight: Preflight, metrics_folder: Path | None) -> Deadline:
    """The WSGI application of the worker that calls this, with its jobs begun.

    Where processes do not fork, the arguments are pickled on their way to the worker.
    """
    from bot.composition import Application  # noqa: PLC0415 - as above

    settings = preflight.settings
    logs.configure(settings.log_level, apart=True)  # granian has made its own settings since
    if not is_there(settings.database_url.get_secret_value()):
        # It was there at the start; a worker that takes another's place must not begin an empty one.
        raise SystemExit(f"The database at {settings.sqlite_file} is gone, so the bot stops.")
    application = Application(
        settings, bank=preflight.bank, identity=preflight.identity, metrics_folder=metrics_folder
    )
    for number in _STOPS:
        # Until the server takes signals, a stop would end this process with what is in hand left open.
        signal.signal(number, lambda *_: sys.exit())
    application.worker.start()
    threading.Thread(target=_close_at_the_end, args=(application,), name="close").start()
    threading.Thread(target=_end_with_main_process, name="main process", daemon=True).start()
    log.info("listening", extra={"mode": "http", "port": settings.port})
    return Deadline(application.wsgi, settings.port)


def _close_at_the_end(application: "Application") -> None:
    """Finishes what is in hand once no request is left; the process waits for this thread, as for any."""
    threading.main_thread().join()
    application.close()
    logs.flush()


def _end_with_main_process() -> None:
    """A main process that was killed must not leave a worker behind that holds the port."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LONGEST_STOP)
    os.kill(os.getpid(), signal.SIGKILL)
