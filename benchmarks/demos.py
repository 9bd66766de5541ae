"""From the start of the demo to a page one can work on, and the memory of it all, against the bare app."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import browsers, pages, processes, servers, starting
from benchmarks.asked import command
from benchmarks.cores import LOAD, on_core
from benchmarks.peer import listening
from benchmarks.rounds import interleaved, middle
from benchmarks.sizes import Size
from benchmarks.table import Figure, under


class Start(NamedTuple):
    """Seconds from the start of the process, and the memory at the end; 0 where the system does not say."""

    usable: float
    kit: float
    megabytes: float


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """Seconds until one can type and until the first kit is there, and megabytes."""
    with on_core(LOAD), listening() as peer:
        hello = command("ml-engineer")
        _started(folder)  # as after set-up: the candidates are there, the files are compiled
        ours, floor = interleaved(
            size.starts,
            lambda: _started(folder),
            lambda: starting.started(servers.bare(folder, peer.api_url, hello, b'{"text": "ok"}')),
        )
    bare = middle(one.seconds for one in floor)
    usable, kit = middle(one.usable for one in ours), middle(one.kit for one in ours)
    yield Figure("demo, start to usable page", "s", usable, bare, under(2))
    yield Figure("demo, start to the first kit on it", "s", kit, bare, under(2))
    with browsers.empty_tab() as tab:
        if tab is not None:
            seen = middle(_seen_in(tab, folder) for _ in range(size.starts))
            yield Figure("demo, start to usable page in a browser", "s", seen, bare, under(2))
    if processes.known():
        ours_mb, floor_mb = (middle(one.megabytes for one in side) for side in (ours, floor))
        yield Figure("demo, memory of bot, stand-in and page", "MB", ours_mb, floor_mb)


def _started(folder: Path) -> Start:
    with servers.demo(folder) as server:
        place = pages.until_usable(server.port)
        usable = server.age()
        pages.until_a_kit(server.port, place)
        kit = server.age()
        time.sleep(starting.SETTLED)
        held = processes.megabytes(server.pid) if processes.known() else 0.0
        return Start(usable, kit, held)


def _seen_in(tab: Any, folder: Path) -> float:
    with servers.demo(folder) as server:
        browsers.until_usable(tab, server.port)
        seen = server.age()
        tab.goto("about:blank")  # the next demo is loaded anew
        return seen
