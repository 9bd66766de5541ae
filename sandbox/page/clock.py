"""A clock that can be moved on, so that reminders and expiries can be seen without waiting."""

import time


class MovableClock:
    """The time of this machine, plus what it was moved on by.

    A bot that wants to follow asks `GET /sandbox/clock`, which answers
    `{"time": 1770000000.0, "offset": 86400.0}`, both in seconds.
    """

    def __init__(self) -> None:
        self.offset = 0.0

    def __call__(self) -> float:
        return time.time() + self.offset

    def move_on(self, seconds: float) -> None:
        """Let this many seconds pass at once; time does not run backwards."""
        if seconds < 0:
            raise ValueError("the clock can only be moved on")
        self.offset += seconds
