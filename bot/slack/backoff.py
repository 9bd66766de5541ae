"""The time between two tries: what failed is not asked again at once, however many want to know."""

import time
from collections.abc import Callable
from typing import TypeVar

from handlers.slack.errors import SlackError, SlackRateLimited

T = TypeVar("T")

FIRST, LONGEST = 1.0, 30.0  # seconds between two tries, doubled from one to the next


class Backoff:
    """One question to Slack: after a failure it waits as long as Slack wants, else a little longer each time."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks, self._pause = ticks, FIRST
        self._ends, self._failure = float("-inf"), SlackError()

    def left(self) -> float:
        """The seconds until Slack is asked again."""
        return max(self._ends - self._ticks(), 0.0)

    def ask(self, question: Callable[[], T]) -> T:
        """What the question gives; raises its last failure while it is too early to ask again."""
        if self.left():
            raise self._failure.with_traceback(None)
        try:
            answer = question()
        except SlackError as error:
            asked_for = error.retry_after if isinstance(error, SlackRateLimited) else 0.0
            self._failure, self._ends = error, self._ticks() + max(asked_for, self._pause)
            self._pause = min(self._pause * 2, LONGEST)
            raise
        self._pause = FIRST
        return answer
