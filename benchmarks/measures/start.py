"""From the start of the process to its first answer, and the memory it then holds, against the bare app."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.load.requests import command
from benchmarks.machine import servers, usage
from benchmarks.machine.peer import peer_server
from benchmarks.machine.servers import Server
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most, under

SETTLED = 0.5  # seconds after the first answer


class Start(NamedTuple):
    """How long one start took, and the memory it led to; 0 where the system does not say."""

    seconds: float
    megabytes: float


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """Seconds, and megabytes where the system says how many."""
    database = folder / "start.db"
    hello = command("ml-engineer")
    with peer_server() as peer:
        url = peer.api_url
        sides = interleave(
            size.starts,
            lambda: time_start(servers.bot(folder, url, database, hello)),
            lambda: time_start(servers.bare(folder, url, hello, b'{"text": "ok"}')),
        )
    seconds = [median(start.seconds for start in side) for side in sides]
    yield Figure("start to first answer", "s", *seconds, budget=under(1))
    if usage.available():
        memory = [median(start.megabytes for start in side) for side in sides]
        yield Figure("idle memory", "MB", *memory, budget=ratio_at_most(2))


def time_start(server: AbstractContextManager[Server]) -> Start:
    """One start of this server, up to its first answer."""
    with server as running:
        time.sleep(SETTLED)
        return Start(running.seconds, usage.megabytes(running.pid))
