"""The limits of the objects in elements and blocks: texts, options, confirmations, picture sources."""

from collections.abc import Callable
from datetime import date
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import at_least_one, exactly_one
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    items,
    object_of_type,
    shape,
    string,
    text_pattern,
    unknown_element,
)
from slack_limits.violations import CLEAN, Violations, fault, quote

ID = string(most.ID_TEXT)
STYLE = choice("primary", "danger")
LINK = text_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", "an address with its scheme", most.URL_TEXT)


_DAY_FORM = text_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD")


def day(value: Any) -> Violations:
    """A violation for anything but a day of the calendar."""
    if violations := _DAY_FORM(value):
        return violations
    try:
        date.fromisoformat(value)
    except ValueError:
        return fault("invalid_format", f"must be a day of the calendar, found {quote(value)}")
    return CLEAN


def web_address(longest: int = most.URL_TEXT, scheme: str = "https?") -> Rule:
    """A rule for an address that Slack itself fetches."""
    expected = f"an address that starts with {scheme.replace('?', '')}://"
    return text_pattern(rf"{scheme}://\S+", expected, longest)


def text_kinds(longest: int) -> Fields:
    """The two kinds of text object, each with the rule for this length."""
    return {
        **object_of_type("plain_text", "text", text=string(longest), emoji=boolean),
        **object_of_type("mrkdwn", "text", text=string(longest), verbatim=boolean),
    }


def text(longest: int) -> Rule:
    """A rule for a text object of either kind."""
    return by_type(text_kinds(longest))


def plain(longest: int) -> Rule:
    """A rule for a plain_text object."""
    return by_type({"plain_text": text_kinds(longest)["plain_text"]}, _not_plain)


def _not_plain(kind: str) -> Violations:
    if kind == "mrkdwn":
        return fault("not_plain_text", "is mrkdwn; Slack wants plain_text here")
    return unknown_element(kind)


CONFIRM = shape(
    "confirm",
    "title text confirm deny",
    title=plain(most.CONFIRM_TITLE),
    text=text(most.CONFIRM_TEXT),
    confirm=plain(most.CONFIRM_BUTTON),
    deny=plain(most.CONFIRM_BUTTON),
    style=STYLE,
)


def _option(kind: Callable[[int], Rule], **also: Rule) -> Rule:
    return shape(
        "an option",
        "text value",
        text=kind(most.OPTION_TEXT),
        value=string(most.OPTION_VALUE),
        description=kind(most.OPTION_DESCRIPTION),
        **also,
    )


MENU_OPTION = _option(plain)
OVERFLOW_OPTION = _option(plain, url=LINK)
CHOICE_OPTION = _option(text)

OPTION_GROUP = shape(
    "an option group",
    "label options",
    label=plain(most.GROUP_LABEL),
    options=items(MENU_OPTION, most.GROUP_OPTIONS),
)

_TRIGGER = choice("on_enter_pressed", "on_character_entered")
DISPATCH = shape(
    "dispatch_action_config",
    "trigger_actions_on",
    trigger_actions_on=items(_TRIGGER, most.DISPATCH_TRIGGERS),
)

CONVERSATION_FILTER = shape(
    "filter",
    "",
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
    include=items(choice("im", "mpim", "private", "public")),
    exclude_external_shared_channels=boolean,
    exclude_bot_users=boolean,
)

_FILE_ID = text_pattern(r"F[A-Z0-9]{8,}", "a file id")
PICTURE_SOURCE: Fields = {
    "image_url": web_address(),
    "slack_file": shape("slack_file", "", exactly_one("id", "url"), id=_FILE_ID, url=web_address()),
}
ALT_TEXT = string(most.IMAGE_ALT_TEXT)
IMAGE = object_of_type(
    "image", "alt_text", exactly_one(*PICTURE_SOURCE), alt_text=ALT_TEXT, **PICTURE_SOURCE
)
