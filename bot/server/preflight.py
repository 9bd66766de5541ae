"""The checks before anything starts, so that a start that cannot work ends with a sentence."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from bot.clock import now
from bot.settings import Mode, Settings, program_name, read
from bot.settings_faults import WHERE
from bot.slack.client import Identity, SlackClient
from handlers.slack.errors import SlackError, SlackRefused
from interviews.errors import StoreUnavailable
from interviews.store import Store, is_there, open_store
from question_bank.bank import Bank
from question_bank.load.loader import read as read_bank


class CannotStart(Exception):
    """The bot cannot run like this; the message says what to do."""


class CannotListen(Exception):
    """Nothing can listen at this address; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What the checks read; `identity` is None where Slack did not say."""

    settings: Settings
    bank: Bank
    identity: Identity | None
    remarks: tuple[str, ...] = ()
    """What whoever starts the bot should know of their bank's folder and of the database."""


def check(mode: Mode) -> Preflight:
    """Settings, question bank, database and token for this mode, read and tried; the database brought up to date.

    Raises `SettingsFaults`, `BankFaults`, an error of the store, or `CannotStart`.
    """
    settings = read(mode)
    for variable, value, package, extra in (
        ("SENTRY_DSN", settings.sentry_dsn, "sentry_sdk", "sentry"),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT", settings.otel_exporter_otlp_endpoint,
            "opentelemetry", "otel",
        ),
    ):  # fmt: skip
        if value and find_spec(package) is None:
            raise CannotStart(
                f"{variable} is set, and what it needs is not installed: install the extra "
                f"interview-assistant[{extra}], or everything in requirements.txt."
            )
    sources = read_bank(settings.question_bank_dir)
    bank = sources.bank()
    with database(settings) as store:
        store.migrate()
        problem = store.problem()
    # A disk that is full may have room again: no reason not to start.
    remarks = [*map(str, sources.unread), *([problem] if problem else ())]
    return Preflight(settings, bank, _identity(settings), tuple(remarks))


@contextmanager
def database(settings: Settings) -> Iterator[Store]:
    """The store of these settings, tried once, and closed when the block ends."""
    try:
        store = open_store(
            settings.database_url.get_secret_value(),
            now,
            coordinators=settings.interview_coordinators,
        )
    except ImportError as error:
        raise CannotStart(
            "DATABASE_URL asks for PostgreSQL, and its driver is not installed: install the extra "
            "interview-assistant[postgres], or everything in requirements.txt."
        ) from error
    with closing(store):
        try:
            store.connect()
        except StoreUnavailable as error:
            raise CannotStart(f"{error.for_operators} Look at DATABASE_URL.") from error
        yield store


@contextmanager
def require_database(settings: Settings) -> Iterator[Store]:
    """The store of these settings; raises `CannotStart`, and makes nothing, where there is none yet."""
    if not is_there(settings.database_url.get_secret_value()):
        raise CannotStart(
            f"There is no database at {settings.sqlite_file} yet. The first {program_name()} run makes it; "
            "if you have one elsewhere, look at DATABASE_URL."
        )
    with database(settings) as store:
        yield store


@contextmanager
def require_current_database(settings: Settings) -> Iterator[Store]:
    """The same; raises `CannotStart` where it is not up to date, too."""
    with require_database(settings) as store:
        if not store.is_migrated():
            raise CannotStart(
                f"The database is not up to date. Run {program_name()} migrate first."
            )
        yield store


def _identity(settings: Settings) -> Identity | None:
    """Whom the token belongs to. Slack being away, or unwell, is no reason not to start: the bot asks again."""
    token = settings.slack_bot_token.get_secret_value()
    with closing(SlackClient(token, settings.slack_api_url, proxy=settings.proxy)) as slack:
        try:
            return slack.auth_test()
        except SlackError as error:
            raise_for_token("SLACK_BOT_TOKEN", error)
            return None


def raise_for_token(name: str, error: SlackError) -> None:
    """Raises `CannotStart` where Slack refuses the token of this name; returns where waiting can help."""
    if isinstance(error, SlackRefused) and error.is_about_token:
        raise CannotStart(f"Slack does not accept {name} ({error.error}). {WHERE[name]}") from error


def usable_address(host: str, port: int) -> str:
    """The host as an IP address, after making sure that the port is free."""
    try:
        (family, _, _, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CannotListen(f"HOST is {host}, which is no address of this machine.") from error
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise CannotListen(
                f"Nothing can listen on {host}, port {port}: {error.strerror}. Set PORT to another one."
            ) from error
    return str(address[0])
