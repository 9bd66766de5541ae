"""Every command, the Home tab and the operators' pages after years, against a database with little in it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.data import years
from benchmarks.data.rows import ROLE
from benchmarks.load.connections import PATIENCE, WrongAnswer, ask, drive
from benchmarks.load.requests import command, home_opened, page
from benchmarks.machine import servers
from benchmarks.machine.peer import Peer, peer_server
from benchmarks.machine.servers import Server
from benchmarks.rounds import interleave
from benchmarks.sizes import Size
from benchmarks.table import Figure, ratio_at_most_and_under

FEW, JOBS = 200, 15  # candidates that fill any page; jobs done for each candidate
MOST_MS = 50
PAUSE = 0.1  # seconds; what is opened while the tab is being published is shown after the next look for jobs
FAILED = b"tell whoever runs this bot the number"
PEOPLE = {
    "admin": years.ADMIN,
    "lead": years.LEAD,
    "interviewer": years.INTERVIEWER,
    "coordinator": years.COORDINATOR,
}
SETTINGS = {"INTERVIEW_ADMINS": years.ADMIN, "INTERVIEW_COORDINATORS": years.COORDINATOR}
_NAME = years.name(0)
_SLIP = f"{_NAME[:-1]}m"
_PART = _NAME.split()[1][:-1]
_TITLE = years.title(0)
OF_BANK = (
    "help", "roles", "ml-engineer", "brief ml-engineer", "cv ml-engineer", "term leakage", "search leak",
)  # fmt: skip
"""The same for everybody."""
OF_CANDIDATES = (
    "candidates", "candidates decided", f"plan {_NAME}", f"score {_NAME}", "score", f"score new:{ROLE}",
    f"debrief {_NAME}", f"debrief {_SLIP}", f"debrief {_PART}", f"forget {_NAME}", f"audit {_NAME}",
    f"export {_NAME}", "openings", f"opening {_TITLE}", f"compare {_TITLE}", "compare", "settings", _NAME,
)  # fmt: skip
Both = tuple[list[float], list[float]]


class TabMissing(Exception):
    """The Home tab was not published in time."""


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    """How long each takes for an admin, the lead of a quarter of all candidates, an interviewer and a coordinator."""
    count = max(size.stored // 6, 1)
    with peer_server() as peer, _bot(folder, peer, count) as ours, _bot(folder, peer, FEW) as floor:
        for path in ("/metrics", "/readyz"):
            yield _figure(f"{path}", *_times(size, ours, floor, page(path)))
        for who, user in PEOPLE.items():
            yield _figure(f"{who}: Home tab", *_tabs(size, ours, floor, peer, user))
            for text in OF_CANDIDATES:
                yield _figure(f"{who}: {text}", *_times(size, ours, floor, command(text, user)))
        for text in OF_BANK:
            yield _figure(f"anybody: {text}", *_times(size, ours, floor, command(text)))


@contextmanager
def _bot(folder: Path, peer: Peer, count: int) -> Iterator[Server]:
    """The bot over so many candidates."""
    own = folder / str(count)
    own.mkdir()
    database = years.database(own, folder.parent, count, count * JOBS)
    with servers.bot(own, peer.api_url, database, command("help"), **SETTINGS) as server:
        yield server


def _times(size: Size, ours: Server, floor: Server, request: bytes) -> Both:
    """Seconds that each request takes, after one that is not counted."""
    for server in (ours, floor):
        if FAILED in ask(server.port, request):
            raise WrongAnswer(request)

    def once(server: Server) -> float:
        return drive(server.port, [request]).each[0]

    return interleave(size.rounds, lambda: once(ours), lambda: once(floor))


def _tabs(size: Size, ours: Server, floor: Server, peer: Peer, user: str) -> Both:
    """Seconds from the opening of the Home tab until it is published."""

    def once(server: Server) -> float:
        time.sleep(PAUSE)
        before, began = len(peer.homes), time.perf_counter()
        ask(server.port, home_opened(user))
        while len(peer.homes) == before:
            if time.perf_counter() - began > PATIENCE:
                raise TabMissing(user)
            time.sleep(0.0002)
        return time.perf_counter() - began

    for server in (ours, floor):
        once(server)
    return interleave(size.rounds, lambda: once(ours), lambda: once(floor))


def _figure(name: str, ours: list[float], floor: list[float]) -> Figure:
    # The quickest of each side: whatever else has the machine takes longer than most of these answers do.
    times = [min(side) * 1000 for side in (ours, floor)]
    return Figure(f"years, {name}", "ms", *times, budget=ratio_at_most_and_under(2, MOST_MS))
