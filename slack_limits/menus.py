"""The limits of radio buttons, checkboxes, menus, and pickers for days and times."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import duplicates, exactly_one
from slack_limits.objects import (
    ACTION,
    CHOICE_OPTION,
    CONVERSATION_FILTER,
    ID,
    MENU_OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
)
from slack_limits.rules import Fields, Rule, boolean, integer, items, matching, string, typed_object
from slack_limits.violations import Steps, Violation, Violations, fault, pointer, quote

Option = tuple[Steps, dict[str, Any]]


def different_values(menu: dict[str, Any]) -> Violations:
    """A violation for each option whose value another option of the menu has already."""
    return duplicates([(steps, option["value"]) for steps, option in _options(menu)], "value")


def initial_options_exist(menu: dict[str, Any]) -> Violations:
    """A violation for each option chosen from the start that is not, word for word, on the menu."""
    options_by_value = {option["value"]: option for _, option in _options(menu)}
    return [
        Violation(
            pointer(steps),
            "not_an_option",
            "What is chosen from the start must be exactly an option on offer.",
        )
        for steps, option in _initial_options(menu)
        if option != options_by_value.get(option["value"])
    ]


def within_selection(menu: dict[str, Any]) -> Violations:
    """A violation if more is chosen from the start than may be chosen."""
    limit = menu.get("max_selected_items")
    return [
        Violation(
            f"/{key}",
            "too_many",
            f"`{key}` has {len(values):,} items; `max_selected_items` is {limit:,}.",
        )
        for key, values in menu.items()
        if limit is not None and key.startswith("initial_") and len(values) > limit
    ]


def _options(menu: dict[str, Any]) -> Iterator[Option]:
    for index, option in enumerate(menu.get("options", ())):
        yield ("options", index), option
    for number, group in enumerate(menu.get("option_groups", ())):
        for index, option in enumerate(group["options"]):
            yield ("option_groups", number, "options", index), option


def _initial_options(menu: dict[str, Any]) -> Iterator[Option]:
    if "initial_option" in menu:
        yield ("initial_option",), menu["initial_option"]
    for index, option in enumerate(menu.get("initial_options", ())):
        yield ("initial_options", index), option


_PICKER: Fields = {**ACTION, "focus_on_load": boolean}
_MENU: Fields = {**_PICKER, "placeholder": PLACEHOLDER}
_MULTI_MENU: Fields = {**_MENU, "max_selected_items": integer(1)}


def _day(value: str) -> Violations:
    if violations := _DAY_FORM(value):
        return violations
    try:
        date.fromisoformat(value)
    except ValueError:
        return fault("invalid_format", f"must be a day of the calendar, found {quote(value)}")
    return violations


_DAY_FORM = matching(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD")
_CLOCK = matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a time as HH:MM")
_SECONDS = integer(10**9, 10**10 - 1)  # Slack wants ten digits

PICKERS: Fields = {
    "datepicker": typed_object("datepicker", {}, {**_MENU, "initial_date": _day}),
    "timepicker": typed_object(
        "timepicker", {}, {**_MENU, "initial_time": _CLOCK, "timezone": string()}
    ),
    "datetimepicker": typed_object(
        "datetimepicker", {}, {**_PICKER, "initial_date_time": _SECONDS}
    ),
}


def _choices(name: str, initial: Fields) -> Rule:
    offer = {"options": items(CHOICE_OPTION, most.CHOICE_OPTIONS)}
    return typed_object(
        name, offer, {**_PICKER, **initial}, different_values, initial_options_exist
    )


CHOICES: Fields = {
    "radio_buttons": _choices("radio_buttons", {"initial_option": CHOICE_OPTION}),
    "checkboxes": _choices(
        "checkboxes", {"initial_options": items(CHOICE_OPTION, most.CHOICE_OPTIONS)}
    ),
}


def _select(source: str, fields: Fields, *also: Rule) -> Fields:
    name = f"{source}_select"
    return {name: typed_object(name, {}, {**_MENU, **fields}, *also)}


def _multi_select(source: str, fields: Fields, *also: Rule) -> Fields:
    name = f"multi_{source}_select"
    return {name: typed_object(name, {}, {**_MULTI_MENU, **fields}, *also, within_selection)}


_OPTION_LISTS: Fields = {
    "options": items(MENU_OPTION, most.SELECT_OPTIONS),
    "option_groups": items(OPTION_GROUP, most.SELECT_GROUPS),
}
_OPTION_RULES = exactly_one(*_OPTION_LISTS), different_values, initial_options_exist
_OPTION: Fields = {"initial_option": MENU_OPTION}
_OPTIONS: Fields = {"initial_options": items(MENU_OPTION, most.SELECT_OPTIONS)}
_QUERY: Fields = {"min_query_length": integer(0)}
_FILTER: Fields = {"default_to_current_conversation": boolean, "filter": CONVERSATION_FILTER}
_CONVERSATION: Fields = {"initial_conversation": ID, **_FILTER}
_CHANNEL: Fields = {"initial_channel": ID}

MENUS: Fields = {
    **_select("static", {**_OPTION, **_OPTION_LISTS}, *_OPTION_RULES),
    **_select("external", {**_OPTION, **_QUERY}),
    **_select("users", {"initial_user": ID}),
    **_select("conversations", _CONVERSATION),
    **_select("channels", _CHANNEL),
    **_multi_select("static", {**_OPTIONS, **_OPTION_LISTS}, *_OPTION_RULES),
    **_multi_select("external", {**_OPTIONS, **_QUERY}),
    **_multi_select("users", {"initial_users": items(ID)}),
    **_multi_select("conversations", {"initial_conversations": items(ID), **_FILTER}),
    **_multi_select("channels", {"initial_channels": items(ID)}),
}

# Only the inputs of a modal can ask for an address to answer to: the submission is what carries it.
_RESPONSE_URL: Fields = {"response_url_enabled": boolean}
MODAL_MENUS: Fields = {
    **_select("conversations", {**_CONVERSATION, **_RESPONSE_URL}),
    **_select("channels", {**_CHANNEL, **_RESPONSE_URL}),
}
