"""The demo as somebody starts it from a terminal: a process of its own, in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.paths import ROOT

PATIENCE = 30.0  # seconds for a process to say where it is on a busy machine


class Demo:
    """One demo; what it starts is in a group with it."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._said = folder / f"said-{time.monotonic_ns()}.txt"
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        with self._said.open("wb") as output_with:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", *arguments],
                cwd=folder,
                env=known | environment,
                stdout=output_with,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def output_with(self, words: str) -> str:
        """Waits until the demo has printed these words, and gives all that it printed."""
        end = time.monotonic() + PATIENCE
        while words not in self.output():
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < end, self.output()
            time.sleep(0.05)
        return self.output()

    def output(self) -> str:
        """All that the demo has printed so far."""
        return self._said.read_text()

    def address(self) -> str:
        """Where the page is."""
        return self.output_with("Press Ctrl+C").split("The demo is at ")[1].split()[0]

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Presses Ctrl+C; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        return self.process.wait(PATIENCE)

    def left_something_running(self) -> bool:
        """Whether anything that it started is still there."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True
