"""The command line: what an operator reads, and how each command ends."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.doctor import SCOPES
from bot.settings import Mode, Settings
from tests.bot.slack.stub_slack import IDENTITY, Reply, StubSlack
from tests.paths import python

Environment = pytest.MonkeyPatch


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    """An empty folder, and an environment with none of our variables in it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture
def connected(environment: Environment, stub: StubSlack) -> StubSlack:
    """All settings right, and a Slack that answers."""
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": stub.base_url,
        "INTERVIEW_ADMINS": "U0ADA",
    }.items():
        environment.setenv(name, value)
    stub.replies["users.info"] = [Reply({"ok": True, "user": {"id": "U0ADA"}})]
    return stub


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main.main, arguments, catch_exceptions=False)


def refused(*arguments: str) -> str:
    """What is printed when the command ends with a fault."""
    ended = run(*arguments)
    assert ended.exit_code == 1
    return ended.output


@pytest.mark.usefixtures("environment")
class TestHelp:
    """Every command explains itself."""

    @pytest.mark.parametrize("name", [*main.main.commands])
    def test_of_every_command(self, name: str) -> None:
        shown = run(name, "--help")
        assert shown.exit_code == 0
        assert len(shown.output.splitlines()) > 3

    @pytest.mark.parametrize("group", [[], ["audit"], ["bank"], ["jobs"]])
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


@pytest.fixture
def own_bank(environment: Environment, tmp_path: Path) -> Path:
    """A company's folder with one good file."""
    folder = tmp_path / "own-bank"
    folder.mkdir()
    (folder / "ours.toml").write_text('extends = "ml-engineer"\n', encoding="utf-8")
    environment.setenv("QUESTION_BANK_DIR", str(folder))
    return folder


