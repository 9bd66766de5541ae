"""How much one run does: bounded in count, so that it is bounded in time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Counts for each benchmark; the two sides of a comparison take turns for `rounds` rounds."""

    rounds: int
    crowd: int
    """Requests a round and side over 32 connections."""
    single: int
    """Requests a round and side over one connection."""
    loops: int
    """Candidates a round and side whose six scorecards are sent."""
    minutes: int
    """Minutes of typing a round and side."""
    stored: int
    """Scorecards in the database that debriefs are read from."""
    reads: int
    """Debriefs a round and side."""
    starts: int
    """Starts of each server."""


NORMAL = Size(
    rounds=7, crowd=2000, single=400, loops=20, minutes=1, stored=120_000, reads=400, starts=5
)
QUICK = Size(rounds=3, crowd=500, single=100, loops=5, minutes=1, stored=6_000, reads=100, starts=2)
FULL = 1_000_000  # scorecards
