"""The bot as a server: it starts only when it can work, survives its worker, and lets nobody wait in vain."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.client.snapshots import Answer
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.paths import ROOT
from tests.running import PATIENCE, Running, free_port, running

SLOW = 1.0  # seconds that Slack takes to open a modal


@pytest.fixture
def ada(slack: StandIn) -> User:
    return slack.add_user("U0ADA", "Ada Lovelace")


@pytest.fixture(params=["serve", "socket"])
def bot(request: pytest.FixtureRequest, slack: StandIn, tmp_path: Path) -> Iterator[Running]:
    with running(request.param, slack, f"sqlite:///{tmp_path}/interviews.db") as started:
        yield started


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_for_the_end_of(pids: list[int]) -> None:
    end = time.monotonic() + PATIENCE
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < end, f"{pids} do not end"
        time.sleep(0.02)


class TestStopping:
    """SIGTERM is how a host asks a process to end."""

    def test_answers_what_is_in_hand_first(self, bot: Running, slack: StandIn, ada: User) -> None:
        slack.fail("views.open", delay=SLOW)
        answers: list[Answer] = []

        def ask() -> None:
            answers.append(slack.command("/interview", "score new:ml-engineer", user=ada))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(SLOW / 2)  # the bot now waits for Slack to open the modal
        assert bot.stop() == 0
        asking.join()
        assert answers[0].status == 200
        assert slack.view_of(ada) is not None

    def test_leaves_no_process_behind(self, bot: Running) -> None:
        started = children(bot.process.pid)
        assert bot.stop() == 0
        wait_for_the_end_of(started)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
class TestWorker:
    """One worker answers; a small process watches it, whichever way Slack's requests come in."""

    @pytest.fixture(params=["serve", "run", "socket"])
    def wsgi_server(
        self, request: pytest.FixtureRequest, slack: StandIn, tmp_path: Path
    ) -> Iterator[Running]:
        with running(request.param, slack, f"sqlite:///{tmp_path}/interviews.db") as started:
            yield started

    def test_is_started_anew_when_it_dies(
        self, wsgi_server: Running, slack: StandIn, ada: User
    ) -> None:
        (worker,) = children(wsgi_server.process.pid)
        os.kill(worker, signal.SIGKILL)
        wait_for_the_end_of([worker])
        wsgi_server.wait_until_ready()
        assert slack.command("/interview", "roles", user=ada).message is not None
        assert '"the worker died", "status": -9' in wsgi_server.output()

    def test_is_watched_by_a_process_with_no_library_in_its_memory(
        self, wsgi_server: Running
    ) -> None:
        (worker,) = children(wsgi_server.process.pid)
        held = {
            pid: "site-packages" in Path(f"/proc/{pid}/maps").read_text(encoding="ascii")
            for pid in (wsgi_server.process.pid, worker)
        }
        assert held == {wsgi_server.process.pid: False, worker: True}

    def test_ends_when_the_process_that_watches_it_dies(self, wsgi_server: Running) -> None:
        workers = children(wsgi_server.process.pid)
        wsgi_server.process.kill()
        wsgi_server.process.wait(PATIENCE)
        wait_for_the_end_of(workers)


