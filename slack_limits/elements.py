"""The limits of elements: buttons here, and the one table of all elements, by block and surface."""

from collections.abc import Callable

from slack_limits import numbers as most
from slack_limits.choices import different_values
from slack_limits.cross_field import needs
from slack_limits.inputs import INPUTS
from slack_limits.menus import CHOICES, MENUS, MODAL_MENUS, PICKERS
from slack_limits.objects import (
    ID,
    IMAGE,
    LINK,
    OVERFLOW_OPTION,
    PRESSED,
    STYLE,
    plain,
    text_kinds,
)
from slack_limits.rules import (
    Fields,
    Rule,
    by_type,
    choice,
    items,
    shape,
    string,
    typed,
    unknown_element,
)
from slack_limits.surfaces import BLOCK_ELEMENTS, Surface, elements_in
from slack_limits.violations import Found, fault

_SAID: Fields = {"accessibility_label": string(most.BUTTON_LABEL)}
_CAPTION: Fields = {"text": plain(most.BUTTON_TEXT)}
_VALUE: Fields = {"value": string(most.BUTTON_VALUE)}

_FEEDBACK = shape("a feedback button", {**_CAPTION, **_VALUE}, _SAID)
_PARAMETER = shape("a parameter", {"name": string(), "value": string()})
_TRIGGER = shape("a trigger", {"url": LINK}, {"customizable_input_parameters": items(_PARAMETER)})

_BUTTONS: Fields = {
    "button": typed(
        "button",
        _CAPTION,
        {
            **PRESSED,
            **_SAID,
            **_VALUE,
            "url": LINK,
            "style": STYLE,
            "agent_prompt": string(most.BUTTON_PROMPT),
            "agent_prompt_display": string(),
        },
        needs("agent_prompt_display", "agent_prompt"),
    ),
    "workflow_button": typed(
        "workflow_button",
        {**_CAPTION, "action_id": ID, "workflow": shape("workflow", {"trigger": _TRIGGER})},
        {**PRESSED, **_SAID, "style": STYLE},
    ),
    "overflow": typed(
        "overflow",
        {"options": items(OVERFLOW_OPTION, most.OVERFLOW_OPTIONS)},
        PRESSED,
        different_values,
    ),
    "feedback_buttons": typed(
        "feedback_buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {"action_id": ID},
    ),
    "icon_button": typed(
        "icon_button",
        {**_CAPTION, "icon": choice("trash")},
        {**PRESSED, **_SAID, **_VALUE, "visible_to_user_ids": items(ID, most.ICON_BUTTON_USERS)},
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
        {kind: table[kind] for kind in elements_in(block, surface)}, _misplaced(block, surface)
    )


def _misplaced(block: str, surface: Surface) -> Callable[[str], Found]:
    def refuse(kind: str) -> Found:
        if kind not in ELEMENTS:
            return unknown_element(kind)
        if kind not in BLOCK_ELEMENTS[block]:
            return fault("wrong_block", f"is of type {kind}, which has no place in {block}")
        return fault(
            "not_on_surface", f"is of type {kind}, which has no place on the {surface} surface"
        )

    return refuse
