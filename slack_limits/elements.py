"""The limits of buttons and inputs, and the table of all elements, by block and surface."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from slack_limits import numbers as most
from slack_limits.cross_field import in_order, needs
from slack_limits.menus import CHOICES, MENUS, MODAL_MENUS, PICKERS, different_values
from slack_limits.objects import (
    ACTION,
    DISPATCH,
    ID,
    IMAGE,
    LINK,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    STYLE,
    plain,
    text_kinds,
)
from slack_limits.rich_text import RICH_TEXT
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    integer,
    items,
    matching,
    shape,
    string,
    typed_object,
    unknown_element,
)
from slack_limits.surfaces import BLOCK_ELEMENTS, Surface, elements_in
from slack_limits.violations import CLEAN, Violation, Violations, fault

_SCREEN_READER_LABEL: Fields = {"accessibility_label": string(most.BUTTON_LABEL)}
_CAPTION: Fields = {"text": plain(most.BUTTON_TEXT)}
_VALUE: Fields = {"value": string(most.BUTTON_VALUE)}

_FEEDBACK = shape("a feedback button", {**_CAPTION, **_VALUE}, _SCREEN_READER_LABEL)
_PARAMETER = shape("a parameter", {"name": string(), "value": string()})
_TRIGGER = shape("a trigger", {"url": LINK}, {"customizable_input_parameters": items(_PARAMETER)})

_BUTTONS: Fields = {
    "button": typed_object(
        "button",
        _CAPTION,
        {
            **ACTION,
            **_SCREEN_READER_LABEL,
            **_VALUE,
            "url": LINK,
            "style": STYLE,
            "agent_prompt": string(most.BUTTON_PROMPT),
            "agent_prompt_display": string(),
        },
        needs("agent_prompt_display", "agent_prompt"),
    ),
    "workflow_button": typed_object(
        "workflow_button",
        {**_CAPTION, "action_id": ID, "workflow": shape("workflow", {"trigger": _TRIGGER})},
        {**ACTION, **_SCREEN_READER_LABEL, "style": STYLE},
    ),
    "overflow": typed_object(
        "overflow",
        {"options": items(OVERFLOW_OPTION, most.OVERFLOW_OPTIONS)},
        ACTION,
        different_values,
    ),
    "feedback_buttons": typed_object(
        "feedback_buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {"action_id": ID},
    ),
    "icon_button": typed_object(
        "icon_button",
        {**_CAPTION, "icon": choice("trash")},
        {
            **ACTION,
            **_SCREEN_READER_LABEL,
            **_VALUE,
            "visible_to_user_ids": items(ID, most.ICON_BUTTON_USERS),
        },
    ),
}

_INPUT: Fields = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_NUMBER = matching(r"-?[0-9]+(\.[0-9]+)?", "a number written as text", most.INPUT_TEXT)


def _initial_text_fits(field: dict[str, Any]) -> Violations:
    size, limit = len(field.get("initial_value", "")), field.get("max_length", most.INPUT_TEXT)
    if size <= limit:
        return CLEAN
    clause = f"`initial_value` has {size:,} characters; `max_length` is {limit:,}."
    return [Violation("/initial_value", "too_long", clause)]


def _bounds_fit(field: dict[str, Any]) -> Violations:
    """Violations where bounds and initial value are out of order; they are text, compared as exact decimals."""
    keys = [key for key in ("min_value", "initial_value", "max_value") if key in field]
    return [
        Violation(f"/{low}", "out_of_range", f"`{low}` is above `{high}`.")
        for low, high in pairwise(keys)
        if Decimal(field[low]) > Decimal(field[high])
    ]


def _whole_numbers(field: dict[str, Any]) -> Violations:
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
    return typed_object(name, {}, {**_INPUT, "initial_value": string(most.INPUT_TEXT)})


INPUTS: Fields = {
    "plain_text_input": typed_object(
        "plain_text_input",
        {},
        {
            **_INPUT,
            "initial_value": string(most.INPUT_TEXT),
            "multiline": boolean,
            "min_length": integer(0, most.INPUT_TEXT),
            "max_length": integer(1, most.INPUT_TEXT),
        },
        in_order("min_length", "max_length"),
        _initial_text_fits,
    ),
    "rich_text_input": typed_object(
        "rich_text_input",
        {"action_id": ID},
        {
            **_INPUT,
            "initial_value": RICH_TEXT,
            "min_lines": integer(1, most.RICH_TEXT_LINES),
            "max_lines": integer(1, most.RICH_TEXT_LINES),
        },
        in_order("min_lines", "max_lines"),
    ),
    "number_input": typed_object(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_INPUT, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        _bounds_fit,
        _whole_numbers,
    ),
    "email_text_input": _line("email_text_input"),
    "url_text_input": _line("url_text_input"),
    "file_input": typed_object(
        "file_input",
        {},
        {"action_id": ID, "filetypes": items(string()), "max_files": integer(1, most.INPUT_FILES)},
    ),
}

ELEMENTS: Fields = {
    **_BUTTONS,
    **CHOICES,
    **PICKERS,
    **MENUS,
    **INPUTS,
    "image": IMAGE,
    **text_kinds(most.CONTEXT_TEXT),
}


def element_of(block: str, surface: Surface) -> Rule:
    """The rule for an element of this type of block on this surface."""
    table = (
        {**ELEMENTS, **MODAL_MENUS} if (block, surface) == ("input", Surface.MODAL) else ELEMENTS
    )
    return by_type(
        {kind: table[kind] for kind in elements_in(block, surface)},
        _placement_fault(block, surface),
    )


def _placement_fault(block: str, surface: Surface) -> Callable[[str], Violations]:
    def refuse(kind: str) -> Violations:
        if kind not in ELEMENTS:
            return unknown_element(kind)
        if kind not in BLOCK_ELEMENTS[block]:
            return fault("wrong_block", f"is of type {kind}, which has no place in {block}")
        return fault(
            "not_on_surface", f"is of type {kind}, which has no place on the {surface} surface"
        )

    return refuse
