"""The shapes of what fields hold, written down from Slack's reference; see `slack_shapes` for how they read."""

from typing import Any

ANY = dict

TEXT = {"type": str, "text": str, "emoji?": bool, "verbatim?": bool}
OPTION = {"text": TEXT, "value": str, "description?": TEXT}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": str}]}],
}
# What each kind of field holds: in the state of a form, and in the action that tells of a change.
FIELD_VALUES: dict[str, dict[str, Any]] = {
    "plain_text_input": {"value": (str, None)},
    "email_text_input": {"value": (str, None)},
    "url_text_input": {"value": (str, None)},
    "number_input": {"value": (str, None)},
    "rich_text_input": {"rich_text_value": (RICH, None)},
    "static_select": {"selected_option": (OPTION, None)},
    "external_select": {"selected_option": (OPTION, None)},
    "radio_buttons": {"selected_option": (OPTION, None)},
    "checkboxes": {"selected_options": [OPTION]},
    "multi_static_select": {"selected_options": [OPTION]},
    "multi_external_select": {"selected_options": [OPTION]},
    "users_select": {"selected_user": (str, None)},
    "multi_users_select": {"selected_users": [str]},
    "conversations_select": {"selected_conversation": (str, None)},
    "multi_conversations_select": {"selected_conversations": [str]},
    "channels_select": {"selected_channel": (str, None)},
    "multi_channels_select": {"selected_channels": [str]},
    "datepicker": {"selected_date": (str, None)},
    "timepicker": {"selected_time": (str, None)},
    "datetimepicker": {"selected_date_time": (int, None)},
    "file_input": {"files": [ANY]},
}


def field_state(kind: str) -> dict[str, Any]:
    """The shape of a field in the state of a form."""
    return {"type": kind, **FIELD_VALUES[kind]}


def field_action(kind: str) -> dict[str, Any]:
    """The shape of the action that tells of a change to a field."""
    ids = {"block_id": str, "action_id": str, "action_ts": str}
    return field_state(kind) | ids | {"placeholder?": TEXT}
