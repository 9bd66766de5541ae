"""What notifications show and screen readers read of the bot's messages, held against what the messages show."""

import json
import re
from collections.abc import Iterator

from interviews.errors import StoreUnavailable
from interviews.models import Status
from sandbox.world.blocks import visible_text
from sandbox.world.records import Message
from templates.macros.elements import SPOKEN_TEXT
from templates.macros.escaping import escape, one_line
from tests.company import Company

_CODES = re.compile(r"<@(\w+)>|<!date\^(\d+)\^[^<>|]+\|[^<>|]+>|&(?:amp|lt|gt);")


def spoken_faults(company: Company) -> list[str]:
    """A line for each message that leaves a listener without what it is about, or tells more than it shows."""
    names = _candidates(company)
    return [
        f"{fault}: {message.text!r}"
        for message in _messages(company)
        for fault in _faults(message, names)
    ]


def _candidates(company: Company) -> list[str]:
    team, store = company.slack.workspace.identity.team_id, company.bot.store
    try:
        found = [person for status in Status for person in store.candidates.all_of(team, status)]
    except StoreUnavailable:
        return []
    return [one_line(candidate.name) for candidate in found]


def _messages(company: Company) -> Iterator[Message]:
    """Every message of the bot's that stands somewhere."""
    world = company.slack.workspace
    for channel in world.directory.channels:
        for message in world.messages.history(channel.id):
            if message.user == world.identity.bot_user_id:
                yield message
    for user in world.directory.users:
        yield from world.messages.ephemerals(user.id)


def _faults(message: Message, names: list[str]) -> Iterator[str]:
    text, shown = message.text, visible_text(message.blocks)
    in_blocks = {name: _has(shown, _as_shown(name)) for name in names}
    if not text.strip() or len(text) > SPOKEN_TEXT:
        yield "nothing, or more than people listen to"
    if set("&<>") & set(_CODES.sub("", text)):
        yield "something typed that Slack would read as a code"
    for name in names:
        is_said = _has(text, escape(name))
        if in_blocks[name] and not is_said and not text.endswith("…"):
            yield "a candidate who is shown and not named"
        if message.thread_ts is None and is_said and not in_blocks[name]:
            yield "a candidate who is named and not shown"
    everything = json.dumps(message.blocks)
    if message.thread_ts is None:
        for person, moment in _CODES.findall(text):
            if (person or moment) not in everything:
                yield "a person or a time that is not shown"


def _has(text: str, name: str) -> bool:
    """Whether the name stands there as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _as_shown(name: str) -> str:
    return visible_text([{"type": "section", "text": {"type": "plain_text", "text": name}}])
