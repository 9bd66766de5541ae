"""From the start of the demo to a page one can work on, and the memory of it all, against the bare app."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.load import browser, page
from benchmarks.load.requests import command
from benchmarks.machine import servers, usage
from benchmarks.machine.peer import peer_server
from benchmarks.measures import start
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, under


class Start(NamedTuple):
    """Seconds from the start of the process, and the memory at the end; 0 where the system does not say."""

    usable: float
    kit: float
    megabytes: float


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """Seconds until one can type and until the first kit is there, and megabytes."""
    with peer_server() as peer:
        hello = command("ml-engineer")
        _time_start(folder)  # as after set-up: the candidates are there, the files are compiled
        ours, floor = interleave(
            size.starts,
            lambda: _time_start(folder),
            lambda: start.time_start(servers.bare(folder, peer.api_url, hello, b'{"text": "ok"}')),
        )
    bare = median(run.seconds for run in floor)
    usable, kit = median(run.usable for run in ours), median(run.kit for run in ours)
    yield Figure("demo, start to usable page", "s", usable, bare, under(2))
    yield Figure("demo, start to the first kit on it", "s", kit, bare, under(2))
    with browser.empty_tab() as tab:
        if tab is not None:
            in_browser = median(_time_in_browser(tab, folder) for _ in range(size.starts))
            yield Figure("demo, start to usable page in a browser", "s", in_browser, bare, under(2))
    if usage.available():
        memory = [median(run.megabytes for run in side) for side in (ours, floor)]
        yield Figure("demo, memory of bot, stand-in and page", "MB", *memory)


def _time_start(folder: Path) -> Start:
    with servers.demo(folder) as server:
        place = page.until_usable(server.port)
        usable = server.age()
        page.until_a_kit(server.port, place)
        kit = server.age()
        time.sleep(start.SETTLED)
        return Start(usable, kit, usage.megabytes(server.pid))


def _time_in_browser(tab: Any, folder: Path) -> float:
    with servers.demo(folder) as server:
        browser.until_usable(tab, server.port)
        in_browser = server.age()
        tab.goto("about:blank")  # the next demo is loaded anew
        return in_browser
