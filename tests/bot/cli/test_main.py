"""The command line: what an operator reads, and how each command ends."""

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli import main
from bot.cli.doctor import database
from bot.settings import Mode
from interviews.store import Store
from tests.bot.cli.typed import refused, run
from tests.bot.slack.stub_slack import StubSlack
from tests.paths import python

Environment = pytest.MonkeyPatch


@pytest.mark.usefixtures("environment")
class TestHelp:
    """Every command explains itself."""

    @pytest.mark.parametrize("name", [*main.main.commands])
    def test_of_every_command(self, name: str) -> None:
        shown = run(name, "--help")
        assert shown.exit_code == 0
        assert len(shown.output.splitlines()) > 3

    @pytest.mark.parametrize("group", [[], ["audit"], ["bank"], ["jobs"], ["db"]])
    def test_has_a_summary_of_every_command_that_fits_its_line(self, group: list[str]) -> None:
        commands = run(*group, "--help").output.partition("Commands:")[2].splitlines()
        assert [line for line in commands if line and not line.endswith(".")] == []
        assert [line for line in commands if line.endswith("...")] == []

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [({}, "./interview"), ({"INTERVIEW_TYPED_AS": "./interview"}, "./interview")],
    )
    def test_speaks_of_what_the_person_typed(self, typed: dict[str, str], shown: str) -> None:
        environment = {"PATH": os.environ["PATH"], **typed}
        ended = python("-m", "bot", "bank", "nonsense", env=environment)
        assert f"Usage: {shown} bank" in ended.stderr
        assert f"Try '{shown} bank --help' for help." in ended.stderr

    def test_names_every_command_that_scripts_rely_on(self) -> None:
        promised = {"run", "serve", "socket", "migrate", "doctor", "bank", "backup", "restore"}
        assert promised <= set(main.main.commands)


class TestRun:
    """One command for both ways to reach Slack."""

    @pytest.fixture
    def started(self, environment: Environment) -> list[Mode]:
        modes: list[Mode] = []
        environment.setattr(main, "_start", modes.append)
        return modes

    def test_says_all_that_is_missing_and_where_to_get_it(
        self, environment: Environment, started: list[Mode]
    ) -> None:
        shown = run("run")
        assert (shown.exit_code, started) == (1, [])
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "new_app=1"):
            assert name in shown.output
        assert len(shown.output.splitlines()) < 24

    def test_says_what_else_is_wrong_on_the_same_screen(
        self, environment: Environment, started: list[Mode]
    ) -> None:
        environment.setenv("PORT", "none")
        shown = run("run")
        assert "PORT must be" in shown.output
        assert "SLACK_BOT_TOKEN is missing" in shown.output

    @pytest.mark.parametrize(
        ("given", "mode"),
        [
            ({"SLACK_SIGNING_SECRET": "s"}, Mode.HTTP),
            ({"SLACK_APP_TOKEN": "xapp-1"}, Mode.SOCKET),
            ({"SLACK_SIGNING_SECRET": "s", "SLACK_APP_TOKEN": "xapp-1"}, Mode.HTTP),
        ],
    )
    def test_chooses_the_way_by_what_is_set(
        self,
        environment: Environment,
        started: list[Mode],
        given: dict[str, str],
        mode: Mode,
    ) -> None:
        for name, value in {"SLACK_BOT_TOKEN": "xoxb-1", **given}.items():
            environment.setenv(name, value)
        assert run("run").exit_code == 0
        assert started == [mode]

    def test_a_bot_token_alone_is_not_enough(
        self, environment: Environment, started: list[Mode]
    ) -> None:
        environment.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        shown = run("run")
        assert (shown.exit_code, started) == (1, [])
        assert "SLACK_APP_TOKEN" in shown.output
        assert "SLACK_BOT_TOKEN is missing" not in shown.output


@pytest.mark.usefixtures("environment")
class TestDatabase:
    """Migrating."""

    def test_migrate_says_what_it_did_and_does_it_once(self) -> None:
        assert run("migrate").output.startswith("Applied: 001")
        assert run("migrate").output == "The database is up to date.\n"

    def test_a_database_that_cannot_be_opened_is_one_line(self, environment: Environment) -> None:
        Path("file").write_text("", encoding="utf-8")
        environment.setenv("DATABASE_URL", "sqlite:///file/x.db")
        assert len(refused("migrate").splitlines()) == 1


class TestStart:
    def test_says_what_is_not_read_in_the_folder_of_the_bank(
        self, connected: StubSlack, environment: Environment, own_bank: Path
    ) -> None:
        (own_bank / "role.yaml").touch()
        environment.setenv("HOST", "no.such.host.invalid")  # nothing stays up
        assert refused("serve").startswith("warning: role.yaml: is not read; the bank's files end")

    def test_says_that_the_database_takes_nothing(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        environment.setattr(Store, "problem", lambda _: "The disk of the database is full.")
        environment.setenv("HOST", "no.such.host.invalid")  # nothing stays up
        assert refused("serve").startswith("warning: The disk of the database is full.")

    def test_says_that_the_disk_is_nearly_full_and_shared(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        Path("mounts").write_text("nas:/ / nfs4 rw\n")
        environment.setattr(database, "_MOUNTS", Path("mounts"))
        environment.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=37_000_000))
        environment.setenv("HOST", "no.such.host.invalid")  # nothing stays up
        output = refused("serve")
        assert "warning: Room on the disk of" in output
        assert "is on a disk of the network (nfs4), on which SQLite's locks" in output


class TestExtra:
    """What hears of failures or times where a setting says so, and is needed only then."""

    @pytest.mark.parametrize(
        ("variable", "value", "package", "extra"),
        [
            ("SENTRY_DSN", "https://hidden@sentry.example/7", "sentry_sdk", "sentry"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://hidden:4318", "opentelemetry", "otel"),
        ],
    )
    def test_that_is_missing_is_said_with_how_to_get_it(
        self, connected: StubSlack, environment: Environment,
        variable: str, value: str, package: str, extra: str,
    ) -> None:  # fmt: skip
        environment.setenv(variable, value)
        environment.setitem(sys.modules, package, None)
        output = refused("serve")
        assert f"{variable} is set" in output
        assert f"interview-assistant[{extra}]" in output
        assert "hidden" not in output


class TestPostgreSQL:
    """Asked for by an address, and needed only then."""

    def test_a_missing_driver_is_said_with_how_to_get_it(self, environment: Environment) -> None:
        environment.setenv("DATABASE_URL", "postgresql://u:hidden@127.0.0.1:1/x")
        environment.setitem(sys.modules, "psycopg", None)
        environment.delitem(sys.modules, "interviews.store.engines.postgres", raising=False)
        output = refused("migrate")
        assert "interview-assistant[postgres]" in output
        assert "hidden" not in output

    def test_a_server_that_is_away_is_one_line_without_its_password(
        self, environment: Environment
    ) -> None:
        environment.setenv("DATABASE_URL", "postgresql://u:hidden@127.0.0.1:1/x")
        output = refused("migrate")
        assert len(output.splitlines()) == 1
        assert "hidden" not in output
