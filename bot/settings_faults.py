"""What is wrong with the settings, as sentences that say what to do and where to get what is missing."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError
from pydantic_core import ErrorDetails

# Beside this module where pip installed it, else above it.
_MANIFESTS = tuple(Path(__file__).parents[level] / "manifest.yaml" for level in (0, 1))
_APP = "At api.slack.com/apps choose your app, then"

WHERE = {
    "SLACK_BOT_TOKEN": f"{_APP} OAuth & Permissions: copy the Bot User OAuth Token (it starts with xoxb-).",
    "SLACK_SIGNING_SECRET": f"{_APP} Basic Information, App Credentials: copy the Signing Secret.",
    "SLACK_APP_TOKEN": (
        f"{_APP} Basic Information, App-Level Tokens: generate one with the scope connections:write "
        "(it starts with xapp-)."
    ),
    "SLACK_API_URL": "Leave it out for Slack itself.",
    "HTTPS_PROXY": "Leave it out where Slack is reached without one.",
    "WEBHOOK_URL": "Leave it out where no other system hears of events.",
    "WEBHOOK_SECRET": "openssl rand -hex 32 makes one, for both sides; it goes with WEBHOOK_URL.",
    "SENTRY_DSN": "Leave it out where no Sentry hears of failures.",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "Leave it out where nobody collects traces.",
    "OTEL_EXPORTER_OTLP_HEADERS": "Leave it out where the collector wants no key.",
    "DATABASE_URL": "Leave it out for a SQLite file in the folder data.",
    "PORT": "Leave it out for 3000.",
    "WEB_CONCURRENCY": "Leave it out for 1.",
    "QUESTION_BANK_DIR": "Leave it out if you have no question bank files of your own.",
    "INTERVIEW_ADMINS": (
        "In Slack open a person's profile, then the menu with three dots, Copy member ID; "
        "put commas between the ids."
    ),
    "INTERVIEW_COORDINATORS": "Ids as in INTERVIEW_ADMINS; leave it out where nobody coordinates all candidates.",
    "LOG_LEVEL": "Leave it out for INFO.",
    "ALLOW_EPHEMERAL_SQLITE": "Leave it out, or set it to 1.",
}

WAYS_IN = (
    f"SLACK_APP_TOKEN: Socket Mode, the bot calls Slack; works behind a firewall. {WHERE['SLACK_APP_TOKEN']}",
    f"SLACK_SIGNING_SECRET: HTTP, Slack calls an address of yours. {WHERE['SLACK_SIGNING_SECRET']}",
)
"""The two settings of which one is needed, and what each means."""

_PROBLEMS = {
    "int_parsing": "must be a whole number",
    "literal_error": "must be DEBUG, INFO, WARNING or ERROR",
    "bool_parsing": "must be 1 or 0",
}
_UTF_16 = (BOM_UTF16_BE, BOM_UTF16_LE)
_RANGES = {
    "PORT": "must be a number from 1 to 65535",
    "WEB_CONCURRENCY": "must be a number from 1 to 64",
}


class SettingsFaults(Exception):
    """The bot cannot start with these settings; str() has a line for each fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def app_link() -> str:
    """Where Slack creates the app, with the manifest filled in."""
    manifest = next(filter(Path.is_file, _MANIFESTS))
    lines = manifest.read_text(encoding="utf-8").splitlines()
    without_comments = (re.sub(r"(^|\s+)#( .*|$)", "", line) for line in lines)
    text = quote("\n".join(filter(None, without_comments)))
    return f"https://api.slack.com/apps?new_app=1&manifest_yaml={text}"


def require_text(path: Path) -> None:
    """Raises `SettingsFaults` where the file is there and cannot be read as text: nothing in it is passed over."""
    if path.is_dir():
        raise SettingsFaults([f"{path} is a folder, and must be a file of lines NAME=value."])
    try:
        raw = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise SettingsFaults([f"{path} cannot be read: {error.strerror}."]) from error
    try:
        raw.decode()
        wrong = raw.find(b"\0")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong >= 0:
        line = raw[:wrong].count(b"\n") + 1
        what = "UTF-16, and not UTF-8" if raw.startswith(_UTF_16) else "no UTF-8 text"
        raise SettingsFaults([f"{path}, line {line}: this is {what}. Save the file as UTF-8."])


def faults_of(error: ValidationError) -> list[str]:
    """A sentence for each wrong setting; never with a value that pydantic saw, which may be a secret."""
    return [_sentence(details) for details in error.errors(include_url=False, include_input=False)]


def _sentence(details: ErrorDetails) -> str:
    name = str(details["loc"][0]).upper()
    problem = _PROBLEMS.get(details["type"]) or details["msg"].removeprefix("Value error, ")
    if details["type"] in {"greater_than_equal", "less_than_equal"}:
        problem = _RANGES[name]
    return f"{name} {problem}. {WHERE.get(name, '')}".rstrip()
