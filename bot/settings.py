"""Settings from the environment and `.env`: the only module that reads them; all that is wrong is said at once."""

import os
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.settings_faults import SettingsFaults, faults_of, require_text
from bot.slack.proxy import Proxy
from interviews.store import SQLITE, database_address

SLACK = "https://slack.com/api/"
INSTALLED = "interview-assistant"  # what pip calls the command

_FILE = Path(".env")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
_RECEIVER = re.compile(
    r"(https://[^\s/?#@]+|http://(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?)([/?][^\s#]*)?",
    re.IGNORECASE,
)
_DSN = re.compile(r"https?://\w+(:\w+)?@[^\s/?#@]+(/[\w.-]+)*/\d+", re.IGNORECASE)
_COLLECTOR = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?", re.IGNORECASE)
_HEADERS = re.compile(r"[\w-]+=[^,\s]+(,[\w-]+=[^,\s]+)*")
_PROXY = re.compile(r"http://(\S*@)?(\[[0-9a-f:.]+\]|[^\s/?#@:]+)(:\d{1,5})?/?", re.IGNORECASE)


class Mode(StrEnum):
    """How the bot is reached, which decides what it cannot do without."""

    HTTP = "http"
    SOCKET = "socket"
    EITHER = "http or socket"
    NO_SLACK = "no slack"


_NEEDED: dict[Mode, tuple[str, ...]] = {
    Mode.HTTP: ("slack_bot_token", "slack_signing_secret"),
    Mode.SOCKET: ("slack_bot_token", "slack_app_token"),
    Mode.EITHER: ("slack_bot_token",),
    Mode.NO_SLACK: (),
}


def _split(value: object) -> object:
    """The parts between commas, without blanks; what is no text stays as it is."""
    return [*filter(None, map(str.strip, value.split(",")))] if isinstance(value, str) else value


