"""A sample of every block and element that Slack knows, each with every field it can have."""

from typing import Any

JSON = dict[str, Any]


def plain(text: str = "Score") -> JSON:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str = "Strong on testing") -> JSON:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


URL = "https://example.com/a.png"
OPTION = {
    "text": plain("Senior"),
    "value": "senior",
    "description": plain("an answer with trade-offs"),
}
CONFIRM = {
    "title": plain(),
    "text": mrkdwn(),
    "confirm": plain(),
    "deny": plain(),
    "style": "danger",
}
ACTION = {"action_id": "score", "confirm": CONFIRM}
PICKER = ACTION | {"focus_on_load": True, "placeholder": plain()}
INPUT_FIELDS = {
    "action_id": "note",
    "focus_on_load": True,
    "placeholder": plain(),
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
}
FILTER = {
    "include": ["im", "private"],
    "exclude_bot_users": True,
    "exclude_external_shared_channels": True,
}
CONVERSATIONS = {"default_to_current_conversation": True, "filter": FILTER}
IMAGE = {"type": "image", "alt_text": "Ratings by skill", "image_url": URL}
FILE_IMAGE = {"type": "image", "alt_text": "Ratings by skill", "slack_file": {"id": "F0123ABCD"}}
FEEDBACK = {"text": plain(), "value": "good", "accessibility_label": "Good"}

STYLE = {"style": {"bold": True, "italic": True, "strike": False, "code": False, "underline": True}}
WORD = {"type": "text", "text": "Clear", **STYLE}
LINK = {"type": "link", "url": URL, "text": "the card", **STYLE}
LINE = {
    "type": "rich_text_section",
    "elements": [
        WORD,
        LINK,
        {"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 2},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "team", "team_id": "T1"},
        {"type": "broadcast", "range": "here"},
        {"type": "color", "value": "#00FF00"},
        {
            "type": "date",
            "timestamp": 1_760_000_000,
            "format": "{date}",
            "fallback": "soon",
            "url": URL,
        },
    ],
}
RICH_TEXT = {
    "type": "rich_text",
    "block_id": "evidence",
    "elements": [
        LINE,
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [LINE],
            "indent": 1,
            "offset": 1,
            "border": 0,
        },
        {"type": "rich_text_quote", "elements": [WORD], "border": 1},
        {"type": "rich_text_preformatted", "elements": [WORD, LINK], "border": 0},
    ],
}
NOTES = RICH_TEXT | {"block_id": "notes"}
CELL = {"type": "raw_text", "text": "4"}
NUMBER = {"type": "raw_number", "value": 4.5, "text": "4.5"}
TASK = {
    "task_id": "1",
    "title": "Score",
    "status": "complete",
    "details": RICH_TEXT,
    "output": NOTES,
    "sources": [{"type": "url", "url": URL, "text": "the card"}],
}
AXES = {"categories": ["Tests", "SQL"], "x_label": "Skill", "y_label": "Level"}
POINTS = [{"label": "SQL", "value": 2}, {"label": "Tests", "value": -1.5}]

