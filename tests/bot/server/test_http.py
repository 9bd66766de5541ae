"""The bot as a server: it starts only when it can work, outlives its workers, and lets nobody wait in vain."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import urllib3

from bot.server.http import LONGEST_STOP
from sandbox.client.snapshots import Answer
from sandbox.driver.driver import StandIn
from sandbox.world.records import User
from tests.bot_process import (
    PATIENCE,
    BotProcess,
    bot_process,
    environment,
    free_port,
    started,
)
from tests.paths import python

SLOW = 1.0  # seconds that Slack takes to open a modal


REFUSED = 'interview_requests_total{{kind="unverified",outcome="refused",what=""}} {}.0'


def refused(bot: BotProcess, count: int) -> None:
    """Sends requests that nobody signed, each over a connection of its own, which goes to any worker."""
    http = urllib3.PoolManager(headers={"Connection": "close"}, retries=False)
    for _ in range(count):
        answer = http.request("POST", f"http://127.0.0.1:{bot.port}/slack/events")
        assert answer.status == 401


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def alive(pid: int) -> bool:
    """Whether a process runs, or its threads do; one that has ended and waits to be noticed does not.

    The first thread may have ended while others still hold the process's sockets open.
    """
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        threads = sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z" or threads > 1


def processor_ticks(pid: int) -> int:
    """How long a process has been at work."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wait_for_the_end_of(pids: list[int]) -> None:
    end = time.monotonic() + PATIENCE
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < end, f"{pids} do not end"
        time.sleep(0.02)


class TestStopping:
    """SIGTERM is how a host asks a process to end."""

    def test_answers_what_is_in_hand_first(
        self, bot: BotProcess, slack: StandIn, ada: User
    ) -> None:
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

    def test_leaves_no_process_behind(self, bot: BotProcess) -> None:
        started = children(bot.process.pid)
        assert bot.stop() == 0
        wait_for_the_end_of(started)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
class TestWorkers:
    """Each answers and does jobs; the process that was started begins one again that dies."""

    @pytest.fixture(params=["1", "2"])
    def server(
        self, request: pytest.FixtureRequest, slack: StandIn, tmp_path: Path
    ) -> Iterator[BotProcess]:
        url = f"sqlite:///{tmp_path}/interviews.db"
        with bot_process("serve", slack, url, WEB_CONCURRENCY=request.param) as running:
            running.wait_for('"listening"', int(request.param))
            yield running

    def test_are_as_many_as_were_asked_for(self, server: BotProcess) -> None:
        listening = server.output().count('"listening"')
        assert len(children(server.process.pid)) == listening

    def test_are_begun_again_when_they_die(
        self, server: BotProcess, slack: StandIn, ada: User
    ) -> None:
        workers = children(server.process.pid)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        wait_for_the_end_of(workers)
        server.wait_until_ready()
        assert slack.command("/interview", "roles", user=ada).message is not None
        assert not set(workers) & set(children(server.process.pid))
        assert "Unexpected exit from worker-1" in server.output()
        assert server.stop() == 0

    def test_end_when_the_process_that_began_them_dies(self, server: BotProcess) -> None:
        workers = children(server.process.pid)
        assert workers
        server.process.kill()
        server.process.wait(PATIENCE)
        wait_for_the_end_of(workers)

    def test_finish_and_close_when_the_bot_is_stopped(self, server: BotProcess) -> None:
        workers = children(server.process.pid)
        assert workers
        assert server.stop() == 0
        wait_for_the_end_of(workers)
        assert server.output().count('"closed"') == len(workers)

    def test_all_answer_and_their_metrics_add_up(self, server: BotProcess) -> None:
        workers = children(server.process.pid)
        before = {worker: processor_ticks(worker) for worker in workers}
        refused(server, 300)
        pages = [server.get("/metrics")[1] for _ in range(10)]
        assert all(REFUSED.format(300) in page for page in pages)
        assert all(processor_ticks(worker) > before[worker] for worker in workers)

    def test_that_die_leave_their_metrics(self, slack: StandIn, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/interviews.db"
        with bot_process("serve", slack, url, WEB_CONCURRENCY="2") as server:
            refused(server, 30)
            wait_for_the_end_of([server.kill_worker()])
            refused(server, 12)
            assert REFUSED.format(42) in server.get("/metrics")[1]

    def test_that_take_the_place_of_others_begin_no_empty_database(
        self, slack: StandIn, tmp_path: Path
    ) -> None:
        file = tmp_path / "x.db"
        with bot_process("serve", slack, f"sqlite:///{file}") as server:
            file.unlink()
            server.kill_worker()
            assert server.process.wait(PATIENCE) == 1
            assert not file.exists()
            assert f"The database at {file} is gone, so the bot stops.\n" in server.output()
            assert "Traceback" not in server.output()

    def test_show_jobs_once(self, server: BotProcess, slack: StandIn, ada: User) -> None:
        slack.command("/interview", "roles", user=ada)
        assert server.get("/metrics")[1].count('interview_jobs{state="waiting"}') == 1


class TestHeldConnections:
    """Whoever begins to send and never ends must not keep everybody else waiting."""

    HALF = (
        b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 500\r\n"
        b"X-Slack-Signature: v0=1\r\nX-Slack-Request-Timestamp: 1\r\n\r\nabc"
    )

    def test_leave_threads_for_others_and_are_hung_up_on(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        stalled = list[socket.socket]()
        with bot_process("serve", slack, f"sqlite:///{tmp_path}/x.db") as bot, ExitStack() as held:
            for _ in range(128):
                connection = socket.create_connection(("127.0.0.1", bot.port), PATIENCE)
                held.enter_context(connection)
                connection.sendall(self.HALF)
                stalled.append(connection)
            time.sleep(0.5)  # until each of them has a thread
            assert bot.get("/healthz") == (200, "alive\n")
            assert slack.command("/interview", "roles", user=ada).message is not None
            if Path("/proc").is_dir():
                assert {connection.recv(1) for connection in stalled} == {b""}
            assert slack.command("/interview", "roles", user=ada).message is not None


class TestUnsigned:
    """Whatever anybody sends to the address, nothing of it is read."""

    BODIES = (
        b"", b"[]", b"null", b"1", b"\xff", b"[" * 200_000, b'{"a":' * 100_000, b"x" * 900_000,
        b'{"type":"event_callback","event":{"user":true}}',
    )  # fmt: skip

    def test_is_401_and_one_short_line(self, slack: StandIn, tmp_path: Path) -> None:
        wrong = {"X-Slack-Signature": "v0=1", "X-Slack-Request-Timestamp": str(int(time.time()))}
        with bot_process("serve", slack, f"sqlite:///{tmp_path}/x.db") as bot:
            before = len(bot.output())
            address = f"http://127.0.0.1:{bot.port}/slack/events"
            for body in self.BODIES:
                for headers in (wrong, {}):
                    # Whose body was not read is hung up on, so the next one needs a connection of its own.
                    alone = headers | {"Connection": "close"}
                    answer = urllib3.request("POST", address, body=body, headers=alone)
                    assert answer.status == 401
            bot.wait_for('"unverified"', times=2 * len(self.BODIES))
            lines = bot.output()[before:].splitlines()
            assert REFUSED.format(2 * len(self.BODIES)) in bot.get("/metrics")[1]
        assert len(lines) == 2 * len(self.BODIES)
        assert all('"unverified"' in line and len(line) < 250 for line in lines)


class TestStopDuringStart:
    """A host may change its mind before the bot is up."""

    @pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.2, 1.8, 2.4])
    def test_ends_soon_at_whatever_moment(
        self, slack: StandIn, tmp_path: Path, seconds: float
    ) -> None:
        bot = BotProcess("serve", environment(slack, f"sqlite:///{tmp_path}/x.db"), free_port())
        time.sleep(seconds)
        asked = time.monotonic()
        # Before Python has heard of signals, it ends as they say.
        assert bot.stop() in {0, -signal.SIGTERM}
        assert time.monotonic() - asked < LONGEST_STOP / 2
        with pytest.raises(ProcessLookupError):  # nobody of its group is left
            os.killpg(bot.process.pid, 0)
        bot.forget()


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
        return python("-m", "bot", mode, env=given, timeout=PATIENCE)

    def refused(self, mode: str, folder: Path, **environment: str) -> str:
        ended = self.start(mode, folder, **environment)
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        return ended.stderr

    @pytest.mark.parametrize("mode", ["serve", "socket"])
    def test_wrong_settings_are_all_named(self, mode: str, tmp_path: Path) -> None:
        lines = self.refused(mode, tmp_path, SLACK_BOT_TOKEN="", PORT="0", WEB_CONCURRENCY="many")
        assert "SLACK_BOT_TOKEN is missing" in lines
        assert "PORT must be" in lines
        assert "WEB_CONCURRENCY must be" in lines

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
def unreachable(host: str, folder: Path) -> Iterator[BotProcess]:
    """The bot at work over a socket while nobody answers at Slack's address."""
    environment = {
        "SLACK_API_URL": f"http://{host}/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "DATABASE_URL": f"sqlite:///{folder}/interviews.db",
    }
    with started("socket", environment) as bot:
        yield bot


