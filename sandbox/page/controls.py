"""The controls of the page: a clock that can be moved forward, and faults of the Web API."""

import time

from sandbox.client.responses import METHOD as RESPONSE_URL
from sandbox.web_api.methods import METHODS
from sandbox.world.faults import EVERY, Fault
from sandbox.world.records import Json
from sandbox.world.workspace import Workspace

# Each with what a person reads, and what happens to the call.
KINDS: dict[str, tuple[str, Json]] = {
    "ratelimited": ("Rate limited: 429, try again in 5 s", {"retry_after": 5}),
    "internal_error": ("Slack answers internal_error", {"error": "internal_error"}),
    "unavailable": ("Slack is down: 503", {"status": 503}),
    "slow": ("Slow: 4 s late", {"delay": 4.0}),
    "dropped": ("The connection drops", {"drop": True}),
    "lost": ("Done, but the answer is lost", {"drop": True, "after": True}),
}


class FaultControls:
    """The faults that were switched on from the page and still wait for calls."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._entries: list[tuple[str, str, Fault]] = []

    @staticmethod
    def methods() -> list[str]:
        """Everything that can be made to fail."""
        return [*METHODS, RESPONSE_URL, EVERY]

    def add(self, method: str, kind: str, times: int | None) -> None:
        """Let the next calls of a method fail; None is until it is healed."""
        if method not in self.methods() or kind not in KINDS:
            raise ValueError(f"there is no {kind!r} for {method!r}")
        fault = Fault(**KINDS[kind][1], times=times)
        self._workspace.faults.add(method, fault)
        self._entries.append((method, kind, fault))

    def clear(self, method: str) -> None:
        """Let a method work again."""
        self._workspace.faults.clear(method)
        self._entries = [entry for entry in self._entries if entry[0] != method]

    def summary(self) -> list[Json]:
        """What is switched on, with the number of calls that it still waits for."""
        return [
            {"method": method, "words": KINDS[kind][0], "times": fault.times}
            for method, kind, fault in self._entries
            if fault.times is None or fault.times > 0
        ]


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
