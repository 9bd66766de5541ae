"""What the fields of a form hold: Slack's shape for each kind, and what the client itself refuses."""

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


_TYPED = Shape("value", "initial_value")
_CHOSEN = Shape("selected_option", "initial_option")
_SEVERAL = Shape("selected_options", "initial_options", many=True)
SHAPES = {
    "plain_text_input": _TYPED,
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "number_input": _TYPED,
    "rich_text_input": Shape("rich_text_value", "initial_value"),
    "static_select": _CHOSEN,
    "external_select": _CHOSEN,
    "radio_buttons": _CHOSEN,
    "checkboxes": _SEVERAL,
    "multi_static_select": _SEVERAL,
    "multi_external_select": _SEVERAL,
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
    """What Slack sends for a field that holds this value: null or an empty list when it is empty."""
    shape = SHAPES[element["type"]]
    empty: Any = [] if shape.many else None
    return {"type": element["type"], shape.key: value if value or value == 0 else empty}


def written(element: Json, text: str) -> Any:
    """What a field holds once these words stand in it; in a rich one, they are without any style."""
    if element["type"] != "rich_text_input" or not text:
        return text
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def initial_entry(element: Json) -> Json:
    """What Slack sends for a field that nobody has touched."""
    return entry(element, element.get(SHAPES[element["type"]].initial))


def value_of(held: Json) -> Any:
    """The bare value in what Slack sends for a field."""
    return held[SHAPES[held["type"]].key]


def fits(element: Json, held: Json) -> bool:
    """Whether a field can still hold what was entered before it changed."""
    if element["type"] != held["type"]:
        return False
    listed = {option["value"] for option in options_of(element)}
    value = value_of(held)
    chosen = value if isinstance(value, list) else [value]
    return not listed or all(option["value"] in listed for option in chosen if option)


def options_of(element: Json) -> list[Json]:
    """The options that an element lists itself, in its groups or without."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options") or []]


def complaint(spot: Spot, held: Json) -> str | None:
    """Why the client does not send the form with this value, or None when it does."""
    value = value_of(held)
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
    number = _parsed(value)
    if number is None:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(low):
        return f"Please enter {low} or more."
    return f"Please enter {high} or less." if high is not None and number > Decimal(high) else None


def _parsed(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _email(_element: Json, value: str) -> str | None:
    before, at, after = value.partition("@")
    return None if before and at and "." in after else "Please enter an email address."


def _url(_element: Json, value: str) -> str | None:
    good = value.startswith(("http://", "https://"))
    return None if good else "Please enter an address that starts with http:// or https://."


_CHECKS: dict[str, Callable[[Json, str], str | None]] = {
    "plain_text_input": _text_length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
