"""Says in the database that this process works on it, so that the doctor knows which releases run where."""

import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.version import VERSION, commit
from interviews.store import Store
from interviews.store.processes import Process
from interviews.store.values import new_id

EVERY = timedelta(minutes=1)
GONE = timedelta(minutes=3)
"""Who has not been seen for so long works no more."""
KEPT = timedelta(days=1)


class Presence:
    """Of one process."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._process = Process(
            id=new_id(), host=socket.gethostname(), version=VERSION, build=commit()
        )
        self._said_at: datetime | None = None

    def say(self) -> bool:
        """Says it once a minute; whether it was time to."""
        now = self._clock()
        if self._said_at and abs(now - self._said_at) < EVERY:
            return False
        self._store.processes.see(self._process, now, now - KEPT)
        self._said_at = now
        return True

    def end(self) -> bool:
        """Takes it back: this process works no more."""
        if self._said_at:
            self._store.processes.remove(self._process)
        return self._said_at is not None
