"""Faults of the Web API that a test switches on: errors, rate limits, delays, lost answers."""

from collections import defaultdict
from dataclasses import dataclass

EVERY = "every method"  # an outage of all of Slack, response URLs included


@dataclass(slots=True)
class Fault:
    """One way to fail, for a number of calls, or for all of them when `times` is None.

    With `after` the work is done first and only its answer is lost or late: the case in which
    a caller that simply tries again does the work twice.
    """

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0
    drop: bool = False
    after: bool = False
    times: int | None = 1
    messages: tuple[str, ...] = ()
    """What an answer with `error` says about the arguments."""
    text: str | None = None
    """What comes in place of any answer of Slack's: a page of a gateway, JSON of another kind."""


class Faults:
    """The faults still to happen, by method."""

    def __init__(self) -> None:
        self._faults: defaultdict[str, list[Fault]] = defaultdict(list)

    def add(self, method: str, fault: Fault) -> None:
        """Let the next calls of this method fail, after the faults already waiting for it."""
        self._faults[method].append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that hits this call, if any."""
        for fault in (*self._faults[method], *self._faults[EVERY]):
            if fault.times is None:
                return fault
            if fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def clear(self, method: str) -> None:
        """Let this method work again."""
        self._faults.pop(method, None)
