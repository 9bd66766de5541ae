"""A process with next to nothing in its memory, which watches the one that works and starts it anew if it dies."""

import gc
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

LONGEST_STOP = 25  # seconds; hosts kill what is still there after 30
SHORTEST_LIFE = 5.0  # seconds that a worker has to last which took the place of another
_STOPS = (signal.SIGINT, signal.SIGTERM)

Work = Callable[[Callable[[], None]], object]
"""Ends by itself, and says once that it is ready: an end before that is a start that cannot work."""


class Watch:
    """Watches one worker at a time; whoever is to stop it tells this process."""

    def __init__(self) -> None:
        self._worker = 0
        self._stopping = False

    def over(self, work: Work) -> int:
        """The exit status for this process once the work has ended for good; the worker itself never returns."""
        for number in _STOPS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._lose_patience)
        is_first = True
        while True:
            started = time.monotonic()
            status, was_ready = self._one_worker(work)
            if self._stopping:
                return int(status not in {0, -signal.SIGTERM})
            if not was_ready:
                return status if status >= 0 else 128 - status
            _say_that_it_died(status)
            if not is_first and time.monotonic() - started < SHORTEST_LIFE:
                return 1
            is_first = False

    def _one_worker(self, work: Work) -> tuple[int, bool]:
        """How a worker ended, with a negative status where a signal did it, and whether it had been ready."""
        told, tell = os.pipe()
        hear, hold = os.pipe()
        gc.freeze()  # or the worker's first look for garbage would copy every page of this process
        # A signal that comes before the worker's number is known waits until it is.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        self._worker = os.fork()
        if not self._worker:
            os.close(told)
            os.close(hold)
            _begin(work, tell, hear)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        if self._stopping:  # since the worker before this one ended
            self._end(signal.SIGTERM)
        os.close(tell)
        os.close(hear)
        _, status = os.waitpid(self._worker, 0)
        self._worker = 0
        signal.alarm(0)
        was_ready = bool(os.read(told, 1))
        os.close(told)
        os.close(hold)
        return os.waitstatus_to_exitcode(status), was_ready

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._end(signal.SIGTERM)

    def _lose_patience(self, _number: int, _frame: FrameType | None) -> None:
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._worker:
            signal.alarm(LONGEST_STOP)
            with suppress(ProcessLookupError):  # it has ended by itself this moment
                os.kill(self._worker, number)


def _begin(work: Work, tell: int, hear: int) -> None:
    """Does the work in the process that was made for it, and ends that process."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    import threading  # noqa: PLC0415 - the one that watches does without

    threading.Thread(target=_end_with, args=(hear,), name="watch", daemon=True).start()
    work(lambda: _tell(tell))
    raise SystemExit


def _tell(tell: int) -> None:
    os.write(tell, b"!")


def _end_with(hear: int) -> None:
    """A watching process that was killed must not leave a worker behind that holds the port.

    Nothing is ever said on this line: reading ends when whoever holds its other end has died.
    """
    os.read(hear, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _say_that_it_died(status: int) -> None:
    # In memory only once there is something to say.
    import logging  # noqa: PLC0415

    from bot import logs  # noqa: PLC0415

    logs.configure("ERROR")
    logging.getLogger("bot.watching").error("the worker died", extra={"status": status})
