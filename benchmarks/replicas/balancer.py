"""A round-robin in front of the replicas, which tries another only where one has taken nothing."""

from collections.abc import Sequence
from itertools import count

from benchmarks.load.connections import ask


class NobodyListens(Exception):
    """Every replica refused the connection."""


class RoundRobin:
    """Hands each request to the next replica; any number of threads may use it."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports, self._turns = ports, count()
        self.refused = 0
        """How often a replica was passed over."""

    def ask(self, request: bytes) -> bytes:
        """The body of the answer; raises `NobodyListens`, or what `ask` raises once a byte may have been sent."""
        first = next(self._turns)
        for turn in range(first, first + len(self._ports)):
            try:
                return ask(self._ports[turn % len(self._ports)], request)
            except ConnectionRefusedError:
                self.refused += 1
        raise NobodyListens
