"""The limits of buttons, menus, pickers and inputs: what a field takes, which element has it, what must agree."""

from slack_limits import cross_field, objects
from slack_limits import numbers as most
from slack_limits.rich_text import RICH_TEXT
from slack_limits.rules import (
    Fields,
    Rule,
    anything,
    boolean,
    by_type,
    choice,
    integer,
    items,
    shape,
    string,
    text_pattern,
    unknown_element,
)
from slack_limits.surfaces import BLOCK_ELEMENTS, Surface, elements_in
from slack_limits.violations import Violations, fault

_NUMBER = text_pattern(r"-?[0-9]+(\.[0-9]+)?", "a number written as text", most.INPUT_TEXT)
_CAPTION: Fields = {
    "text": objects.plain(most.BUTTON_TEXT),
    "value": string(most.BUTTON_VALUE),
    "accessibility_label": string(most.BUTTON_LABEL),
}
_FEEDBACK = shape("a feedback button", "text value", **_CAPTION)
_PARAMETER = shape("a parameter", "name value", name=string(), value=string())
_TRIGGER = shape(
    "a trigger", "url", url=objects.LINK, customizable_input_parameters=items(_PARAMETER)
)

# What a field takes, in whichever element it stands.
_FIELDS: Fields = {
    **_CAPTION,
    "action_id": objects.ID,
    "agent_prompt": string(most.BUTTON_PROMPT),
    "agent_prompt_display": string(),
    "confirm": objects.CONFIRM,
    "default_to_current_conversation": boolean,
    "dispatch_action_config": objects.DISPATCH,
    "filetypes": items(string()),
    "filter": objects.CONVERSATION_FILTER,
    "focus_on_load": boolean,
    "icon": choice("trash"),
    "initial_channel": objects.ID,
    "initial_channels": items(objects.ID),
    "initial_conversation": objects.ID,
    "initial_conversations": items(objects.ID),
    "initial_date": objects.day,
    "initial_date_time": integer(10**9, 10**10 - 1),  # Slack wants ten digits
    "initial_option": objects.MENU_OPTION,
    "initial_options": items(objects.MENU_OPTION, most.SELECT_OPTIONS),
    "initial_time": text_pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a time as HH:MM"),
    "initial_user": objects.ID,
    "initial_users": items(objects.ID),
    "initial_value": string(most.INPUT_TEXT),
    "is_decimal_allowed": boolean,
    "max_files": integer(1, most.INPUT_FILES),
    "max_length": integer(1, most.INPUT_TEXT),
    "max_lines": integer(1, most.RICH_TEXT_LINES),
    "max_selected_items": integer(1),
    "max_value": _NUMBER,
    "min_length": integer(0, most.INPUT_TEXT),
    "min_lines": integer(1, most.RICH_TEXT_LINES),
    "min_query_length": integer(0),
    "min_value": _NUMBER,
    "multiline": boolean,
    "negative_button": _FEEDBACK,
    "option_groups": items(objects.OPTION_GROUP, most.SELECT_GROUPS),
    "options": items(objects.MENU_OPTION, most.SELECT_OPTIONS),
    "placeholder": objects.plain(most.PLACEHOLDER_TEXT),
    "positive_button": _FEEDBACK,
    "response_url_enabled": boolean,
    "style": objects.STYLE,
    "timezone": string(),
    "url": objects.LINK,
    "visible_to_user_ids": items(objects.ID, most.ICON_BUTTON_USERS),
    "workflow": shape("workflow", "trigger", trigger=_TRIGGER),
}

# The few fields that take something else in these elements.
_CHOICES = items(objects.CHOICE_OPTION, most.CHOICE_OPTIONS)
_OWN_FIELDS: dict[str, Fields] = {
    "checkboxes": {"options": _CHOICES, "initial_options": _CHOICES},
    "number_input": {"initial_value": _NUMBER},
    "overflow": {"options": items(objects.OVERFLOW_OPTION, most.OVERFLOW_OPTIONS)},
    "radio_buttons": {"options": _CHOICES, "initial_option": objects.CHOICE_OPTION},
    "rich_text_input": {"initial_value": RICH_TEXT},
}

_ACTION = "action_id confirm"
_BUTTON = f"{_ACTION} accessibility_label"
_PICKER = f"{_ACTION} focus_on_load"
_MENU = f"{_PICKER} placeholder"
_MENUS = f"{_MENU} max_selected_items"
_INPUT = "action_id focus_on_load placeholder dispatch_action_config initial_value"
_CONVERSATION = "default_to_current_conversation filter"

