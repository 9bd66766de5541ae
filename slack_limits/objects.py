"""The limits of the objects in elements and blocks: texts, options, confirmations, picture sources."""

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
    matching,
    shape,
    string,
    typed_object,
    unknown_element,
)
from slack_limits.violations import CLEAN, Violations, fault

ID = string(most.ID_TEXT)
STYLE = choice("primary", "danger")
LINK = matching(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", "an address with its scheme", most.URL_TEXT)


def web_address(longest: int = most.URL_TEXT, scheme: str = "https?") -> Rule:
    """A rule for an address that Slack itself fetches."""
    return matching(
        rf"{scheme}://\S+", f"an address that starts with {scheme.replace('?', '')}://", longest
    )


_FLAGS = {"plain_text": "emoji", "mrkdwn": "verbatim"}


def text_kinds(longest: int) -> Fields:
    """The two kinds of text object, each with the rule for this length."""
    return {
        kind: typed_object(kind, {"text": string(longest)}, {flag: boolean})
        for kind, flag in _FLAGS.items()
    }


def text(longest: int) -> Rule:
    """A rule for a text object of either kind."""
    return _quick(_FLAGS, longest, by_type(text_kinds(longest), unknown_element))


def plain(longest: int) -> Rule:
    """A rule for a plain_text object."""
    kinds = {"plain_text": text_kinds(longest)["plain_text"]}
    return _quick({"plain_text": _FLAGS["plain_text"]}, longest, by_type(kinds, _not_plain))


def _quick(flags: dict[str, str], longest: int, thorough: Rule) -> Rule:
    """A fast path for clean texts, half of all values; all others go to the thorough rule."""

    def check(value: Any) -> Violations:
        try:
            words, flag = value["text"], flags[value["type"]]
        except (KeyError, TypeError):
            return thorough(value)
        expected_keys = len(value) == 2 or (len(value) == 3 and isinstance(value.get(flag), bool))
        clean = expected_keys and isinstance(words, str) and 0 < len(words) <= longest
        return CLEAN if clean else thorough(value)

    return check


def _not_plain(kind: str) -> Violations:
    if kind == "mrkdwn":
        return fault("not_plain_text", "is mrkdwn; Slack wants plain_text here")
    return unknown_element(kind)


PLACEHOLDER = plain(most.PLACEHOLDER_TEXT)

CONFIRM = shape(
    "confirm",
    {
        "title": plain(most.CONFIRM_TITLE),
        "text": text(most.CONFIRM_TEXT),
        "confirm": plain(most.CONFIRM_BUTTON),
        "deny": plain(most.CONFIRM_BUTTON),
    },
    {"style": STYLE},
)

ACTION: Fields = {"action_id": ID, "confirm": CONFIRM}


def _option(words: Rule, description: Rule, extra: Fields) -> Rule:
    return shape(
        "an option",
        {"text": words, "value": string(most.OPTION_VALUE)},
        {"description": description, **extra},
    )


_PLAIN_WORDS = plain(most.OPTION_TEXT)
_PLAIN_DESCRIPTION = plain(most.OPTION_DESCRIPTION)
MENU_OPTION = _option(_PLAIN_WORDS, _PLAIN_DESCRIPTION, {})
OVERFLOW_OPTION = _option(_PLAIN_WORDS, _PLAIN_DESCRIPTION, {"url": LINK})
CHOICE_OPTION = _option(text(most.OPTION_TEXT), text(most.OPTION_DESCRIPTION), {})

OPTION_GROUP = shape(
    "an option group",
    {"label": plain(most.GROUP_LABEL), "options": items(MENU_OPTION, most.GROUP_OPTIONS)},
)

DISPATCH = shape(
    "dispatch_action_config",
    {
        "trigger_actions_on": items(
            choice("on_enter_pressed", "on_character_entered"), most.DISPATCH_TRIGGERS
        )
    },
)

CONVERSATION_FILTER = shape(
    "filter",
    {},
    {
        "include": items(choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

_SLACK_FILE = shape(
    "slack_file",
    {},
    {"id": matching(r"F[A-Z0-9]{8,}", "a file id"), "url": web_address()},
    exactly_one("id", "url"),
)

PICTURE_SOURCE: Fields = {"image_url": web_address(), "slack_file": _SLACK_FILE}
ALT_TEXT = string(most.IMAGE_ALT_TEXT)
IMAGE = typed_object("image", {"alt_text": ALT_TEXT}, PICTURE_SOURCE, exactly_one(*PICTURE_SOURCE))
