"""What a person can choose in a menu: only what is on offer, and no more than is allowed."""

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
    element: Json, wanted: list[Any], offered: list[Json], directory: Directory, user: User
) -> Any:
    """The value that the element holds once these are chosen, as Slack sends it."""
    shape = SHAPES.get(element["type"])
    many = shape is not None and shape.many
    if len(wanted) > 1 and not many:
        raise ImpossibleError(f"only one can be chosen in {element['action_id']!r}, not {wanted}")
    if len(wanted) > element.get("max_selected_items", len(wanted)):
        most = element["max_selected_items"]
        raise ImpossibleError(f"{element['action_id']!r} takes at most {most}, not {wanted}")
    chosen = [_one(element, choice, offered, directory, user) for choice in wanted]
    return chosen if many else next(iter(chosen), None)


def _one(element: Json, wanted: Any, offered: list[Json], directory: Directory, user: User) -> Any:
    kind: str = element["type"]
    if kind in _PATTERNS:
        return _moment(kind, str(wanted))
    if "users" in kind:
        return _among(id_of(wanted), [u.id for u in directory.users if not u.deleted])
    if "channels" in kind or "conversations" in kind:
        found = [c for c in directory.seen_by(user) if _passes(c, element, directory)]
        return _among(id_of(wanted), [c.id for c in found])
    return _option(element, wanted, offered)


def _moment(kind: str, wanted: str) -> str | int:
    if not _PATTERNS[kind].fullmatch(wanted):
        raise ImpossibleError(f"a {kind} cannot give {wanted!r}")
    return int(wanted) if kind == "datetimepicker" else wanted


def _among(wanted: str, there: list[str]) -> str:
    if wanted not in there:
        raise ImpossibleError(f"{wanted!r} is not on offer; there are {there}")
    return wanted


def _passes(channel: Channel, element: Json, directory: Directory) -> bool:
    if "channels" in element["type"]:
        return channel.kind == "public" and not channel.is_archived
    rules = element.get("filter") or {}
    bots = channel.kind == "im" and any(directory.user(m).is_bot for m in channel.members)
    if bots and rules.get("exclude_bot_users"):
        return False
    return (
        channel.kind in rules.get("include", ("public", "private", "im"))
        and not channel.is_archived
    )


def _option(element: Json, wanted: Any, offered: list[Json]) -> Json:
    options = offered if "external" in element["type"] else options_of(element)
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    there = [option["value"] for option in options]
    raise ImpossibleError(
        f"{wanted!r} is not on offer in {element['action_id']!r}; there are {there}"
    )
