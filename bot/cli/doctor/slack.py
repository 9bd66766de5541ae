"""Whether Slack is reached and knows the bot: proxy, tokens, what they may do, the clock, and the people named."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.cli.doctor.findings import Finding, State
from bot.clock import now
from bot.settings import Settings
from bot.settings_faults import WHERE
from bot.slack.client import Identity, SlackClient
from handlers.slack.errors import SlackError, SlackRefused, SlackUnreachable

# The same as in manifest.yaml.
SCOPES = frozenset({"commands", "chat:write", "groups:read", "im:write", "users:read"})
OPTIONAL_SCOPES = frozenset({"files:write"})

MOST_APART = 60  # seconds; Slack's signatures are good for 300


def examine_slack(settings: Settings) -> Iterator[Finding]:
    """Its findings."""
    yield from _proxy(settings)
    with closing(_client(settings, settings.slack_bot_token)) as slack:
        try:
            identity = slack.auth_test()
        except SlackError as error:
            yield _slack_fault("SLACK_BOT_TOKEN", error)
            return
        yield Finding(State.OK, f"Slack knows the bot in workspace {identity.team_id}")
        yield from _clock(identity, now())
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


def _clock(identity: Identity, here: datetime) -> Iterator[Finding]:
    """Nothing where it is right, or Slack did not say what time it is."""
    apart = (here - (identity.at or here)).total_seconds()
    if abs(apart) > MOST_APART:
        where = "ahead of" if apart > 0 else "behind"
        yield Finding(
            State.WRONG,
            f"The clock of this machine is {abs(apart) / 60:.0f} min {where} Slack's. From five minutes on every "
            "request over HTTP is refused as unsigned, and reminders come at the wrong time: have the machine set "
            "its clock by itself, with timedatectl set-ntp true, or on the host of its container.",
        )


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
