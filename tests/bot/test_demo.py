"""`demo` on the command line: ports that are taken, two at once, starting over, and stopping."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for a process to say where it is on a busy machine


class Demo:
    """One demo in a process of its own, in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._said = folder / f"said-{time.monotonic_ns()}.txt"
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", "--no-browser", *arguments],
                cwd=folder,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def said(self, words: str) -> str:
        """Waits until the demo has printed these words, and gives all that it printed."""
        end = time.monotonic() + PATIENCE
        while words not in self._said.read_text():
            assert self.process.poll() is None, self._said.read_text()
            assert time.monotonic() < end, self._said.read_text()
            time.sleep(0.05)
        return self._said.read_text()

    def address(self) -> str:
        """Where the page is."""
        text = self.said("Press Ctrl+C")
        return text.split("The demo is at ")[1].split()[0]

    def stop(self) -> int:
        """Presses Ctrl+C; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def mark(database: Path) -> None:
    """Leaves something in the data that only --fresh takes away."""
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE marked (x)")
    connection.close()


def is_marked(database: Path) -> bool:
    """Whether the data is still the same."""
    connection = sqlite3.connect(database)
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'marked'").fetchone()
    connection.close()
    return found is not None


@pytest.fixture
def demos() -> Iterator[list[Demo]]:
    """What a test starts, stopped at its end."""
    started: list[Demo] = []
    yield started
    for demo in started:
        demo.stop()


class TestDemo:
    def test_takes_the_next_port_and_says_so(self, demos: list[Demo], tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            demos.append(Demo(tmp_path, "--port", str(port)))
            assert f"(port {port} is taken)" in demos[0].said("Press Ctrl+C")
            assert urllib3.request("GET", demos[0].address()).status == 200

    def test_runs_twice_at_once_with_data_apart_and_leaves_nothing_running(
        self, demos: list[Demo], tmp_path: Path
    ) -> None:
        demos.append(Demo(tmp_path))
        first = demos[0].address()
        demos.append(Demo(tmp_path))
        assert "starts with data of its own" in demos[1].said("Press Ctrl+C")
        assert demos[1].address() != first
        for demo in demos:
            assert demo.stop() == 0
        with pytest.raises(urllib3.exceptions.HTTPError):
            urllib3.request("GET", first, retries=False, timeout=2)

    def test_starts_over_when_asked_and_goes_on_otherwise(
        self, demos: list[Demo], tmp_path: Path
    ) -> None:
        database = tmp_path / "data" / "demo.db"
        demos.append(Demo(tmp_path))
        demos[0].address()
        demos[0].stop()
        mark(database)
        demos.append(Demo(tmp_path))
        demos[1].address()
        demos[1].stop()
        assert is_marked(database)
        demos.append(Demo(tmp_path, "--fresh"))
        demos[2].address()
        assert not is_marked(database)

    def test_refuses_a_faulty_bank_with_its_faults(self, demos: list[Demo], tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text('extends = "ml-enginer"\n')
        result = subprocess.run(
            [sys.executable, "-m", "bot", "demo", "--no-browser", "--bank", str(tmp_path)],
            cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert result.returncode == 1
        assert 'did you mean "ml-engineer"?' in result.stderr
