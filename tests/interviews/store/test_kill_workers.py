"""Three processes share a thousand jobs and are killed at random: none is lost, and almost none is sent twice."""

import random
import subprocess
import threading
import time
from collections import Counter
from contextlib import ExitStack

import pytest

from interviews.store import Store
from interviews.store.jobs import JobRow
from tests.interviews.conftest import Database
from tests.interviews.people import NOON, TEAM
from tests.interviews.store.processes import hear, other_process, tell

pytestmark = pytest.mark.once

JOBS = 1000
WORKERS = 3
KILLS = 8
SECONDS = 120  # a ceiling for a very busy machine; it takes three
CHANCE = random.SystemRandom()


class Workers:
    """Processes that do jobs, and what they have said, also those that were killed."""

    def __init__(self, database: Database, ends: ExitStack) -> None:
        self._database, self._ends = database, ends
        self._listeners: list[threading.Thread] = []
        self.running: list[subprocess.Popen[str]] = []
        self.said: list[str] = []

    def start(self) -> None:
        process = self._ends.enter_context(other_process("works"))
        tell(process, self._database.url)
        listener = threading.Thread(target=self._listen, args=(process,))
        listener.start()
        self._listeners.append(listener)
        self.running.append(process)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        while line := hear(process):
            self.said.append(line)

    def kill_one(self) -> None:
        process = self.running.pop(CHANCE.randrange(len(self.running)))
        process.kill()
        process.wait()

    def wait(self, until: float) -> None:
        for process in self.running:
            process.wait(max(until - time.monotonic(), 0))
        for listener in self._listeners:
            listener.join(max(until - time.monotonic(), 0))


def test_a_thousand_jobs_are_each_done_and_at_most_one_a_kill_is_posted_twice(
    store: Store, database: Database
) -> None:
    wanted = {f"message-{number}" for number in range(JOBS)}
    with store.transaction():
        for about in wanted:
            row = JobRow(team_id=TEAM, kind="digest", payload=about, key=about, lane="")
            store.jobs.add(row, NOON)
    until = time.monotonic() + SECONDS
    with ExitStack() as ends:
        workers = Workers(database, ends)
        for _ in range(WORKERS):
            workers.start()
        for number in range(1, KILLS + 1):
            while len(workers.said) < number * JOBS // (KILLS + 2) and time.monotonic() < until:
                time.sleep(CHANCE.uniform(0, 0.01))
            workers.kill_one()
            workers.start()
        workers.wait(until)
    posts = Counter(line.split()[1] for line in workers.said if line.startswith("posted "))
    assert set(posts) == wanted
    late = sum(line.startswith("late ") for line in workers.said)
    assert sum(posts.values()) - JOBS <= KILLS + late
    assert store.jobs.counts() == {"waiting": 0, "done": JOBS, "parked": 0}
    assert len(store.messages.list_by_prefix(TEAM, "", "message-")) == JOBS