class TestRefusedStart:
    """What cannot work is said before anything runs, in lines that say what to do."""

    @staticmethod
    def start(mode: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        given = {
            "PATH": os.environ["PATH"],
            "HOST": "127.0.0.1",
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_APP_TOKEN": "xapp-test",
            "DATABASE_URL": f"sqlite:///{folder}/interviews.db",
            **environment,
        }
        return subprocess.run(
            [sys.executable, "-m", "bot", mode],
            cwd=ROOT, env=given, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def refused(self, mode: str, folder: Path, **environment: str) -> str:
        ended = self.start(mode, folder, **environment)
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        return ended.stderr

    @pytest.mark.parametrize("mode", ["serve", "socket"])
    def test_wrong_settings_are_all_named(self, mode: str, tmp_path: Path) -> None:
        said = self.refused(mode, tmp_path, SLACK_BOT_TOKEN="", PORT="0")
        assert "SLACK_BOT_TOKEN is missing" in said
        assert "PORT must be" in said

    def test_faults_of_the_question_bank_are_named_with_their_place(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text('[archetype]\nid = "x"\n', encoding="utf-8")
        assert "own.toml" in self.refused("serve", tmp_path, QUESTION_BANK_DIR=str(tmp_path))

    def test_a_token_that_slack_refuses(self, slack: StandIn, tmp_path: Path) -> None:
        said = self.refused("serve", tmp_path, SLACK_API_URL=slack.api_url)
        assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)" in said

    def test_an_app_token_that_slack_refuses(self, slack: StandIn, tmp_path: Path) -> None:
        said = self.refused(
            "socket", tmp_path,
            SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=slack.settings.bot_token, PORT="31999",
        )  # fmt: skip
        assert "Slack does not accept SLACK_APP_TOKEN" in said

    @pytest.mark.parametrize("mode", ["serve", "socket"])
    def test_a_port_that_is_taken(self, mode: str, slack: StandIn, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            said = self.refused(
                mode, tmp_path,
                SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=slack.settings.bot_token,
                PORT=str(other.getsockname()[1]),
            )  # fmt: skip
        assert "Set PORT to another one" in said

    def test_a_host_that_is_no_address(self, slack: StandIn, tmp_path: Path) -> None:
        said = self.refused(
            "serve", tmp_path,
            SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=slack.settings.bot_token,
            HOST="no.such.host.invalid",
        )  # fmt: skip
        assert "HOST is no.such.host.invalid" in said

    def test_a_database_that_cannot_be_opened(self, slack: StandIn, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        said = self.refused(
            "serve", tmp_path,
            SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=slack.settings.bot_token,
            DATABASE_URL=f"sqlite:///{tmp_path}/file/interviews.db",
        )  # fmt: skip
        assert said.startswith("Error: ")


@contextmanager
def unreachable(host: str, folder: Path) -> Iterator[Running]:
    """The bot at work over a socket while nobody answers at Slack's address."""
    environment = {
        "SLACK_API_URL": f"http://{host}/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "DATABASE_URL": f"sqlite:///{folder}/interviews.db",
    }
    bot = Running("socket", environment, free_port())
    try:
        yield bot
    finally:
        bot.stop()
        bot.forget()


class TestSlackAway:
    """Slack being out of reach is no reason not to start."""

    def test_starts_and_is_ready_once_slack_is_back(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        slack.fail("auth.test", status=503, times=3)
        with running("serve", slack, f"sqlite:///{tmp_path}/interviews.db") as bot:
            assert slack.command("/interview", "roles", user=ada).message is not None
            assert "Slack cannot be reached yet" in bot.output()

    def test_a_socket_that_breaks_is_opened_again(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        with running("socket", slack, f"sqlite:///{tmp_path}/interviews.db"):
            slack.refresh_sockets()
            slack.wait_for(lambda: slack.open_sockets, PATIENCE)
            assert slack.command("/interview", "roles", user=ada).message is not None
            slack.drop_sockets()
            slack.wait_for(lambda: slack.open_sockets, PATIENCE)
            assert slack.command("/interview", "roles", user=ada).message is not None

    def test_the_log_says_who_was_not_reached_and_why(self, tmp_path: Path) -> None:
        nobody = f"127.0.0.1:{free_port()}"
        with unreachable(nobody, tmp_path) as bot:
            end = time.monotonic() + PATIENCE
            while bot.output().count("no socket yet") < 2:
                assert time.monotonic() < end, bot.output()
                time.sleep(0.02)
            lines = [json.loads(line) for line in bot.output().splitlines() if line[0] == "{"]
        assert {line["level"] for line in lines} <= {"INFO", "WARNING"}
        assert not [line for line in lines if "withheld" in line["event"]]
        tried = next(line for line in lines if line["event"] == "no socket yet")
        assert tried["address"] == nobody
        assert (tried["error_type"], tried["error"]) == (
            "ConnectionRefusedError",
            "Connection_refused",
        )
        asked = next(line for line in lines if line["event"] == "Slack cannot be reached yet")
        assert nobody in asked["address"]
        assert asked["error_type"] == "NewConnectionError"

    def test_a_socket_that_cannot_be_opened_yet_is_tried_again(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        slack.fail("apps.connections.open", drop=True, times=2)
        with running("socket", slack, f"sqlite:///{tmp_path}/interviews.db"):
            assert slack.command("/interview", "roles", user=ada).message is not None
