"""Every command, with whatever can be wrong around it: a sentence that says what, and an end that is not 0."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from psycopg.conninfo import conninfo_to_dict

from bot.cli.main import main
from bot.settings import Settings
from tests.bot_process import free_port
from tests.interviews.store.engines.wire import Wire

pytestmark = pytest.mark.once

_OF_THE_DOCTOR = ("wrong ", "missing  A database", "missing  Permission")

DATABASE = [
    "run",
    "serve",
    "socket",
    "migrate",
    "doctor",
    "audit verify",
    "jobs",
    "jobs retry 1",
    "backup copy.db",
    "export",
    "import list.csv",
    "db copy --to sqlite:///new.db",
    "forget-person U0ADA --yes",
    "forget-team T0TEAM --yes",
]
"""The commands that open the database."""
SETTINGS = [*DATABASE, "restore list.csv", "bank check", "bank stats", "kit ml-engineer"]
"""Those that read settings."""
SECRET = "hidden"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A folder of its own with a list in it, and the settings of a bot whose Slack is away."""
    monkeypatch.chdir(tmp_path)
    Path("list.csv").touch()
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/")
    return monkeypatch


def sentence(command: str) -> str:
    """The line about what is wrong, with which a command ends; `run` and `doctor` have other lines around it."""
    ended = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert ended.exit_code == 1
    assert SECRET not in ended.output
    lines = ended.output.splitlines()
    if command == "doctor":
        lines = [line for line in lines if line.startswith(_OF_THE_DOCTOR)]
    elif lines[0] == "Error: The bot cannot start yet.":
        lines = lines[2:3]
    elif command in {"run", "serve", "socket"}:
        lines = lines[-1:]  # the first says how Slack would be reached
    [line] = lines
    return line


def test_every_command_is_looked_at() -> None:
    known = {command.split()[0] for command in SETTINGS}
    assert known == {*main.commands} - {"demo"}  # which has settings of its own


@pytest.mark.parametrize("command", SETTINGS)
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("A=1\nB=2\n".encode("utf-16"), ".env, line 1: this is UTF-16"),
        (b"\xfe\xff\0A\0=\0001", ".env, line 1: this is UTF-16"),
        (b"A=1\nB=caf\xe9\n", ".env, line 2: this is no UTF-8 text"),
        (b"A=1\r\n\r\nB=a\0b\r\n", ".env, line 3: this is no UTF-8 text"),
        (None, ".env is a folder"),
    ],
    ids=["UTF-16", "UTF-16, big end first", "Latin-1", "NUL", "folder"],
)
def test_a_file_of_settings_that_is_no_text(command: str, raw: bytes | None, said: str) -> None:
    if raw is None:
        Path(".env").mkdir()
    else:
        Path(".env").write_bytes(raw)
    assert said in sentence(command)


@pytest.mark.parametrize("command", SETTINGS)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:///x.db?mode=ro", "has a parameter"),
        ("sqlite:///:memory:", "of a file that stays"),
        ("sqlite:///data/", "is a folder"),
        ("sqlite:///~nobody-of-this-name/x.db", "a user whose home is not known"),
        ("sqlite://x.db", "must be sqlite:///path"),
        ("sqlite:///a\tb.db", "cannot be printed"),
        ("mysql://root:hidden@db/x", "must be sqlite:///path"),
        ("postgresql://ada:hid@den@db/x", "is no address of a PostgreSQL server"),
        ("postgresql://ada:hid/hidden@db/x", "is no address of a PostgreSQL server"),
        ("postgresql://ada:hidden%@db/x", "is no address of a PostgreSQL server"),
        ("postgresql://ada:hidden/x", "is no address of a PostgreSQL server"),
    ],
)
def test_an_address_that_is_none(
    environment: pytest.MonkeyPatch, command: str, address: str, said: str
) -> None:
    environment.setenv("DATABASE_URL", address)
    assert said in sentence(command)


@pytest.mark.parametrize("command", DATABASE)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:///notes.txt", "notes.txt"),
        ("sqlite:///notes.txt/x.db", "notes.txt"),
        ("sqlite:///folder", "folder"),
    ],
)
def test_a_file_that_is_no_database(
    environment: pytest.MonkeyPatch, command: str, address: str, said: str
) -> None:
    Path("folder").mkdir()
    Path("notes.txt").write_text("These are the notes of last week. " * 100, encoding="utf-8")
    environment.setenv("DATABASE_URL", address)
    assert said in sentence(command)


@pytest.fixture
def server(postgres: str) -> Iterator[dict[str, object]]:
    """A PostgreSQL that is reached over TCP: who may log in, and where it is."""
    with Wire.to(postgres) as wire:
        port = conninfo_to_dict(wire.address)["port"]
        yield {"user": conninfo_to_dict(postgres)["user"], "host": f"127.0.0.1:{port}"}


@pytest.mark.parametrize("command", DATABASE)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("{user}:hidden@{host}/nowhere", 'database "nowhere" does not exist'),
        ("stranger:hidden@{host}/postgres", 'role "stranger" does not exist'),
        ("{user}:hidden@{host}/x?sslmode=require", "server does not support SSL"),
        ("{user}:hidden@{host}/x?sslmode=perhaps", 'invalid sslmode value: "perhaps"'),
        ("{user}:hidden@{host}/x?pgbouncer=true", 'invalid URI query parameter: "pgbouncer"'),
        ("{user}:hidden@/x?host=/nowhere", "No such file or directory"),
    ],
    ids=["database", "role", "no TLS there", "TLS mode", "parameter", "host"],
)
def test_a_server_that_refuses(
    environment: pytest.MonkeyPatch,
    server: dict[str, object],
    command: str,
    address: str,
    said: str,
) -> None:
    environment.setenv("DATABASE_URL", "postgresql://" + address.format(**server))
    assert said in sentence(command)


@pytest.mark.parametrize("command", DATABASE)
def test_a_port_at_which_nobody_listens(environment: pytest.MonkeyPatch, command: str) -> None:
    port = free_port()
    environment.setenv("DATABASE_URL", f"postgresql://ada:{SECRET}@127.0.0.1:{port}/x")
    assert f'"127.0.0.1", port {port} failed: Connection refused. Look at' in sentence(command)


def test_a_setting_that_even_the_demo_minds(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PORT", "none")
    assert "PORT must be a whole number." in sentence("demo --no-browser")
