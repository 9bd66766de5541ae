"""Turns a text that somebody typed into the words they typed: Slack sends people, channels and links as codes."""

import re
from collections.abc import Callable, Mapping

from handlers.context import Context
from handlers.slack.directory import name_of
from handlers.slack.errors import SlackRefused

_CODE = re.compile(r"<([@#!][^<>]*|[a-z][a-z\d+.-]*:[^<>]*)>")
_SCHEMES = ("mailto:", "tel:")
_SOMEBODY = "somebody"
MOST_NAMES = 5  # looked up for one message


def command_text(text: str) -> str:
    """The text of a command as it was typed."""
    return _words(text, {}, lambda label, _: label)


def message_text(ctx: Context, text: str) -> str:
    """The words of a message; what stands for a person becomes their name, and a link keeps its address."""
    names = {user_id: _name(ctx, user_id) for user_id in mentions(text)}
    return _words(text, names, "{} ({})".format)


def mentions(text: str) -> list[str]:
    """The ids of the people whose names have to be looked up, each once."""
    return list(dict.fromkeys(re.findall(r"<@(\w+)>", text)))[:MOST_NAMES]


def _words(text: str, names: Mapping[str, str], link: Callable[[str, str], str]) -> str:
    plain = _CODE.sub(lambda code: _decode(code[1], names, link), text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _decode(code: str, names: Mapping[str, str], link: Callable[[str, str], str]) -> str:
    """`link` joins the label of a link and its address where the one does not say the other."""
    target, _, label = code.partition("|")
    sign, rest = target[:1], target[1:]
    if sign == "@":
        return f"@{label or names.get(rest, _SOMEBODY)}"
    if sign == "#":
        return f"#{label or 'a channel'}"
    if sign == "!":
        return _decode_special(rest.partition("^")[0], label)
    address = next((target.removeprefix(s) for s in _SCHEMES if target.startswith(s)), target)
    said_twice = label.casefold() in target.casefold()
    return (label or address) if said_twice else link(label, address)


def _decode_special(kind: str, label: str) -> str:
    if kind == "date":
        return label or "a date"
    if kind == "subteam":
        return f"@{label.removeprefix('@') or 'a group'}"
    return f"@{kind}"  # everybody who is here


def _name(ctx: Context, user_id: str) -> str:
    try:
        return name_of(ctx, user_id) or _SOMEBODY
    except SlackRefused:
        return _SOMEBODY
