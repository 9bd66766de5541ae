"""The limits of what people choose with: radio buttons, checkboxes, menus, and pickers for days and times."""

from datetime import date

from slack_limits import numbers as most
from slack_limits.choices import chosen_are_options, different_values, within_selection
from slack_limits.cross_field import exactly_one
from slack_limits.objects import (
    CHOICE_OPTION,
    CONVERSATION_FILTER,
    ID,
    MENU_OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
    PRESSED,
)
from slack_limits.rules import Fields, Rule, boolean, integer, items, matching, string, typed
from slack_limits.violations import Found, fault, quoted

_PICKED: Fields = {**PRESSED, "focus_on_load": boolean}
_MENU: Fields = {**_PICKED, "placeholder": PLACEHOLDER}
_SOME: Fields = {**_MENU, "max_selected_items": integer(1)}


def _day(value: str) -> Found:
    if found := _DAY_FORM(value):
        return found
    try:
        date.fromisoformat(value)
    except ValueError:
        return fault("invalid_format", f"must be a day of the calendar, found {quoted(value)}")
    return found


_DAY_FORM = matching(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD")
_CLOCK = matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a time as HH:MM")
_SECONDS = integer(10**9, 10**10 - 1)  # Slack wants ten digits

PICKERS: Fields = {
    "datepicker": typed("datepicker", {}, {**_MENU, "initial_date": _day}),
    "timepicker": typed("timepicker", {}, {**_MENU, "initial_time": _CLOCK, "timezone": string()}),
    "datetimepicker": typed("datetimepicker", {}, {**_PICKED, "initial_date_time": _SECONDS}),
}


def _choices(name: str, initial: Fields) -> Rule:
    offer = {"options": items(CHOICE_OPTION, most.CHOICE_OPTIONS)}
    return typed(name, offer, {**_PICKED, **initial}, different_values, chosen_are_options)


CHOICES: Fields = {
    "radio_buttons": _choices("radio_buttons", {"initial_option": CHOICE_OPTION}),
    "checkboxes": _choices(
        "checkboxes", {"initial_options": items(CHOICE_OPTION, most.CHOICE_OPTIONS)}
    ),
}


def _one(source: str, fields: Fields, *also: Rule) -> Fields:
    name = f"{source}_select"
    return {name: typed(name, {}, {**_MENU, **fields}, *also)}


def _many(source: str, fields: Fields, *also: Rule) -> Fields:
    name = f"multi_{source}_select"
    return {name: typed(name, {}, {**_SOME, **fields}, *also, within_selection)}


_OFFER: Fields = {
    "options": items(MENU_OPTION, most.SELECT_OPTIONS),
    "option_groups": items(OPTION_GROUP, most.SELECT_GROUPS),
}
_OFFERED = exactly_one(*_OFFER), different_values, chosen_are_options
_OPTION: Fields = {"initial_option": MENU_OPTION}
_OPTIONS: Fields = {"initial_options": items(MENU_OPTION, most.SELECT_OPTIONS)}
_SEARCHED: Fields = {"min_query_length": integer(0)}
_NARROWED: Fields = {"default_to_current_conversation": boolean, "filter": CONVERSATION_FILTER}
_CONVERSATION: Fields = {"initial_conversation": ID, **_NARROWED}
_CHANNEL: Fields = {"initial_channel": ID}

MENUS: Fields = {
    **_one("static", {**_OPTION, **_OFFER}, *_OFFERED),
    **_one("external", {**_OPTION, **_SEARCHED}),
    **_one("users", {"initial_user": ID}),
    **_one("conversations", _CONVERSATION),
    **_one("channels", _CHANNEL),
    **_many("static", {**_OPTIONS, **_OFFER}, *_OFFERED),
    **_many("external", {**_OPTIONS, **_SEARCHED}),
    **_many("users", {"initial_users": items(ID)}),
    **_many("conversations", {"initial_conversations": items(ID), **_NARROWED}),
    **_many("channels", {"initial_channels": items(ID)}),
}

# Only the inputs of a modal can ask for an address to answer to: the submission is what carries it.
_ANSWERS: Fields = {"response_url_enabled": boolean}
MODAL_MENUS: Fields = {
    **_one("conversations", {**_CONVERSATION, **_ANSWERS}),
    **_one("channels", {**_CHANNEL, **_ANSWERS}),
}
