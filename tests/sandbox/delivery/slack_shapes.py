"""The shapes of what Slack sends to an app, written down from its reference: every key, and what stands under it.

A name with a question mark may be missing. A shape is a type, several types, a list of one shape, a fixed
value, or the keys of an object; `ANY` is an object whose keys are the app's own.
"""

from tests.sandbox.delivery.field_shapes import ANY, TEXT, field_action

TEAM = {"id": str, "domain": str, "enterprise_id?": str, "enterprise_name?": str}
USER = {"id": str, "username": str, "name": str, "team_id": str}
ORGANISATION = {"enterprise": (dict, None), "is_enterprise_install": bool}
COMMON = {"token": str, "team": TEAM, "user": USER, **ORGANISATION}
CHANNEL = {"id": str, "name": str}
STATE = {"values": ANY}

VIEW = {
    "id": str,
    "team_id": str,
    "type": str,
    "blocks": [ANY],
    "private_metadata": str,
    "callback_id": str,
    "state": STATE,
    "hash": str,
    "title": (TEXT, None),
    "close": (TEXT, None),
    "submit": (TEXT, None),
    "clear_on_close": bool,
    "notify_on_close": bool,
    "submit_disabled?": bool,
    "previous_view_id": (str, None),
    "root_view_id": str,
    "app_id": str,
    "external_id": str,
    "app_installed_team_id": str,
    "bot_id": str,
}
MESSAGE = {
    "type": "message",
    "user": str,
    "text": str,
    "ts": str,
    "team?": str,
    "blocks?": [ANY],
    "bot_id?": str,
    "app_id?": str,
    "thread_ts?": str,
    "metadata?": {"event_type": str, "event_payload": ANY},
    "edited?": {"user": str, "ts": str},
}
BUTTON = {
    "type": "button",
    "block_id": str,
    "action_id": str,
    "text": TEXT,
    "value?": str,
    "style?": str,
    "action_ts": str,
}
IN_MESSAGE = {
    "container": {
        "type": "message",
        "message_ts": str,
        "channel_id": str,
        "is_ephemeral": bool,
        "thread_ts?": str,
    },
    "channel": CHANNEL,
    "message": MESSAGE,
}
IN_VIEW = {"container": {"type": "view", "view_id": str}, "view": VIEW}
ACTION = {"type": "block_actions", "api_app_id": str, "trigger_id": str, **COMMON}
SUGGESTION = {"type": "block_suggestion", "api_app_id": str, **COMMON}
QUERY = {"block_id": str, "action_id": str, "value": str}
SHORTCUT_FIELDS = {"callback_id": str, "trigger_id": str, "action_ts": str}

SLASH_COMMAND = {
    **dict.fromkeys(("token", "team_id", "team_domain", "channel_id", "channel_name"), str),
    **dict.fromkeys(("user_id", "user_name", "command", "text", "api_app_id"), str),
    **dict.fromkeys(("response_url", "trigger_id", "is_enterprise_install"), str),
    **dict.fromkeys(("enterprise_id?", "enterprise_name?"), str),
}
ACTION_IN_MESSAGE = ACTION | IN_MESSAGE | {"response_url": str, "state": STATE, "actions": [BUTTON]}
ACTION_IN_EPHEMERAL = {key: shape for key, shape in ACTION_IN_MESSAGE.items() if key != "message"}
ACTION_IN_VIEW = ACTION | IN_VIEW | {"actions": [field_action("static_select")]}
SUGGESTION_IN_VIEW = SUGGESTION | IN_VIEW | QUERY
SUGGESTION_IN_MESSAGE = SUGGESTION | IN_MESSAGE | QUERY | {"state?": STATE}
SUBMISSION = {
    "type": "view_submission",
    "api_app_id": str,
    "trigger_id": str,
    **COMMON,
    "view": VIEW,
    "response_urls": [{"block_id": str, "action_id": str, "channel_id": str, "response_url": str}],
}
VIEW_CLOSED = {
    "type": "view_closed",
    "api_app_id": str,
    **COMMON,
    "view": VIEW | {"state": {"values": {}}},
    "is_cleared": bool,
}
# Neither names the app, and the first has the person's user name under one key only.
SHORTCUT = {
    "type": "shortcut",
    **COMMON,
    "user": {"id": str, "username": str, "team_id": str},
    **SHORTCUT_FIELDS,
}
MESSAGE_SHORTCUT = {
    "type": "message_action",
    **COMMON,
    **SHORTCUT_FIELDS,
    "message_ts": str,
    "channel": CHANNEL,
    "message": MESSAGE,
    "response_url": str,
}
HOME_OPENED = {
    "type": "app_home_opened",
    "user": str,
    "channel": str,
    "tab": str,
    "view?": VIEW,
    "event_ts": str,
}
EVENT = {
    "token": str,
    "team_id": str,
    "api_app_id": str,
    "type": "event_callback",
    "event": HOME_OPENED,
    "event_id": str,
    "event_time": int,
    "event_context?": str,
    "is_ext_shared_channel": bool,
    "authorizations": [
        {
            "enterprise_id": (str, None),
            "team_id": str,
            "user_id": str,
            "is_bot": bool,
            "is_enterprise_install": bool,
        }
    ],
}
HELLO = {
    "type": "hello",
    "num_connections": int,
    "connection_info": {"app_id": str},
    "debug_info": {"host": str, "build_number?": int, "approximate_connection_time": int},
}
DISCONNECT = {"type": "disconnect", "reason": str, "debug_info": {"host": str}}
ENVELOPE = {"envelope_id": str, "type": str, "payload": ANY, "accepts_response_payload": bool}
EVENT_ENVELOPE = ENVELOPE | {"retry_attempt": int, "retry_reason": str}
