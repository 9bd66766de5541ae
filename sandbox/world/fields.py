"""The values of form fields: Slack's shape for each kind, and the checks that the client makes."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.world.blocks import Spot
from sandbox.world.records import Json

TEXT_MAXIMUM = 3000
REQUIRED = "Please fill in this required field."


@dataclass(frozen=True, slots=True)
class Shape:
    """The key a value is sent under, the key of its initial value, and whether it is a list."""

    key: str
    initial: str
    many: bool = False


_TEXT = Shape("value", "initial_value")
_OPTION = Shape("selected_option", "initial_option")
_OPTIONS = Shape("selected_options", "initial_options", many=True)
SHAPES = {
    "plain_text_input": _TEXT,
    "email_text_input": _TEXT,
    "url_text_input": _TEXT,
    "number_input": _TEXT,
    "rich_text_input": Shape("rich_text_value", "initial_value"),
    "static_select": _OPTION,
    "external_select": _OPTION,
    "radio_buttons": _OPTION,
    "checkboxes": _OPTIONS,
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "users_select": Shape("selected_user", "initial_user"),
    "multi_users_select": Shape("selected_users", "initial_users", many=True),
    "conversations_select": Shape("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Shape(
        "selected_conversations", "initial_conversations", many=True
    ),
    "channels_select": Shape("selected_channel", "initial_channel"),
    "multi_channels_select": Shape("selected_channels", "initial_channels", many=True),
    "datepicker": Shape("selected_date", "initial_date"),
    "timepicker": Shape("selected_time", "initial_time"),
    "datetimepicker": Shape("selected_date_time", "initial_date_time"),
    "file_input": Shape("files", "initial_files", many=True),
}


def entry(element: Json, value: Any) -> Json:
    """The state of a field with this value, as Slack sends it: null or an empty list when it is empty."""
    shape = SHAPES[element["type"]]
    empty: Any = [] if shape.many else None
    return {"type": element["type"], shape.key: value if value or value == 0 else empty}


def text_value(element: Json, text: str) -> Any:
    """The value of a field with this text; in a rich text field, one section without any style."""
    if element["type"] != "rich_text_input" or not text:
        return text
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def initial_entry(element: Json) -> Json:
    """The state of a field that nobody has changed."""
    return entry(element, element.get(SHAPES[element["type"]].initial))


def value_of(state: Json) -> Any:
    """The value in the state of a field."""
    return state[SHAPES[state["type"]].key]


def fits(element: Json, state: Json) -> bool:
    """Whether a state entered earlier still fits the element as it is now."""
    if element["type"] != state["type"]:
        return False
    values = {option["value"] for option in options_of(element)}
    value = value_of(state)
    choices = value if isinstance(value, list) else [value]
    return not values or all(option["value"] in values for option in choices if option)


def options_of(element: Json) -> list[Json]:
    """The options of an element, with or without groups."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options") or []]


def input_error(spot: Spot, state: Json) -> str | None:
    """Why the client does not send the form with this value, or None when it does."""
    value = value_of(state)
    if value is None or value == []:
        return None if spot.block.get("optional") else REQUIRED
    check = _CHECKS.get(spot.element["type"])
    return check(spot.element, value) if check else None


def _text_length(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", TEXT_MAXIMUM)
    if len(value) < least:
        return f"Please write at least {least} characters."
    return f"Please write at most {most} characters." if len(value) > most else None


def _number(element: Json, value: str) -> str | None:
    number = _decimal(value)
    if number is None:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(low):
        return f"Please enter {low} or more."
    return f"Please enter {high} or less." if high is not None and number > Decimal(high) else None


def _decimal(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _email(_element: Json, value: str) -> str | None:
    before, at, after = value.partition("@")
    return None if before and at and "." in after else "Please enter an email address."


def _url(_element: Json, value: str) -> str | None:
    has_scheme = value.startswith(("http://", "https://"))
    return None if has_scheme else "Please enter an address that starts with http:// or https://."


_CHECKS: dict[str, Callable[[Json, str], str | None]] = {
    "plain_text_input": _text_length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
