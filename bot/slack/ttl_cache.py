"""Answers kept for a while, so that Slack is not asked the same thing again and again."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

LIMIT = 5_000  # answers kept; beyond, the one that was not asked for longest goes


class TTLCache(Generic[T]):
    """The last answer for each key, for so many seconds; any number of threads may ask."""

    def __init__(self, seconds: float, ticks: Callable[[], float], limit: int = LIMIT) -> None:
        self._seconds, self._ticks, self._limit = seconds, ticks, limit
        self._answers: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()

    def peek(self, key: str) -> T | None:
        """The answer kept for the key, or None; nobody is asked for a new one."""
        with self._lock:
            ends, answer = self._answers.get(key, (0.0, None))
            if answer is None or self._ticks() >= ends:
                return None
            self._answers.move_to_end(key)
            return answer

    def get(self, key: str, ask: Callable[[], T]) -> T:
        """The answer kept for the key, or a new one; two threads may both ask, neither waits for the other."""
        kept = self.peek(key)
        if kept is not None:
            return kept
        answer = ask()
        with self._lock:
            self._answers[key] = (self._ticks() + self._seconds, answer)
            self._answers.move_to_end(key)
            if len(self._answers) > self._limit:
                self._answers.popitem(last=False)
        return answer