class Settings(BaseSettings):
    """Everything an operator can set; each field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_file=_FILE,
        env_file_encoding="utf-8-sig",  # editors on Windows begin a file with a mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    mode: Mode = Mode.NO_SLACK
    """From the command that starts; first, because the checks below look at it."""
    dyno: str = ""
    """Set by hosts whose disk is thrown away on every restart."""
    allow_ephemeral_sqlite: bool = False
    """1 to use SQLite on such a host all the same."""

    slack_bot_token: SecretStr = SecretStr("")
    """The bot's token, xoxb-…"""
    slack_signing_secret: SecretStr = SecretStr("")
    """Proves that a request comes from Slack (HTTP)."""
    slack_app_token: SecretStr = SecretStr("")
    """The app-level token, xapp-… (Socket Mode)."""
    slack_api_url: str = SLACK
    """Where Slack's API is; the sandbox or a test stands in for it."""
    https_proxy: SecretStr = SecretStr("")
    """The HTTP proxy through which Slack and the webhook are reached, also in small letters, as elsewhere."""
    no_proxy: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    """Hosts that are reached without it, with commas between."""
    webhook_url: SecretStr = SecretStr("")
    """Where another system hears of events; what stands behind its host may be a password."""
    webhook_secret: SecretStr = SecretStr("")
    """Proves to that system that an event comes from this bot."""
    sentry_dsn: SecretStr = SecretStr("")
    """Where Sentry, or what speaks as it does, hears of failures."""
    otel_exporter_otlp_endpoint: str = ""
    """The collector that hears how long things take, with OTLP over HTTP; what is here is the start of its address."""
    otel_exporter_otlp_headers: SecretStr = SecretStr("")
    """What that wants in its headers, as name=value with commas between: mostly a key."""
    database_url: SecretStr = SecretStr("sqlite:///data/interviews.db")
    """SQLite or PostgreSQL."""
    host: str = "0.0.0.0"  # noqa: S104 - containers
    """The address to listen on."""
    port: int = Field(3000, ge=1, le=65535)
    """The port to listen on."""
    web_concurrency: int = Field(1, ge=1, le=64)
    """Workers that answer over HTTP, each a process with its own threads."""
    question_bank_dir: Path | None = None
    """A folder with your own question bank files."""
    interview_admins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    """Slack user ids of the admins, with commas between."""
    interview_coordinators: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    """Slack user ids of those who coordinate every candidate, with commas between."""
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"
    """The least that is logged."""

    @field_validator("slack_bot_token", "slack_signing_secret", "slack_app_token")
    @classmethod
    def _slack_has_given_it(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        name = str(info.field_name)
        if not value and name in _NEEDED[info.data.get("mode", Mode.NO_SLACK)]:
            raise ValueError("is missing")
        prefix = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}.get(name, "")
        if value and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"does not start with {prefix}, so it is some other token")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not re.match(r"https?://[^/\s]+", value):
            raise ValueError(f"must be an address such as {SLACK}")
        return value.rstrip("/") + "/"

    @field_validator("https_proxy")
    @classmethod
    def _is_an_http_proxy(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value().strip()
        if url and "://" not in url:
            url = f"http://{url}"
        if url and not _PROXY.fullmatch(url):
            raise ValueError("must be the address of an HTTP proxy, such as http://proxy:3128")
        return SecretStr(url.rstrip("/"))

    @field_validator("webhook_url")
    @classmethod
    def _is_the_address_of_a_receiver(cls, value: SecretStr) -> SecretStr:
        if value and not _RECEIVER.fullmatch(value.get_secret_value()):
            raise ValueError(
                "must be an https address without a login, such as https://hooks.example.com/interviews"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _goes_with_an_address(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        url = info.data.get("webhook_url")  # None where it is wrong, which is said by itself
        if value and url == SecretStr(""):
            raise ValueError("is set, and WEBHOOK_URL is not")
        if not value and url != SecretStr(""):
            raise ValueError("is missing")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _is_a_dsn(cls, value: SecretStr) -> SecretStr:
        if value and not _DSN.fullmatch(value.get_secret_value()):
            raise ValueError(
                "must be what Sentry shows as DSN, such as https://key@sentry.example/1"
            )
        return value

    @field_validator("otel_exporter_otlp_endpoint")
    @classmethod
    def _is_the_address_of_a_collector(cls, value: str) -> str:
        if value and not _COLLECTOR.fullmatch(value):
            raise ValueError("must be an address such as http://localhost:4318")
        return value

    @field_validator("otel_exporter_otlp_headers")
    @classmethod
    def _are_headers(cls, value: SecretStr) -> SecretStr:
        if value and not _HEADERS.fullmatch(value.get_secret_value()):
            raise ValueError("must be name=value, with commas between and blanks as %20")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database_that_stays(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        url = database_address(value.get_secret_value())
        thrown_away = info.data.get("dyno") and not info.data.get("allow_ephemeral_sqlite")
        if url.startswith(SQLITE) and thrown_away:
            raise ValueError(
                "is a SQLite file, and this host throws its disk away on every restart: add its PostgreSQL, "
                "or set ALLOW_EPHEMERAL_SQLITE=1 to lose everything on purpose"
            )
        return SecretStr(url)

    @field_validator("question_bank_dir")
    @classmethod
    def _is_a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"is {str(value)!r}, and there is no such folder")
        return value

    @field_validator("interview_admins", "interview_coordinators")
    @classmethod
    def _are_user_ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not _USER_ID.fullmatch(name):
                raise ValueError(f"holds {name!r}, which is no user id")
        return value

    @property
    def proxy(self) -> Proxy:
        """The way to Slack."""
        return Proxy(self.https_proxy.get_secret_value(), self.no_proxy)

    @property
    def collector_headers(self) -> dict[str, str]:
        """What the collector of traces wants in its headers."""
        parts = self.otel_exporter_otlp_headers.get_secret_value().split(",")
        pairs = (part.partition("=") for part in parts if part)
        return {name: unquote(value) for name, _, value in pairs}

    @property
    def sqlite_file(self) -> Path | None:
        """The SQLite file in which the data lies, or None where it lies in PostgreSQL."""
        url = self.database_url.get_secret_value()
        return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def read(mode: Mode = Mode.NO_SLACK) -> Settings:
    """The settings for this mode; raises `SettingsFaults` with a sentence for everything that is wrong."""
    require_text(_FILE)
    return settings_of(mode=mode)


def settings_of(**given: Any) -> Settings:
    """The settings with these values, whatever else is set; raises `SettingsFaults` as `read` does."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsFaults(faults_of(error)) from None


class _Ways(BaseSettings):
    """The two settings that decide between HTTP and Socket Mode."""

    model_config = Settings.model_config

    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None


def chosen_mode() -> Mode:
    """HTTP where there is a signing secret, else a socket where there is an app token, else still open."""
    require_text(_FILE)
    ways = _Ways()
    if ways.slack_signing_secret:
        return Mode.HTTP
    return Mode.SOCKET if ways.slack_app_token else Mode.EITHER


def program_name() -> str:
    """What the person types ahead of a command: the script of a checkout, or what pip puts on the path."""
    installed = Path(sys.argv[0]).name == INSTALLED
    return os.environ.get("INTERVIEW_TYPED_AS") or (INSTALLED if installed else "./interview")


def folder_of_person() -> Path:
    """Where the person stands who typed the command: a script of ours may have left that folder since."""
    folder = Path(os.environ.get("INTERVIEW_TYPED_IN", ""))
    return Path() if folder == Path.cwd() else folder


def environment() -> dict[str, str]:
    """All variables of this process, for a program that it starts."""
    return dict(os.environ)


def share_metrics(folder: str) -> None:
    """Has all workers keep their metrics in files of this folder.

    prometheus_client reads the variable when it is first imported, so this has to come before.
    """
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
