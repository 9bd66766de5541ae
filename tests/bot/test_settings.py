"""Settings: what an operator reads when some are wrong, and what the bot gets when they are right."""

import ast
import inspect
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Mode, Settings, read
from bot.settings_faults import WHERE, SettingsFaults

RIGHT = {
    "SLACK_BOT_TOKEN": "xoxb-right",
    "SLACK_SIGNING_SECRET": "shh",
    "SLACK_APP_TOKEN": "xapp-right",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An empty folder, and an environment with none of our variables in it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def faults(mode: Mode = Mode.NO_SLACK) -> tuple[str, ...]:
    with pytest.raises(SettingsFaults) as caught:
        read(mode)
    return caught.value.faults


class TestNeeded:
    """What each way of running cannot do without."""

    @pytest.mark.parametrize(
        ("mode", "needed"),
        [
            (Mode.HTTP, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
            (Mode.SOCKET, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ],
    )
    def test_each_missing_one_is_named_with_where_to_get_it(
        self, environment: pytest.MonkeyPatch, mode: Mode, needed: list[str]
    ) -> None:
        assert faults(mode) == tuple(f"{name} is missing. {WHERE[name]}" for name in needed)

    def test_nothing_is_needed_without_slack(self, environment: pytest.MonkeyPatch) -> None:
        assert read().sqlite_file

    def test_an_empty_variable_counts_as_missing(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("SLACK_BOT_TOKEN", "")
        assert any("SLACK_BOT_TOKEN is missing" in fault for fault in faults(Mode.HTTP))


class TestWrong:
    """All faults come at once, in words, and without the secret itself."""

    def test_all_wrong_settings_are_said_at_once(self, environment: pytest.MonkeyPatch) -> None:
        wrong = {
            "SLACK_BOT_TOKEN": "xoxp-secret",
            "SLACK_API_URL": "slack.com",
            "HTTPS_PROXY": "socks5://root:secret@proxy:1080",
            "WEBHOOK_URL": "https://root:secret@hooks.example.com/",
            "DATABASE_URL": "mysql://root:secret@db/x",
            "PORT": "http",
            "WEB_CONCURRENCY": "many",
            "QUESTION_BANK_DIR": "nowhere",
            "INTERVIEW_ADMINS": "U0ADA, @grace",
            "LOG_LEVEL": "loud",
            "ALLOW_EPHEMERAL_SQLITE": "perhaps",
        }
        for name, value in wrong.items():
            environment.setenv(name, value)
        said = faults(Mode.HTTP)
        assert {fault.split()[0] for fault in said} == {
            *wrong,
            "SLACK_SIGNING_SECRET",
            "WEBHOOK_SECRET",
        }
        assert "secret" not in "".join(said).replace("Signing Secret", "")

    @pytest.mark.parametrize("workers", ["0", "65", "-1"])
    def test_a_number_of_workers_outside_the_range(
        self, environment: pytest.MonkeyPatch, workers: str
    ) -> None:
        environment.setenv("WEB_CONCURRENCY", workers)
        assert faults() == ("WEB_CONCURRENCY must be a number from 1 to 64. Leave it out for 1.",)

    @pytest.mark.parametrize("port", ["0", "70000", "-1"])
    def test_a_port_outside_the_range(self, environment: pytest.MonkeyPatch, port: str) -> None:
        environment.setenv("PORT", port)
        assert faults() == ("PORT must be a number from 1 to 65535. Leave it out for 3000.",)

    @pytest.mark.parametrize("url", ["sqlite://x.db", "sqlite:///", "data.db", "postgresql://"])
    def test_a_database_that_cannot_be(self, environment: pytest.MonkeyPatch, url: str) -> None:
        environment.setenv("DATABASE_URL", url)
        assert faults()[0].startswith("DATABASE_URL must be sqlite:///")


class TestWebhook:
    """An address and a secret, or neither."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://hooks.example.com/interviews?key=1", "HTTPS://hooks.example.com:8443",
            "http://127.0.0.1:8080/", "http://localhost/hook", "http://[::1]:80",
        ],
    )  # fmt: skip
    def test_is_an_address_with_a_secret(self, environment: pytest.MonkeyPatch, url: str) -> None:
        environment.setenv("WEBHOOK_URL", url)
        environment.setenv("WEBHOOK_SECRET", "shared")
        assert read().webhook_url.get_secret_value() == url

    @pytest.mark.parametrize(
        "url",
        [
            "http://hooks.example.com/", "http://127.0.0.1.example.com/", "hooks.example.com",
            "https://", "https://ada:x@hooks.example.com", "https://hooks.example.com/#x", "ftp://x/",
        ],
    )  # fmt: skip
    def test_is_nothing_else(self, environment: pytest.MonkeyPatch, url: str) -> None:
        environment.setenv("WEBHOOK_URL", url)
        environment.setenv("WEBHOOK_SECRET", "shared")
        (said,) = faults()
        assert said.startswith("WEBHOOK_URL must be an https address without a login")
        assert url not in said.replace("https://hooks.example.com/interviews", "")

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("WEBHOOK_URL", "https://hooks.example.com", "WEBHOOK_SECRET is missing. "),
            ("WEBHOOK_SECRET", "shared", "WEBHOOK_SECRET is set, and WEBHOOK_URL is not. "),
        ],
    )
    def test_is_not_half_there(
        self, environment: pytest.MonkeyPatch, name: str, value: str, said: str
    ) -> None:
        environment.setenv(name, value)
        assert faults() == (f"{said}{WHERE['WEBHOOK_SECRET']}",)


class TestThrownAwayDisk:
    """A host whose disk is thrown away must not keep the data in a file."""

    def test_sqlite_is_refused(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("DYNO", "web.1")
        assert "throws its disk away" in faults()[0]

    def test_sqlite_on_purpose_is_accepted(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("DYNO", "web.1")
        environment.setenv("ALLOW_EPHEMERAL_SQLITE", "1")
        assert read().sqlite_file

    def test_postgresql_is_accepted(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("DYNO", "web.1")
        environment.setenv("DATABASE_URL", "postgresql://u:p@db/interviews")
        assert not read().sqlite_file


class TestRight:
    """What the bot gets."""

    def test_reads_dot_env_and_lets_the_environment_win(
        self, environment: pytest.MonkeyPatch
    ) -> None:
        Path(".env").write_text("PORT=3100\nLOG_LEVEL=debug\nSOMEBODY_ELSES=1\n", encoding="utf-8")
        environment.setenv("PORT", "3200")
        settings = read()
        assert (settings.port, settings.log_level) == (3200, "DEBUG")

    def test_reads_dot_env_behind_the_mark_of_an_editor_on_windows(
        self, environment: pytest.MonkeyPatch
    ) -> None:
        Path(".env").write_text("PORT=3100\n", encoding="utf-8-sig")
        assert read().port == 3100

    @pytest.mark.parametrize(
        ("given", "file"),
        [
            ("sqlite:///data/x.db", "data/x.db"),
            ("sqlite:////srv/x.db", "/srv/x.db"),
            (" SQLite:///x.db ", "x.db"),
            ("sqlite:///~/x.db", "/home/ada/x.db"),
            ("sqlite:////srv/~/x.db", "/srv/~/x.db"),
            ("sqlite:///Who, me?/x #1.db", "Who, me?/x #1.db"),
        ],
    )
    def test_a_file_is_a_plain_path(
        self, environment: pytest.MonkeyPatch, given: str, file: str
    ) -> None:
        environment.setenv("HOME", "/home/ada")
        environment.setenv("DATABASE_URL", given)
        assert read().sqlite_file == Path(file)

    @pytest.mark.parametrize(
        "rest",
        [
            "u:p@db/interviews",
            "u:p%40ss:w?rd@db:5432/x?sslmode=verify-full&options=-csearch_path%3Dx",
            "db",
            "/x?host=/run/postgresql",
            "u@[::1]:5432,db2/x",
            "u:p@%2Frun%2Fpostgresql/x",
        ],
    )
    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "PostgreSQL"])
    def test_a_server_is_what_postgresql_takes(
        self, environment: pytest.MonkeyPatch, scheme: str, rest: str
    ) -> None:
        environment.setenv("DATABASE_URL", f"{scheme}://{rest}")
        assert read().database_url.get_secret_value() == f"postgresql://{rest}"

    @pytest.mark.parametrize("name", ["interview_admins", "interview_coordinators"])
    def test_people_are_ids_with_commas_between(
        self, environment: pytest.MonkeyPatch, name: str
    ) -> None:
        environment.setenv(name.upper(), " U0ADA,W0GRACE ,")
        assert getattr(read(), name) == ("U0ADA", "W0GRACE")

    def test_the_api_address_ends_with_one_slash(self, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("SLACK_API_URL", "http://127.0.0.1:3100/api")
        assert read().slack_api_url == "http://127.0.0.1:3100/api/"

    def test_secrets_do_not_show_when_printed(self, environment: pytest.MonkeyPatch) -> None:
        for name, value in RIGHT.items():
            environment.setenv(name, value)
        environment.setenv("DATABASE_URL", "postgresql://u:hidden@db/x")
        shown = repr(read(Mode.HTTP)) + str(read(Mode.SOCKET))
        assert not [secret for secret in (*RIGHT.values(), "hidden") if secret in shown]

    def test_every_setting_says_what_it_is(self) -> None:
        [settings] = ast.parse(inspect.getsource(Settings)).body
        assert isinstance(settings, ast.ClassDef)
        described = {
            ast.unparse(field.target)
            for field, sentence in pairwise(settings.body)
            if isinstance(field, ast.AnnAssign) and isinstance(sentence, ast.Expr)
        }
        assert described == {*Settings.model_fields}
