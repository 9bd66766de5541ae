"""The process that watches: it says how the work ended, begins it anew after an accident, and stops what is to stop."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.running import PATIENCE

# What the worker does, with a watch that loses its patience sooner than a host would.
SCRIPT = """
import os, signal, sys, time
from bot import watching
watching.LONGEST_STOP = 1
def work(ready):
    print("at work", os.getpid(), flush=True)
    {work}
watch = watching.Watch()
{before}
sys.exit(watch.over(work))
"""
WORKS = {
    "fails before it is ready": "sys.exit(3)",
    "dies before it is ready": "os.kill(os.getpid(), signal.SIGSEGV)",
    "dies each time it is ready": "ready(); os.kill(os.getpid(), signal.SIGKILL)",
    "works": "ready(); time.sleep(60)",
    "does not stop": "signal.signal(signal.SIGTERM, signal.SIG_IGN); ready(); print('deaf', flush=True); time.sleep(9)",
}


class Watched:
    """A small process of its own that watches another."""

    def __init__(self, work: str, before: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(work=WORKS[work], before=before)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def line(self) -> str:
        """The next line that either of the two prints."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def end(self) -> tuple[int, list[str]]:
        """The exit status, and what else was printed; printing ends when both processes have."""
        said, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said.splitlines()


@pytest.fixture
def started() -> Iterator[list[Watched]]:
    """What a test starts; none of it is left at its end."""
    every: list[Watched] = []
    yield every
    for one in every:
        one.process.kill()
        one.process.communicate(timeout=PATIENCE)


def watched(started: list[Watched], work: str) -> Watched:
    started.append(Watched(work))
    return started[-1]


class TestStartThatCannotWork:
    """It is not tried again: whoever started it reads why."""

    def test_ends_with_the_status_of_the_work(self, started: list[Watched]) -> None:
        status, said = watched(started, "fails before it is ready").end()
        assert status == 3
        assert len(said) == 1, "once at work, and nothing more to say"

    def test_ends_as_a_shell_says_that_a_signal_did_it(self, started: list[Watched]) -> None:
        status, said = watched(started, "dies before it is ready").end()
        assert status == 128 + signal.SIGSEGV
        assert len(said) == 1


class TestAccident:
    """What was at work is begun anew, unless it dies again at once."""

    def test_is_logged_and_not_repeated_for_ever(self, started: list[Watched]) -> None:
        status, said = watched(started, "dies each time it is ready").end()
        assert status == 1
        works = [line for line in said if line.startswith("at work")]
        died = [json.loads(line) for line in said if line.startswith("{")]
        assert len(set(works)) == 2, "each in a process of its own"
        assert [(one["event"], one["status"]) for one in died] == [("the worker died", -9)] * 2


class TestStop:
    """A signal to the one that watches stops both."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_ends_well(self, started: list[Watched], number: signal.Signals) -> None:
        one = watched(started, "works")
        one.line()
        one.process.send_signal(number)
        assert one.end() == (0, [])

    def test_comes_through_at_whatever_moment_it_is_asked_for(self, started: list[Watched]) -> None:
        rolls = random.Random(20260304)  # noqa: S311 - when to stop, no secret
        for _ in range(12):
            one = watched(started, "works")
            one.line() if rolls.random() < 0.3 else time.sleep(rolls.uniform(0.0, 0.1))
            one.process.terminate()
            status, _ = one.end()
            # Before it has heard of signals, Python itself ends as they say.
            assert status in {0, -signal.SIGTERM}

    def test_asked_for_between_two_workers_is_for_the_second(self, started: list[Watched]) -> None:
        started.append(Watched("works", before="watch._stop(signal.SIGTERM, None)"))
        status, _ = started[-1].end()
        assert status == 0

    def test_is_made_to_happen_where_the_work_does_not_listen(self, started: list[Watched]) -> None:
        one = watched(started, "does not stop")
        while one.line() != "deaf":
            pass
        one.process.terminate()
        assert one.end() == (1, [])


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
class TestMemory:
    def test_of_the_one_that_watches_holds_none_of_the_bot(self, started: list[Watched]) -> None:
        one = watched(started, "works")
        worker = int(one.line().rpartition(" ")[2])
        parent = Path(f"/proc/{one.process.pid}/maps").read_text(encoding="ascii")
        assert worker != one.process.pid
        assert "site-packages" not in parent
