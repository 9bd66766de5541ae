"""`/interview ml-engineer` over HTTP, against a bare Bolt app that has the answer as a constant."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.load.connections import Load, drive
from benchmarks.load.requests import command
from benchmarks.machine import servers, usage
from benchmarks.machine.peer import peer_server
from benchmarks.machine.servers import Server
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Budget, Figure, ratio_at_least, ratio_at_most

CROWD = 32  # connections
Loads = tuple[list[Load], list[Load]]


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """How long one takes alone and in a crowd, how many a second, and how much work each is."""
    request = command("ml-engineer")
    with (
        peer_server() as peer,
        servers.bot(folder, peer.api_url, folder / "kit.db", request) as ours,
        servers.bare(folder, peer.api_url, request, ours.first_answer) as floor,
    ):
        both = ours, floor
        _loads(both, 1, size.single, 1)  # what is made at first use is there now
        single = _loads(both, size.rounds, size.single, 1)
        before = _work_of(both)
        crowd = _loads(both, size.rounds, size.crowd, CROWD)
        worked = [after - then for after, then in zip(_work_of(both), before, strict=True)]
    yield _times("p50, 1 connection", single, 0.5)
    yield _times("p99, 1 connection", single, 0.99)
    rates = [median(load.per_second for load in side) for side in crowd]
    yield Figure(f"kit, {CROWD} connections", "requests/s", *rates, budget=ratio_at_least(0.8))
    yield _times(f"p50, {CROWD} connections", crowd, 0.5)
    yield _times(f"p99, {CROWD} connections", crowd, 0.99, ratio_at_most(2))
    if usage.available():
        each = (seconds * 1_000_000 / size.crowd / size.rounds for seconds in worked)
        yield Figure("kit, work of the server", "µs", *each)


def _loads(both: tuple[Server, Server], rounds: int, count: int, lines: int) -> Loads:
    def load(server: Server) -> Load:
        return drive(server.port, [command("ml-engineer")] * count, lines)

    ours, floor = both
    return interleave(rounds, lambda: load(ours), lambda: load(floor))


def _work_of(both: tuple[Server, Server]) -> list[float]:
    """Processor seconds until now; unlike the clock, they do not run on while others have the core."""
    return [usage.processor_seconds(server.pid) for server in both]


def _times(name: str, sides: Loads, share: float, budget: Budget | None = None) -> Figure:
    times = [median(load.milliseconds(share) for load in side) for side in sides]
    return Figure(f"kit, {name}", "ms", *times, budget=budget)
