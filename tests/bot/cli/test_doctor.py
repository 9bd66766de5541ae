"""`doctor`: what the bot needs, whether it is there, and how to get or mend it."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli.doctor import database
from bot.cli.doctor.slack import SCOPES
from bot.clock import now
from bot.presence import KEPT
from interviews.store import Store, open_store
from interviews.store.processes import Process
from tests.bot.cli.typed import refused, run
from tests.bot.slack.stub_slack import IDENTITY, Reply, StubSlack

Environment = pytest.MonkeyPatch


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

    @pytest.mark.parametrize(
        ("minutes", "said"),
        [
            (0.5, ""),
            (
                10,
                "wrong    The clock of this machine is 10 min behind Slack's. From five minutes on",
            ),
            (-60, "wrong    The clock of this machine is 60 min ahead of Slack's."),
        ],
    )
    def test_holds_the_clock_against_slacks(
        self, connected: StubSlack, minutes: float, said: str
    ) -> None:
        date = format_datetime(now() + timedelta(minutes=minutes), usegmt=True)
        connected.replies["auth.test"] = [Reply(IDENTITY, headers={"Date": date})]
        output = run("doctor").output
        assert said in output
        assert ("timedatectl set-ntp true" in output) == bool(said)

    @pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2026 99:99:99 GMT"])
    def test_says_nothing_of_a_clock_that_slack_does_not_tell(
        self, connected: StubSlack, date: str
    ) -> None:
        connected.replies["auth.test"] = [Reply(IDENTITY, headers={"Date": date})]
        assert "clock" not in run("doctor").output

    def test_says_that_a_disk_is_nearly_full(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        environment.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=37_000_000))
        assert "missing  Room on the disk of" in refused("doctor")
        assert "37 MB are free, and 200 should be" in refused("doctor")

    @pytest.mark.parametrize(
        ("mounts", "kind"),
        [
            ("/dev/vda / ext4 rw", ""),
            ("/dev/vda / ext4 rw\nnas:/ {} nfs4 rw", "nfs4"),
            ("nas:/ / nfs rw\ntmpfs {} tmpfs rw", ""),
            ("", ""),
        ],
    )
    def test_warns_of_sqlite_on_a_disk_that_other_machines_share(
        self, connected: StubSlack, environment: Environment, mounts: str, kind: str
    ) -> None:
        table = Path("mounts")
        table.write_text(mounts.format(str(Path.cwd()).replace(" ", "\\040")))
        environment.setattr(database, "_MOUNTS", table)
        output = run("doctor").output
        assert ("is on a disk of the network" in output) == bool(kind)
        assert f"({kind})" in output or not kind

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

    @pytest.mark.parametrize(
        ("processes", "said"),
        [
            ((), ""),
            (("a 1.0.0", "a 1.0.0"), "ok       At work on it: 2 workers of 1.0.0 (c0ffee) on a\n"),
            (
                ("a 0.9.0", "a 1.0.0"),
                "wrong    Bots of different releases work on the database: 0.9.0",
            ),
            (("a 1.0.0", "b 1.0.0"), "wrong    Bots of 2 machines work on one SQLite file (a, b)"),
        ],
    )
    def test_says_which_bots_work_on_the_database(
        self, connected: StubSlack, processes: tuple[str, ...], said: str
    ) -> None:
        run("migrate")
        with closing(open_store("sqlite:///data/interviews.db", now)) as store:
            for number, (host, version) in enumerate(map(str.split, processes)):
                there = Process(id=str(number), host=host, version=version, build="c0ffee")
                store.processes.see(there, now(), now() - KEPT)
            gone = Process(id="gone", host="elsewhere", version="0.1", build="")
            store.processes.see(gone, now() - timedelta(minutes=4), now() - KEPT)
        output = run("doctor").output
        assert said in output
        assert "elsewhere" not in output
        assert "At work" in output or "Bots of" in output or not processes

    def test_says_who_must_own_a_file_that_only_others_can_write(
        self, connected: StubSlack, environment: Environment
    ) -> None:
        run("migrate")
        environment.setattr(Store, "problem", lambda _: "It can only be read.")
        assert "chown" not in refused("doctor")
        environment.setattr(os, "access", lambda *_: False)
        assert (
            "It can only be read. The user that runs the bot must be able to write "
            "data/interviews.db and its folder"
        ) in " ".join(refused("doctor").split())

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
