"""The bot as `python -m bot serve` runs it, and the bare app beside it: processes of their own, on one core."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data.rows import SECRET, TOKEN
from benchmarks.load.connections import ask
from benchmarks.machine.cores import SERVER, on_core

ROOT = Path(__file__).parent.parent.parent
Look = Callable[[Path], bytes | None]
"""What a server has said by now, if anything; it is given the file that holds what was printed."""
PATIENCE = 30.0  # seconds for a start, and again for an end


class NotStarted(Exception):
    """The server ended, or did not answer in time; the message is what it printed."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that has given its first sign of life: an answer, or the demo's address."""

    pid: int
    port: int
    first_answer: bytes
    started: float
    seconds: float
    """From the start of the process to that sign."""

    def age(self) -> float:
        """Seconds since the start of the process."""
        return time.perf_counter() - self.started


def bot(
    folder: Path, api_url: str, database: Path, first: bytes, **more: str
) -> AbstractContextManager[Server]:
    """The bot, with these settings too, from its first answer until the block ends."""
    port = free_port()
    settings = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        **more,
    }
    return _process(("bot", "serve"), settings, folder, port, _answers(port, first))


def bare(
    folder: Path, api_url: str, first: bytes, answer: bytes, database: Path | None = None
) -> AbstractContextManager[Server]:
    """The bare app, likewise: it gives this answer, and with a database commits a card for every form."""
    port, fixed = free_port(), folder / "answer.json"
    fixed.write_bytes(answer)
    command = ["benchmarks.floor.server", "--port", str(port), "--api-url", api_url]
    command += ["--answer", str(fixed), *(["--database", str(database)] if database else [])]
    return _process(command, {}, folder, port, _answers(port, first))


def demo(folder: Path) -> AbstractContextManager[Server]:
    """The demo of this folder, from the moment it opens the browser until the block ends."""
    port = free_port()
    command = ("bot", "demo", "--no-browser", "--port", str(port))
    return _process(command, {}, folder, port, _demo_address)


@contextmanager
def _process(
    command: Sequence[str], settings: dict[str, str], folder: Path, port: int, look: Look
) -> Iterator[Server]:
    log = folder / f"{command[0]}.log"
    started = time.perf_counter()
    with log.open("wb") as output, on_core(SERVER):
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder,  # where no .env of this checkout can join in
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        answer = _first_sign(process, look, log)
        yield Server(process.pid, port, answer, started, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _first_sign(process: "subprocess.Popen[bytes]", look: Look, log: Path) -> bytes:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if (sign := look(log)) is not None:
            return sign
        time.sleep(0.005)
    raise NotStarted(log.read_text(encoding="utf-8"))


def _answers(port: int, request: bytes) -> Look:
    def look(_log: Path) -> bytes | None:
        try:
            return ask(port, request)
        except ConnectionError:
            return None

    return look


def _demo_address(log: Path) -> bytes | None:
    output = log.read_bytes()
    return output if b"Press Ctrl+C" in output else None


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