class TestSlackAway:
    """Slack being out of reach is no reason not to start."""

    @pytest.mark.parametrize("mode", ["serve", "socket"])
    def test_starts_and_is_ready_once_slack_is_back(
        self, mode: str, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        for method in ("auth.test", "apps.connections.open"):
            slack.fail(method, status=502, text="<html>Bad gateway</html>", times=2)
        with bot_process(mode, slack, f"sqlite:///{tmp_path}/interviews.db") as bot:
            assert slack.command("/interview", "roles", user=ada).message is not None
            assert "Slack does not say yet who the bot is" in bot.output()
            for unwanted in ("<html", "Traceback", '"errors"', "withheld"):
                assert unwanted not in bot.output()

    def test_a_socket_that_breaks_is_opened_again(
        self, slack: StandIn, ada: User, tmp_path: Path
    ) -> None:
        with bot_process("socket", slack, f"sqlite:///{tmp_path}/interviews.db"):
            slack.refresh_sockets()
            slack.wait_for(lambda: slack.open_sockets, PATIENCE)
            assert slack.command("/interview", "roles", user=ada).message is not None
            slack.drop_sockets()
            slack.wait_for(lambda: slack.open_sockets, PATIENCE)
            assert slack.command("/interview", "roles", user=ada).message is not None

    def test_the_log_says_who_was_not_reached_and_why(self, tmp_path: Path) -> None:
        nobody = f"127.0.0.1:{free_port()}"
        with unreachable(nobody, tmp_path) as bot:
            bot.wait_for("no socket yet", times=2)
            lines = [json.loads(line) for line in bot.output().splitlines() if line[0] == "{"]
        assert {line["level"] for line in lines} <= {"INFO", "WARNING"}
        assert not [line for line in lines if "withheld" in line["event"]]
        tried = next(line for line in lines if line["event"] == "no socket yet")
        assert tried["address"] == nobody
        asked = next(line for line in lines if "does not say yet" in line["event"])
        assert nobody in asked["address"]
        for line in (tried, asked):
            assert line["error_type"] == "SlackUnreachable"
            assert line["error"] == "NewConnectionError:_Connection_refused"
