"""Bad days on demand: rate limits, outages and slow answers, switched on from the page."""

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


class Weather:
    """The faults that were switched on from the page and still wait for calls."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._brewing: list[tuple[str, str, Fault]] = []

    @staticmethod
    def methods() -> list[str]:
        """Everything that can be made to fail."""
        return [*METHODS, RESPONSE_URL, EVERY]

    def worsen(self, method: str, kind: str, times: int | None) -> None:
        """Let the next calls of a method fail; None is until it is healed."""
        if method not in self.methods() or kind not in KINDS:
            raise ValueError(f"there is no {kind!r} for {method!r}")
        fault = Fault(**KINDS[kind][1], times=times)
        self._workspace.faults.add(method, fault)
        self._brewing.append((method, kind, fault))

    def heal(self, method: str) -> None:
        """Let a method work again."""
        self._workspace.faults.clear(method)
        self._brewing = [entry for entry in self._brewing if entry[0] != method]

    def shown(self) -> list[Json]:
        """What is switched on, with the number of calls that it still waits for."""
        return [
            {"method": method, "words": KINDS[kind][0], "times": fault.times}
            for method, kind, fault in self._brewing
            if fault.times is None or fault.times > 0
        ]