class TestDoctor:
    """Each thing is there, or the line says how to get it."""

    def test_finds_nothing_where_all_is_well(self, connected: StubSlack) -> None:
        run("migrate")
        shown = run("doctor")
        assert shown.exit_code == 0, shown.output
        states = [line.split()[0] for line in shown.output.splitlines()]
        assert set(states) == {"ok"}
        assert len(states) == 7

    def test_names_every_missing_setting_with_where_to_get_it(
        self, environment: Environment
    ) -> None:
        assert "missing  SLACK_BOT_TOKEN. At api.slack.com/apps" in refused("doctor")

    def test_names_all_that_is_missing_at_once_and_counts_no_note(
        self, environment: Environment
    ) -> None:
        shown = run("doctor")
        assert [line.split()[0] for line in shown.output.splitlines()] == [
            *("ok", "missing", "missing", "SLACK_APP_TOKEN:", "SLACK_SIGNING_SECRET:"),
            *("note", "note", "Error:"),
        ]
        assert shown.output.endswith("Error: 2 of 3 still to be put right.\n")

    def test_names_both_ways_in_where_neither_is_set(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        environment.delenv("SLACK_SIGNING_SECRET")
        output = refused("doctor")
        assert "missing  A way in: one of these two" in output
        for way in ("SLACK_APP_TOKEN: Socket Mode", "SLACK_SIGNING_SECRET: HTTP"):
            assert f"\n           {way}" in output

    @pytest.mark.parametrize(
        ("method", "reply", "said"),
        [
            ("auth.test", Reply({"ok": False, "error": "invalid_auth"}), "invalid_auth"),
            ("auth.test", Reply("", 503), "A way to Slack (auth.test: HTTP 503)"),
            (
                "auth.test",
                Reply("<html>busy</html>"),
                "A way to Slack (auth.test: no JSON, HTTP 200)",
            ),
            ("auth.test", Reply([]), "A way to Slack (auth.test: no object, HTTP 200)"),
            (
                "auth.test",
                Reply({"ok": False, "error": "fatal_error"}),
                "An answer from Slack (auth.test: fatal_error); nothing is said of SLACK_BOT_TOKEN.",
            ),
            (
                "auth.test",
                Reply("", 429, {"Retry-After": "30"}),
                "An answer from Slack (auth.test: wait 30 s); nothing is said of SLACK_BOT_TOKEN.",
            ),
            (
                "auth.test",
                Reply(IDENTITY, headers={"x-oauth-scopes": "commands"}),
                "Scopes chat:write",
            ),
            ("users.info", Reply({"ok": False, "error": "user_not_found"}), "Admin U0ADA"),
        ],
    )
    def test_says_what_slack_does_not_give(
        self, connected: StubSlack, method: str, reply: Reply, said: str
    ) -> None:
        connected.replies[method] = [reply]
        (line,) = [line for line in refused("doctor").splitlines() if line.startswith("missing")]
        assert said in line

    @pytest.mark.parametrize(
        ("granted", "said"),
        [
            ((), "note     The token has every scope it needs, and not files:write"),
            (("files:write",), "ok       The token has every scope it needs, and files:write"),
        ],
    )
    def test_says_whether_files_can_be_sent(
        self, connected: StubSlack, granted: tuple[str, ...], said: str
    ) -> None:
        scopes = ",".join((*SCOPES, *granted))
        connected.replies["auth.test"] = [Reply(IDENTITY, headers={"x-oauth-scopes": scopes})]
        assert said in run("doctor").output

    def test_tries_the_app_token(self, connected: StubSlack, environment: Environment) -> None:
        environment.setenv("SLACK_APP_TOKEN", "xapp-1")
        refusal = {"ok": False, "error": "not_allowed_token_type"}
        connected.replies["apps.connections.open"] = [Reply(refusal)]
        said = "A SLACK_APP_TOKEN that Slack accepts (not_allowed_token_type)"
        assert said in run("doctor").output

    def test_asks_for_migrate_where_the_schema_is_old(self, connected: StubSlack) -> None:
        Path("data").mkdir()
        with sqlite3.connect("data/interviews.db") as empty:
            empty.execute("CREATE TABLE unrelated (x)")
        empty.close()
        assert "migrate puts it there" in refused("doctor")

    def test_leaves_no_database_behind(self, connected: StubSlack) -> None:
        assert "the first start makes it" in run("doctor").output
        assert not Path("data").exists()

    def test_shows_the_faults_of_the_question_bank(
        self, connected: StubSlack, environment: Environment, tmp_path: Path
    ) -> None:
        (tmp_path / "own.toml").write_text("[archetype]\n", encoding="utf-8")
        environment.setenv("QUESTION_BANK_DIR", str(tmp_path))
        assert "own.toml" in refused("doctor")

    def test_notes_the_drafts_of_the_bank(self, connected: StubSlack, own_bank: Path) -> None:
        draft = '[[questions]]\nid = "hb-gil"\nask = "What is the GIL?"\n'
        (own_bank / "ours.toml").write_text(f'extends = "mle"\n{draft}', encoding="utf-8")
        assert "note     Question bank: 1 draft left out; bank check says" in run("doctor").output

    def test_notes_what_is_not_read_in_the_folder_of_the_bank(
        self, connected: StubSlack, own_bank: Path
    ) -> None:
        (own_bank / "teams").mkdir()
        said = "teams: is a folder, and is not read"
        assert f"note     Question bank: {said}" in run("doctor").output

    def test_notes_what_nobody_can_do_without_admins(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        environment.delenv("INTERVIEW_ADMINS")
        shown = run("doctor")
        assert shown.exit_code == 0
        assert "note     No admins: nobody but a candidate's leads can erase data" in shown.output

    def test_never_shows_a_secret(self, connected: StubSlack) -> None:
        assert "xoxb-test" not in run("doctor").output

    def test_sends_the_webhook_a_ping(self, connected: StubSlack, environment: Environment) -> None:
        run("migrate")
        host = connected.base_url.split("/")[2]
        environment.setenv("WEBHOOK_URL", f"{connected.base_url}a-password")
        environment.setenv("WEBHOOK_SECRET", "shared")
        assert f"ok       Events are taken at {host}\n" in run("doctor").output
        told = connected.received[-1]
        assert (told.method, told.params["type"]) == ("a-password", "ping")
        connected.replies["a-password"] = [Reply("who are you", 401)]
        said = refused("doctor")
        assert f"missing  A system at {host} that takes events (HTTP 401). Look at" in said
        assert not [word for word in ("a-password", "shared", "who are you") if word in said]


class TestStart:
    def test_says_what_is_not_read_in_the_folder_of_the_bank(
        self, connected: StubSlack, environment: Environment, own_bank: Path
    ) -> None:
        (own_bank / "role.yaml").touch()
        environment.setenv("HOST", "no.such.host.invalid")  # nothing stays up
        assert refused("serve").startswith("warning: role.yaml: is not read; the bank's files end")


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
