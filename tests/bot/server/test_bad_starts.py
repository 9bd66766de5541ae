"""Only what is wrong with a token ends a start; whatever else Slack answers is waited out, in a line that says so."""

import gc
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltResponse

from bot import logs
from bot.server.preflight import CannotStart, check
from bot.server.socket import SlackSocket
from bot.settings import Mode, Settings, read
from bot.slack import backoff
from sandbox.driver.driver import StandIn
from tests.bot_process import environment

pytestmark = pytest.mark.once
PASSING: list[dict[str, Any]] = [
    {"error": "internal_error"},
    {"error": "fatal_error"},
    {"error": "request_timeout"},
    {"error": "an_error_of_next_year"},
    {"status": 503},
    {"status": 502, "text": "<html><body>Bad gateway</body></html>"},
    {"text": "<html><body>Please sign in to this network</body></html>"},
    {"text": "[]"},
    {"text": "null"},
    {"text": "{}"},
    {"text": '{"ok": true}'},
    {"text": "[" * 100_000},
    {"retry_after": 0},
    {"drop": True},
]
FOR_GOOD = [
    "account_inactive", "invalid_auth", "missing_scope", "not_allowed_token_type", "not_authed",
    "token_expired", "token_revoked",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Hypothesis has garbage collections call it, which fails where JSON is nested down to the limit of recursion."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def settings(slack: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """What a bot starts with over a socket, which is in the environment too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(backoff, "FIRST", 0.01)
    for name, value in environment(slack, f"sqlite:///{tmp_path}/x.db", "socket").items():
        monkeypatch.setenv(name, value)
    return read(Mode.SOCKET)


@pytest.fixture
def connection(settings: Settings) -> Iterator[SlackSocket]:
    """A socket that nothing is asked over."""
    made = SlackSocket(lambda _: BoltResponse(status=200), settings)
    yield made
    made.close()


@pytest.mark.usefixtures("settings")
class TestBotToken:
    @pytest.mark.parametrize("fault", PASSING)
    def test_is_not_blamed_for_a_fault_that_passes(
        self, slack: StandIn, fault: dict[str, Any]
    ) -> None:
        slack.fail("auth.test", times=None, **fault)
        assert check(Mode.SOCKET).identity is None

    @pytest.mark.parametrize("error", FOR_GOOD)
    def test_that_slack_refuses_ends_the_start(self, slack: StandIn, error: str) -> None:
        slack.fail("auth.test", error=error)
        with pytest.raises(CannotStart, match=rf"accept SLACK_BOT_TOKEN \({error}\)\. At api\."):
            check(Mode.SOCKET)


class TestAppToken:
    @pytest.mark.parametrize("fault", PASSING)
    def test_is_not_blamed_for_a_fault_that_passes(
        self,
        slack: StandIn,
        connection: SlackSocket,
        caplog: pytest.LogCaptureFixture,
        fault: dict[str, Any],
    ) -> None:
        slack.fail("apps.connections.open", times=4, **fault)
        connection.open(threading.Event())
        slack.wait_for(lambda: slack.open_sockets)
        lines = [*map(logs.JsonFormatter().format, caplog.records)]
        assert any("no socket yet" in line for line in lines)
        assert {record.levelno for record in caplog.records} <= {logging.INFO, logging.WARNING}
        assert not [line for line in lines if "html" in line or "withheld" in line]

    @pytest.mark.parametrize("error", FOR_GOOD)
    def test_that_slack_refuses_ends_the_start(
        self, slack: StandIn, connection: SlackSocket, error: str
    ) -> None:
        slack.fail("apps.connections.open", error=error)
        with pytest.raises(CannotStart, match=rf"accept SLACK_APP_TOKEN \({error}\)\. At api\."):
            connection.open(threading.Event())

    def test_may_wait_until_the_bot_is_stopped(
        self, slack: StandIn, connection: SlackSocket
    ) -> None:
        stop = threading.Event()
        slack.fail("apps.connections.open", retry_after=3600, times=None)
        opening = threading.Thread(target=connection.open, args=(stop,))
        opening.start()
        stop.set()
        opening.join(10)
        assert not opening.is_alive()
        assert connection.problems() == ["the socket to Slack is not open"]


def test_a_socket_that_breaks_while_slack_is_unwell_is_opened_later(
    slack: StandIn, connection: SlackSocket, caplog: pytest.LogCaptureFixture
) -> None:
    connection.open(threading.Event())
    slack.wait_for(lambda: slack.open_sockets)
    slack.fail("apps.connections.open", error="internal_error", times=2)
    slack.drop_sockets()
    slack.wait_for(lambda: slack.open_sockets, 20)
    assert "no socket yet" in caplog.messages


def test_a_stop_while_a_socket_is_opened_again_leaves_none_open(
    slack: StandIn, connection: SlackSocket
) -> None:
    connection.open(threading.Event())
    slack.wait_for(lambda: slack.open_sockets)
    slack.fail("apps.connections.open", error="internal_error")
    slack.fail("apps.connections.open", delay=1)
    asked = len(slack.calls("apps.connections.open"))
    slack.drop_sockets()
    slack.wait_for(lambda: len(slack.calls("apps.connections.open")) == asked + 2, 20)
    connection.close()
    slack.wait_for(lambda: not slack.open_sockets)
    assert connection.problems() == ["the socket to Slack is not open"]


def test_what_slack_never_sends_is_acknowledged_in_one_short_line(
    slack: StandIn, connection: SlackSocket, caplog: pytest.LogCaptureFixture
) -> None:
    connection.open(threading.Event())
    slack.use_socket_mode()
    caplog.set_level(logging.INFO)
    assert slack.event({"type": "message", "item": {"channel": 1}}).status == 200
    (line,) = [record for record in caplog.records if record.message == "request"]
    assert (line.__dict__["kind"], line.__dict__["outcome"]) == ("unreadable", "refused")
    assert not any(record.exc_info for record in caplog.records)


class _Slowly(logging.Handler):
    """Holds up the thread that begins to receive, for half a second."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("Starting to receive"):
            self.begun.set()
            time.sleep(0.5)


def test_a_stop_just_as_a_socket_opens_ends(
    connection: SlackSocket, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, slowly = "slack_sdk.socket_mode", _Slowly()
    caplog.set_level(logging.INFO, library)
    monkeypatch.setattr(logging.getLogger(library), "handlers", [slowly])
    connection.open(threading.Event())
    assert slowly.begun.wait(10)
    stopped = threading.Thread(target=connection.close, daemon=True)
    stopped.start()
    stopped.join(10)
    assert not stopped.is_alive()