_ELEMENTS: dict[str, JSON] = {
    "button": {
        **ACTION,
        "text": plain(),
        "value": "ada",
        "url": URL,
        "style": "primary",
        "accessibility_label": "Score Ada",
        "agent_prompt": "Score",
        "agent_prompt_display": "Score",
    },
    "workflow_button": {
        **ACTION,
        "text": plain(),
        "workflow": {
            "trigger": {"url": URL, "customizable_input_parameters": [{"name": "a", "value": "b"}]}
        },
        "style": "danger",
        "accessibility_label": "Start",
    },
    "overflow": {**ACTION, "options": [OPTION | {"url": URL}]},
    "feedback_buttons": {
        "action_id": "rate",
        "positive_button": FEEDBACK,
        "negative_button": FEEDBACK,
    },
    "icon_button": {
        **ACTION,
        "icon": "trash",
        "text": plain(),
        "value": "ada",
        "accessibility_label": "Delete",
        "visible_to_user_ids": ["U1"],
    },
    "image": IMAGE,
    "plain_text": plain(),
    "mrkdwn": mrkdwn(),
    "radio_buttons": {
        **ACTION,
        "focus_on_load": True,
        "options": [OPTION],
        "initial_option": OPTION,
    },
    "checkboxes": {
        **ACTION,
        "focus_on_load": True,
        "options": [OPTION | {"text": mrkdwn(), "description": mrkdwn()}],
        "initial_options": [OPTION | {"text": mrkdwn(), "description": mrkdwn()}],
    },
    "datepicker": {**PICKER, "initial_date": "2026-02-28"},
    "timepicker": {**PICKER, "initial_time": "23:59", "timezone": "Europe/Zurich"},
    "datetimepicker": {**ACTION, "focus_on_load": True, "initial_date_time": 1_760_000_000},
    "static_select": {**PICKER, "options": [OPTION], "initial_option": OPTION},
    "external_select": {**PICKER, "initial_option": OPTION, "min_query_length": 0},
    "users_select": {**PICKER, "initial_user": "U1"},
    "conversations_select": {**PICKER, **CONVERSATIONS, "initial_conversation": "C1"},
    "channels_select": {**PICKER, "initial_channel": "C1"},
    "multi_static_select": {
        **PICKER,
        "max_selected_items": 1,
        "option_groups": [{"label": plain("Levels"), "options": [OPTION]}],
        "initial_options": [OPTION],
    },
    "multi_external_select": {**PICKER, "max_selected_items": 1, "initial_options": [OPTION]},
    "multi_users_select": {**PICKER, "max_selected_items": 1, "initial_users": ["U1"]},
    "multi_conversations_select": {**PICKER, **CONVERSATIONS, "initial_conversations": ["C1"]},
    "multi_channels_select": {**PICKER, "max_selected_items": 1, "initial_channels": ["C1"]},
    "plain_text_input": {
        **INPUT_FIELDS,
        "multiline": True,
        "initial_value": "Ada",
        "min_length": 0,
        "max_length": 3000,
    },
    "rich_text_input": {
        **INPUT_FIELDS,
        "initial_value": RICH_TEXT,
        "min_lines": 1,
        "max_lines": 100,
    },
    "number_input": {
        **INPUT_FIELDS,
        "is_decimal_allowed": True,
        "initial_value": "2.5",
        "min_value": "-1",
        "max_value": "10",
    },
    "email_text_input": {**INPUT_FIELDS, "initial_value": "ada@example.com"},
    "url_text_input": {**INPUT_FIELDS, "initial_value": URL},
    "file_input": {"action_id": "cv", "filetypes": ["pdf"], "max_files": 1},
}
ELEMENTS = {kind: {"type": kind, **fields} for kind, fields in _ELEMENTS.items()}

CARD = {
    "type": "card",
    "block_id": "ada",
    "title": mrkdwn(),
    "subtitle": mrkdwn(),
    "body": mrkdwn(),
    "subtext": mrkdwn(),
    "hero_image": IMAGE,
    "icon": FILE_IMAGE,
    "actions": [ELEMENTS["button"]],
}
_BLOCKS: dict[str, JSON] = {
    "actions": {"elements": [ELEMENTS["button"]]},
    "alert": {"text": mrkdwn(), "level": "warning"},
    "card": CARD,
    "carousel": {"elements": [CARD]},
    "container": {
        "title": plain(),
        "rich_text_title": NOTES,
        "subtitle": mrkdwn(),
        "child_blocks": [{"type": "divider", "block_id": "line"}],
        "width": "wide",
        "icon": IMAGE,
        "is_collapsible": True,
        "default_collapsed": True,
    },
    "context": {"elements": [mrkdwn(), plain(), IMAGE]},
    "context_actions": {"elements": [ELEMENTS["icon_button"]]},
    "data_table": {
        "caption": "Ratings",
        "rows": [[CELL, NUMBER], [NUMBER, RICH_TEXT]],
        "page_size": 5,
        "row_header_column_index": 1,
    },
    "data_visualization": {
        "title": "Ratings",
        "chart": {"type": "bar", "series": [{"name": "Ada", "data": POINTS}], "axis_config": AXES},
    },
    "divider": {},
    "file": {"external_id": "A1", "source": "remote"},
    "header": {"text": plain()},
    "image": IMAGE | {"title": plain()},
    "input": {
        "label": plain(),
        "hint": plain(),
        "element": ELEMENTS["plain_text_input"],
        "optional": True,
        "dispatch_action": True,
    },
    "markdown": {"text": "**Strong** on testing"},
    "plan": {
        "title": "This week",
        "tasks": [TASK, {"task_id": "2", "title": "Decide", "status": "pending"}],
    },
    "rich_text": RICH_TEXT,
    "section": {
        "text": mrkdwn(),
        "fields": [plain(), mrkdwn()],
        "accessory": ELEMENTS["overflow"],
        "expand": True,
    },
    "table": {
        "rows": [[CELL, RICH_TEXT], [CELL]],
        "column_settings": [{"align": "right", "is_wrapped": True}, {}],
    },
    "task_card": TASK,
    "video": {
        "title": plain(),
        "alt_text": "A talk",
        "video_url": URL,
        "thumbnail_url": URL,
        "title_url": URL,
        "author_name": "Ada",
        "provider_name": "Tube",
        "provider_icon_url": URL,
        "description": plain(),
    },
}
BLOCKS = {
    kind: {**fields, "type": kind, "block_id": f"b-{kind}"} for kind, fields in _BLOCKS.items()
}

PIE = {"type": "pie", "segments": [{"label": "Yes", "value": 0.1}]}
