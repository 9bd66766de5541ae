"""Looks at everything the bot needs, and says of each whether it is there and how to get it."""

import os
import platform
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.cli.counts import quantity
from bot.clock import now
from bot.server.preflight import CannotStart, database
from bot.settings import Mode, Settings, chosen_mode, program_name, read
from bot.settings_faults import WAYS_IN, WHERE, SettingsFaults, app_link
from bot.slack.client import Identity, SlackClient
from bot.version import name_of_release
from bot.webhook import webhook_of
from handlers.slack.errors import SlackError, SlackRefused, SlackUnreachable
from handlers.webhooks import ReceiverFailed
from interviews.errors import StoreTooNew, StoreUnavailable
from interviews.store.values import new_id
from interviews.webhooks import ping
from question_bank.load.faults import BankFaults
from question_bank.load.loader import read as read_bank

# The same as in manifest.yaml.
SCOPES = frozenset({"commands", "chat:write", "groups:read", "im:write", "users:read"})
OPTIONAL_SCOPES = frozenset({"files:write"})


class State(StrEnum):
    """How a thing was found."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    state: State
    text: str

    def __str__(self) -> str:
        return f"{self.state:<8} {self.text}"


_NO_WAY_IN = Finding(
    State.MISSING,
    f"\n{' ' * 11}".join(["A way in: one of these two; with both, HTTP is used", *WAYS_IN]),
)


def examine() -> Iterator[Finding]:
    """Every finding, in the order in which things have to be put right."""
    yield Finding(State.OK, f"{name_of_release()}, Python {platform.python_version()}")
    mode = None
    try:
        mode = chosen_mode()
        settings = read(mode)
    except SettingsFaults as faults:
        yield from map(_fault, faults.faults)
        if mode is Mode.EITHER:
            yield _NO_WAY_IN
        yield Finding(
            State.NOTE, "Question bank, database and Slack come next, when the settings are right."
        )
        yield Finding(State.NOTE, f"No Slack app yet? This link creates it: {app_link()}")
        return
    yield (
        _NO_WAY_IN
        if mode is Mode.EITHER
        else Finding(State.OK, f"Settings; requests come over {mode.value}")
    )
    yield from _bank(settings)
    yield from _database(settings)
    yield from _slack(settings)
    yield from _webhook(settings)


def _fault(sentence: str) -> Finding:
    name, missing, where = sentence.partition(" is missing. ")
    return Finding(State.MISSING, f"{name}. {where}") if missing else Finding(State.WRONG, sentence)


def _bank(settings: Settings) -> Iterator[Finding]:
    sources = read_bank(settings.question_bank_dir)
    try:
        bank = sources.bank()
    except BankFaults as faults:
        yield Finding(State.WRONG, f"The question bank has faults:\n{faults}")
    else:
        size = f"{len(bank.archetypes)} archetypes"
        yield Finding(State.OK, f"Question bank {bank.version} with {size}")
        if bank.drafts:
            left_out = f"{quantity(bank.drafts, 'draft')} left out"
            yield Finding(State.NOTE, f"Question bank: {left_out}; bank check says what they lack")
    for place in sources.unread:
        yield Finding(State.NOTE, f"Question bank: {place}")


def _database(settings: Settings) -> Iterator[Finding]:
    path = settings.sqlite_file
    if path and not path.exists():
        yield _place_for(path)
        return
    try:
        with database(settings) as store:
            with store.transaction():
                pass  # a transaction that may write begins only where writing is possible
            migrated = store.is_migrated()
            problem = store.problem() if migrated else ""
    except (StoreUnavailable, StoreTooNew, CannotStart) as error:
        problem = error.for_operators if isinstance(error, StoreUnavailable) else str(error)
    if problem:
        yield Finding(State.MISSING, f"A database that can be written: {problem}")
        return
    yield Finding(State.OK, "Database answers and can be written")
    if not migrated:
        yield Finding(
            State.MISSING, f"The newest schema in it: {program_name()} migrate puts it there"
        )


def _place_for(path: Path) -> Finding:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Finding(State.OK, f"{path} is not there yet; the first start makes it")
    return Finding(State.MISSING, f"Permission to make {path}: {folder} cannot be written")


def _slack(settings: Settings) -> Iterator[Finding]:
    yield from _proxy(settings)
    with closing(_client(settings, settings.slack_bot_token)) as slack:
        try:
            identity = slack.auth_test()
        except SlackError as error:
            yield _slack_fault("SLACK_BOT_TOKEN", error)
            return
        yield Finding(State.OK, f"Slack knows the bot in workspace {identity.team_id}")
        yield _scopes(identity)
        if settings.slack_app_token:
            yield _socket(settings)
        yield from _admins(settings, slack)


def _client(settings: Settings, token: SecretStr) -> SlackClient:
    url = settings.slack_api_url
    return SlackClient(token.get_secret_value(), url, proxy=settings.proxy)


def _proxy(settings: Settings) -> Iterator[Finding]:
    """Nothing where there is none."""
    proxy, url = settings.proxy, settings.slack_api_url
    if proxy.is_for(url):
        yield Finding(State.OK, f"Slack is reached through the proxy {proxy.name} (HTTPS_PROXY)")
    elif proxy.address:
        host = urlsplit(url).netloc
        yield Finding(
            State.NOTE,
            f"{host} is reached without the proxy {proxy.name}: NO_PROXY says so, or it is no https",
        )


def _slack_fault(name: str, error: SlackError) -> Finding:
    if isinstance(error, SlackUnreachable):
        return Finding(
            State.MISSING,
            f"A way to Slack ({error}). Look at the network, and at HTTPS_PROXY and SLACK_API_URL if they are set.",
        )
    if isinstance(error, SlackRefused) and error.is_about_token:
        return Finding(State.MISSING, f"A {name} that Slack accepts ({error.error}). {WHERE[name]}")
    advice = error.kind.operator if isinstance(error, SlackRefused) else "Ask again then."
    return Finding(
        State.MISSING, f"An answer from Slack ({error}); nothing is said of {name}. {advice}"
    )


def _scopes(identity: Identity) -> Finding:
    if not identity.scopes:
        return Finding(State.NOTE, "Slack did not say which scopes the token has")
    lacking = sorted(SCOPES - identity.scopes)
    if lacking:
        return Finding(
            State.MISSING,
            f"Scopes {', '.join(lacking)}: at api.slack.com/apps, your app, OAuth & Permissions, "
            "add them and install the app again",
        )
    if OPTIONAL_SCOPES - identity.scopes:
        return Finding(
            State.NOTE,
            "The token has every scope it needs, and not files:write: exports come as text where "
            "they are short, and no file that was sent before can be deleted",
        )
    return Finding(State.OK, "The token has every scope it needs, and files:write")


def _socket(settings: Settings) -> Finding:
    with closing(_client(settings, settings.slack_app_token)) as slack:
        try:
            slack.call("apps.connections.open")
        except SlackError as error:
            return _slack_fault("SLACK_APP_TOKEN", error)
    return Finding(State.OK, "Slack opens sockets for the app token")


def _admins(settings: Settings, slack: SlackClient) -> Iterator[Finding]:
    if not settings.interview_admins:
        yield Finding(
            State.NOTE,
            "No admins: nobody but a candidate's leads can erase data and read the log, and where all of "
            f"them have left nobody chooses new ones. INTERVIEW_ADMINS: {WHERE['INTERVIEW_ADMINS']}",
        )
    for who, user_ids in (
        ("Admin", settings.interview_admins),
        ("Coordinator", settings.interview_coordinators),
    ):
        for user_id in user_ids:
            try:
                slack.users_info(user_id)
            except SlackError as error:
                why = error.error if isinstance(error, SlackRefused) else "Slack did not answer"
                where = WHERE["INTERVIEW_ADMINS"]
                yield Finding(State.MISSING, f"{who} {user_id} ({why}). {where}")
            else:
                yield Finding(State.OK, f"{who} {user_id} is known to Slack")


def _webhook(settings: Settings) -> Iterator[Finding]:
    """Whether the other system takes an event; nothing where the settings name none."""
    webhook = webhook_of(settings)
    if webhook is None:
        return
    way = f" through the proxy {webhook.proxy_name}" if webhook.proxy_name else ""
    with closing(webhook):
        try:
            webhook.send(ping(new_id(), now()), now())
        except ReceiverFailed as error:
            yield Finding(
                State.MISSING,
                f"A system at {webhook.host}{way} that takes events ({error}). Look at WEBHOOK_URL, and "
                "whether both sides have the same WEBHOOK_SECRET; docs/webhooks.md has the rest.",
            )
        else:
            yield Finding(State.OK, f"Events are taken at {webhook.host}{way}")
