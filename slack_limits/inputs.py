"""The limits of the elements that people type into."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import in_order
from slack_limits.objects import DISPATCH, ID, PLACEHOLDER
from slack_limits.rich_text import RICH_TEXT
from slack_limits.rules import Fields, Rule, boolean, integer, items, matching, string, typed
from slack_limits.violations import CLEAN, Found, Violation

_TYPED: Fields = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_NUMBER = matching(r"-?[0-9]+(\.[0-9]+)?", "a number written as text", most.INPUT_TEXT)


def _start_fits(field: dict[str, Any]) -> Found:
    size, limit = len(field.get("initial_value", "")), field.get("max_length", most.INPUT_TEXT)
    if size <= limit:
        return CLEAN
    clause = f"`initial_value` has {size:,} characters; `max_length` is {limit:,}."
    return [Violation("/initial_value", "too_long", clause)]


def _bounds_fit(field: dict[str, Any]) -> Found:
    """A number's bounds are text to Slack, so they are compared as exact decimals here."""
    keys = [key for key in ("min_value", "initial_value", "max_value") if key in field]
    return [
        Violation(f"/{low}", "out_of_range", f"`{low}` is above `{high}`.")
        for low, high in pairwise(keys)
        if Decimal(field[low]) > Decimal(field[high])
    ]


def _whole_if_asked(field: dict[str, Any]) -> Found:
    if field["is_decimal_allowed"]:
        return CLEAN
    return [
        Violation(
            f"/{key}",
            "invalid_format",
            f"`{key}` has decimals, which `is_decimal_allowed` forbids.",
        )
        for key in ("min_value", "initial_value", "max_value")
        if "." in field.get(key, "")
    ]


def _line(name: str) -> Rule:
    return typed(name, {}, {**_TYPED, "initial_value": string(most.INPUT_TEXT)})


INPUTS: Fields = {
    "plain_text_input": typed(
        "plain_text_input",
        {},
        {
            **_TYPED,
            "initial_value": string(most.INPUT_TEXT),
            "multiline": boolean,
            "min_length": integer(0, most.INPUT_TEXT),
            "max_length": integer(1, most.INPUT_TEXT),
        },
        in_order("min_length", "max_length"),
        _start_fits,
    ),
    "rich_text_input": typed(
        "rich_text_input",
        {"action_id": ID},
        {
            **_TYPED,
            "initial_value": RICH_TEXT,
            "min_lines": integer(1, most.RICH_TEXT_LINES),
            "max_lines": integer(1, most.RICH_TEXT_LINES),
        },
        in_order("min_lines", "max_lines"),
    ),
    "number_input": typed(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        _bounds_fit,
        _whole_if_asked,
    ),
    "email_text_input": _line("email_text_input"),
    "url_text_input": _line("url_text_input"),
    "file_input": typed(
        "file_input",
        {},
        {"action_id": ID, "filetypes": items(string()), "max_files": integer(1, most.INPUT_FILES)},
    ),
}
