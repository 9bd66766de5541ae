"""The bot as an operator runs it: a process of its own, pointed at the stand-in for Slack."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
import urllib3

from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.paths import ROOT

PATIENCE = 60.0  # seconds for a process to come up on a busy machine


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class BotProcess:
    """One process of the bot, with its port."""

    def __init__(self, mode: str, environment: Mapping[str, str], port: int) -> None:
        self.port = port
        self._log = Path(tempfile.mkstemp(prefix="bot-", suffix=".log")[1])
        with self._log.open("wb") as log:
            self._start(mode, environment, port, log)

    def _start(self, mode: str, environment: Mapping[str, str], port: int, log: BinaryIO) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", mode],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PORT": str(port), "HOST": "127.0.0.1", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def get(self, path: str) -> tuple[int, str]:
        """What one of the operators' pages says."""
        answer = urllib3.request(
            "GET", f"http://127.0.0.1:{self.port}{path}", retries=False, timeout=PATIENCE
        )
        return answer.status, answer.data.decode()

    def wait_until_ready(self) -> None:
        """Returns once the bot says that it can work."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.output()
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except urllib3.exceptions.HTTPError:
                pass
            time.sleep(0.02)
        raise AssertionError("the bot did not come up")

    def wait_for(self, text: str, times: int = 1) -> None:
        """Returns once the bot has printed this so many times."""
        end = time.monotonic() + PATIENCE
        while self.output().count(text) < times:
            assert time.monotonic() < end, self.output()
            time.sleep(0.02)

    def kill(self) -> None:
        """Ends everything of this bot at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill_worker(self) -> int:
        """Ends one of the processes that answer, as the system does when memory runs out; its number."""
        pid = self.process.pid
        worker, *_ = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        os.kill(int(worker), signal.SIGKILL)
        return int(worker)

    def stop(self) -> int:
        """Asks the bot to end, as a host does; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def output(self) -> str:
        """All that the process has printed."""
        return self._log.read_text()

    def forget(self) -> None:
        """Takes away what the process printed."""
        self._log.unlink()


def environment(slack: StandIn, database_url: str, mode: str = "serve") -> dict[str, str]:
    """The settings with which the bot works for the stand-in."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.settings.bot_token,
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret if mode == "serve" else "",
        "SLACK_APP_TOKEN": slack.settings.app_token if mode != "serve" else "",
        "DATABASE_URL": database_url,
    }


@contextmanager
def bot_process(mode: str, slack: StandIn, database_url: str, **more: str) -> Iterator[BotProcess]:
    """The bot, ready, until the block ends: over HTTP for `serve`, over a socket for `socket` and for `run`."""
    with started(mode, {**environment(slack, database_url, mode), **more}) as bot:
        bot.wait_until_ready()
        if mode == "serve":
            slack.deliver_to(f"http://127.0.0.1:{bot.port}/slack/events")
        else:
            slack.use_socket_mode(seconds=PATIENCE)
        yield bot


@contextmanager
def started(mode: str, given: Mapping[str, str]) -> Iterator[BotProcess]:
    """The bot with these settings, ready or not, until the block ends."""
    bot = BotProcess(mode, given, free_port())
    try:
        yield bot
    finally:
        if bot.process.poll() is None:
            bot.stop()
        bot.forget()


@pytest.fixture(params=["serve", "socket"])
def bot(request: pytest.FixtureRequest, slack: StandIn, tmp_path: Path) -> Iterator[BotProcess]:
    """The bot, run the one way and the other."""
    with bot_process(request.param, slack, f"sqlite:///{tmp_path}/interviews.db") as running:
        yield running


@pytest.fixture
def ada(slack: StandIn) -> User:
    """A hiring lead."""
    return slack.add_user("U0ADA", "Ada Lovelace")


@pytest.fixture
def grace(slack: StandIn) -> User:
    """An interviewer."""
    return slack.add_user("U0GRACE", "Grace Hopper")