# The fields that each element cross_field.needs, and those it may have.
_ELEMENTS = {
    "button": ("text", f"{_BUTTON} value url style agent_prompt agent_prompt_display"),
    "workflow_button": ("text action_id workflow", f"{_BUTTON} style"),
    "overflow": ("options", _ACTION),
    "feedback_buttons": ("positive_button negative_button", "action_id"),
    "icon_button": ("text icon", f"{_BUTTON} value visible_to_user_ids"),
    "plain_text_input": ("", f"{_INPUT} multiline min_length max_length"),
    "rich_text_input": ("action_id", f"{_INPUT} min_lines max_lines"),
    "number_input": ("is_decimal_allowed", f"{_INPUT} min_value max_value"),
    "email_text_input": ("", _INPUT),
    "url_text_input": ("", _INPUT),
    "file_input": ("", "action_id filetypes max_files"),
    "radio_buttons": ("options", f"{_PICKER} initial_option"),
    "checkboxes": ("options", f"{_PICKER} initial_options"),
    "datepicker": ("", f"{_MENU} initial_date"),
    "timepicker": ("", f"{_MENU} initial_time timezone"),
    "datetimepicker": ("", f"{_PICKER} initial_date_time"),
    "static_select": ("", f"{_MENU} options option_groups initial_option"),
    "external_select": ("", f"{_MENU} initial_option min_query_length"),
    "users_select": ("", f"{_MENU} initial_user"),
    "conversations_select": ("", f"{_MENU} initial_conversation {_CONVERSATION}"),
    "channels_select": ("", f"{_MENU} initial_channel"),
    "multi_static_select": ("", f"{_MENUS} options option_groups initial_options"),
    "multi_external_select": ("", f"{_MENUS} initial_options min_query_length"),
    "multi_users_select": ("", f"{_MENUS} initial_users"),
    "multi_conversations_select": ("", f"{_MENUS} initial_conversations {_CONVERSATION}"),
    "multi_channels_select": ("", f"{_MENUS} initial_channels"),
}

# What must agree in an element once each of its fields is clean.
_OPTION_RULES = (cross_field.different_values, cross_field.initial_options_exist)
_MENU_RULES = (cross_field.exactly_one("options", "option_groups"), *_OPTION_RULES)
_AGREEMENT: dict[str, tuple[Rule, ...]] = {
    "button": (cross_field.needs("agent_prompt_display", "agent_prompt"),),
    "overflow": (cross_field.different_values,),
    "plain_text_input": (
        cross_field.in_order("min_length", "max_length"),
        cross_field.initial_text_fits,
    ),
    "rich_text_input": (cross_field.in_order("min_lines", "max_lines"),),
    "number_input": (cross_field.bounds_fit, cross_field.whole_numbers),
    "radio_buttons": _OPTION_RULES,
    "checkboxes": _OPTION_RULES,
    "static_select": _MENU_RULES,
    "multi_static_select": (*_MENU_RULES, cross_field.within_selection),
    "multi_external_select": (cross_field.within_selection,),
    "multi_users_select": (cross_field.within_selection,),
    "multi_conversations_select": (cross_field.within_selection,),
    "multi_channels_select": (cross_field.within_selection,),
}


def _element(kind: str, *more: str) -> Rule:
    required, optional = _ELEMENTS[kind]
    every = {**_FIELDS, **_OWN_FIELDS.get(kind, {})}
    fields = {name: every[name] for name in (*required.split(), *optional.split(), *more)}
    return shape(kind, required, *_AGREEMENT.get(kind, ()), type=anything, **fields)


ELEMENTS: Fields = {
    **{kind: _element(kind) for kind in _ELEMENTS},
    **objects.IMAGE,
    **objects.text_kinds(most.CONTEXT_TEXT),
}
# Only the inputs of a modal can ask for an address to answer to: the submission is what carries it.
_MODAL_INPUTS: Fields = {
    **ELEMENTS,
    "conversations_select": _element("conversations_select", "response_url_enabled"),
    "channels_select": _element("channels_select", "response_url_enabled"),
}


def element_of(block: str, surface: Surface) -> Rule:
    """The rule for an element of this type of block on this surface."""
    table = _MODAL_INPUTS if (block, surface) == ("input", Surface.MODAL) else ELEMENTS
    rules = {kind: table[kind] for kind in elements_in(block, surface)}

    def refuse(kind: str) -> Violations:
        if kind not in ELEMENTS:
            return unknown_element(kind)
        if kind not in BLOCK_ELEMENTS[block]:
            return fault("wrong_block", f"is of type {kind}, which has no place in {block}")
        return fault(
            "not_on_surface", f"is of type {kind}, which has no place on the {surface} surface"
        )

    return by_type(rules, refuse)
