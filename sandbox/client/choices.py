"""What a person can choose in a menu or picker."""

import re
from typing import Any

from sandbox.world.directory import Directory
from sandbox.world.fields import SHAPES, options_of
from sandbox.world.records import Channel, Json, User, id_of


class ImpossibleError(AssertionError):
    """Nobody could do this in Slack: it is not on show, not on offer, or not for this person."""


_PATTERNS = {
    "datepicker": re.compile(r"\d{4}-\d\d-\d\d"),
    "timepicker": re.compile(r"\d\d:\d\d"),
    "datetimepicker": re.compile(r"\d{10}"),
}


def choose(
    element: Json, choices: list[Any], options: list[Json], directory: Directory, user: User
) -> Any:
    """The value of the element once these are chosen, in Slack's shape; raises `ImpossibleError`."""
    shape = SHAPES.get(element["type"])
    many = shape is not None and shape.many
    if len(choices) > 1 and not many:
        raise ImpossibleError(f"only one can be chosen in {element['action_id']!r}, not {choices}")
    if len(choices) > element.get("max_selected_items", len(choices)):
        most = element["max_selected_items"]
        raise ImpossibleError(f"{element['action_id']!r} takes at most {most}, not {choices}")
    values = [_value(element, choice, options, directory, user) for choice in choices]
    return values if many else next(iter(values), None)


def _value(
    element: Json, choice: Any, options: list[Json], directory: Directory, user: User
) -> Any:
    kind: str = element["type"]
    if kind in _PATTERNS:
        return _date_or_time(kind, str(choice))
    if "users" in kind:
        return _require_offer(
            id_of(choice), [user.id for user in directory.users if not user.deleted]
        )
    if "channels" in kind or "conversations" in kind:
        channels = directory.channels_visible_to(user)
        ids = [channel.id for channel in channels if _may_choose(channel, element, directory)]
        return _require_offer(id_of(choice), ids)
    return _option(element, choice, options)


def _date_or_time(kind: str, choice: str) -> str | int:
    if not _PATTERNS[kind].fullmatch(choice):
        raise ImpossibleError(f"a {kind} cannot give {choice!r}")
    return int(choice) if kind == "datetimepicker" else choice


def _require_offer(choice: str, available: list[str]) -> str:
    if choice not in available:
        raise ImpossibleError(f"{choice!r} is not on offer; there are {available}")
    return choice


def _may_choose(channel: Channel, element: Json, directory: Directory) -> bool:
    if "channels" in element["type"]:
        return channel.kind == "public" and not channel.is_archived
    rules = element.get("filter") or {}
    bots = channel.kind == "im" and any(directory.user(m).is_bot for m in channel.members)
    if bots and rules.get("exclude_bot_users"):
        return False
    if channel.shared_with == "external" and rules.get("exclude_external_shared_channels"):
        return False
    return (
        channel.kind in rules.get("include", ("public", "private", "im"))
        and not channel.is_archived
    )


def _option(element: Json, choice: Any, options: list[Json]) -> Json:
    options = options if "external" in element["type"] else options_of(element)
    for option in options:
        if choice in (option["value"], option["text"]["text"]):
            return option
    available = [option["value"] for option in options]
    raise ImpossibleError(
        f"{choice!r} is not on offer in {element['action_id']!r}; there are {available}"
    )
