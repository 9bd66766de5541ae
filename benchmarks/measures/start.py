"""From the start of the process to its first answer, and the memory it then holds, against the bare app."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from benchmarks.load.requests import command
from benchmarks.machine import servers, usage
from benchmarks.machine.cores import LOAD, on_core
from benchmarks.machine.peer import peer_server
from benchmarks.machine.servers import Server
from benchmarks.rounds import interleaved, middle
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
    with on_core(LOAD), peer_server() as peer:
        url = peer.api_url
        ours, floor = interleaved(
            size.starts,
            lambda: time_start(servers.bot(folder, url, database, command("ml-engineer"))),
            lambda: time_start(
                servers.bare(folder, url, command("ml-engineer"), b'{"text": "ok"}')
            ),
        )
    ours_s, floor_s = (middle(start.seconds for start in side) for side in (ours, floor))
    yield Figure("start to first answer", "s", ours_s, floor_s, under(1))
    if usage.available():
        ours_mb, floor_mb = (middle(start.megabytes for start in side) for side in (ours, floor))
        yield Figure("idle memory", "MB", ours_mb, floor_mb, ratio_at_most(2))


def time_start(server: AbstractContextManager[Server]) -> Start:
    """One start of this server, up to its first answer."""
    with server as running:
        time.sleep(SETTLED)
        held = usage.megabytes(running.pid) if usage.available() else 0.0
        return Start(running.seconds, held)
