"""Turns the text of a message into words: Slack sends people, channels and links as codes."""

import re

from handlers.context import Context
from handlers.slack.directory import name_of
from handlers.slack.errors import SlackRefused

_CODE = re.compile(r"<([^<>]*)>")
_SOMEBODY = "somebody"
MOST_NAMES = 5  # looked up for one message


def message_text(ctx: Context, text: str) -> str:
    """The words of a message without Slack's codes; what stands for a person becomes their name."""
    names = {user_id: _name(ctx, user_id) for user_id in mentions(text)}
    plain = _CODE.sub(lambda code: _decode(code[1], names), text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentions(text: str) -> list[str]:
    """The ids of the people whose names have to be looked up, each once."""
    return list(dict.fromkeys(re.findall(r"<@(\w+)>", text)))[:MOST_NAMES]


def _decode(code: str, names: dict[str, str]) -> str:
    target, _, label = code.partition("|")
    sign, rest = target[:1], target[1:]
    if sign == "@":
        return f"@{label or names.get(rest, _SOMEBODY)}"
    if sign == "#":
        return f"#{label or 'a channel'}"
    if sign == "!":  # a group, a date, or everybody who is here
        return label or f"@{rest}"
    address = target.removeprefix("mailto:")
    return f"{label} ({address})" if label and label not in target else address


def _name(ctx: Context, user_id: str) -> str:
    try:
        return name_of(ctx, user_id) or _SOMEBODY
    except SlackRefused:
        return _SOMEBODY
