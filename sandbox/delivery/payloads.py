"""The payloads that Slack sends to a bot, in Slack's own field names."""

import re
from collections.abc import Mapping

from sandbox.delivery.payload_parts import (
    VERIFICATION_TOKEN,
    channel_name,
    interaction,
    message_payload,
    response_url_fields,
    surface_fields,
)
from sandbox.world.blocks import Spot
from sandbox.world.directory import Directory
from sandbox.world.records import Channel, Json, Message, User
from sandbox.world.views import View, view_payload
from sandbox.world.workspace import Workspace

_REST = r"(?:(?!&[lg]t;)[^\s<>|])"  # of an address; an entity of a bracket belongs to the text around it
_ENDINGS = "ai|app|ch|co|com|de|dev|edu|eu|fr|io|jp|me|net|org|run|sh|uk"  # of the hundreds that Slack knows
_LINK = (
    rf"(?P<url>\bhttps?://{_REST}+)"
    r"|(?P<mail>\b[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,})"
    rf"|(?P<site>(?<![\w@/.])(?:[\w-]+\.)+(?:{_ENDINGS})\b(?![\w@-]|\.\w)(?:/{_REST}*)?)"
)
_NAME = r"(?<!\w)[@#][\w.\-]+"
_CODED = re.compile(f"{_LINK}|{_NAME}", re.IGNORECASE)
_NAMED = re.compile(_NAME)
_EVERYBODY = ("here", "channel", "everyone")
_ACTION_EXTRAS = ("text", "value", "style", "placeholder")


def slash_command(
    workspace: Workspace, command: str, text: str, user: User, channel: Channel
) -> Json:
    """The payload of a slash command; it travels as a form, so all values are strings."""
    who = workspace.identity
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": who.team_id,
        "team_domain": who.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": who.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.response_url(user.id, channel.id),
        "trigger_id": workspace.triggers.issue(user.id),
    }


def shortcut(workspace: Workspace, callback_id: str, user: User) -> Json:
    """The payload of a global shortcut; it has the person's name once and no app id."""
    return {
        **_shortcut_fields(workspace, "shortcut", callback_id, user),
        "user": {"id": user.id, "username": user.name, "team_id": workspace.identity.team_id},
    }


def _shortcut_fields(workspace: Workspace, kind: str, callback_id: str, user: User) -> Json:
    common = interaction(workspace, kind, user)
    del common["api_app_id"]
    return {
        **common,
        "callback_id": callback_id,
        "action_ts": workspace.messages.next_ts(),
        "trigger_id": workspace.triggers.issue(user.id),
    }


def message_action(workspace: Workspace, callback_id: str, user: User, message: Message) -> Json:
    """The payload of a shortcut in the menu of a message."""
    channel = workspace.directory.channel(message.channel)
    return {
        **_shortcut_fields(workspace, "message_action", callback_id, user),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message_payload(message, workspace.identity),
        "response_url": workspace.response_url(user.id, channel.id, message),
    }


def action(spot: Spot, ts: str, entered: Json) -> Json:
    """One entry of `actions`: the element and its value."""
    extras = {key: spot.element[key] for key in _ACTION_EXTRAS if key in spot.element}
    block_id, action_id = spot.key
    ids = {"type": spot.element["type"], "block_id": block_id, "action_id": action_id}
    return {**ids, **extras, **entered, "action_ts": ts}


def block_actions(
    workspace: Workspace, user: User, surface: View | Message, actions: list[Json]
) -> Json:
    """The payload of actions on a view or message, with the state of all its fields."""
    in_modal = isinstance(surface, View) and surface.body["type"] == "modal"
    return {
        **interaction(workspace, "block_actions", user),
        **surface_fields(workspace, user, surface),
        **response_url_fields(workspace, user, surface),
        "trigger_id": workspace.triggers.issue(user.id, in_modal=in_modal),
        "actions": actions,
    }


def block_suggestion(
    workspace: Workspace, user: User, surface: View | Message, spot: Spot, query: str
) -> Json:
    """The payload of a query in a menu that the bot fills."""
    block_id, action_id = spot.key
    return {
        **interaction(workspace, "block_suggestion", user),
        **surface_fields(workspace, user, surface),
        "block_id": block_id,
        "action_id": action_id,
        "value": query,
    }


def view_submission(workspace: Workspace, user: User, view: View) -> Json:
    """The payload of a submitted form, with the values of all fields."""
    urls = [
        {
            "block_id": spot.key[0],
            "action_id": spot.key[1],
            "channel_id": channel,
            "response_url": workspace.response_url(user.id, channel),
        }
        for spot, channel in view.form.chosen_conversations()
    ]
    return {
        **interaction(workspace, "view_submission", user),
        "trigger_id": workspace.triggers.issue(user.id, in_modal=True),
        "view": view_payload(view, workspace.identity, view.form.values()),
        "response_urls": urls,
    }


def view_closed(workspace: Workspace, user: User, view: View, *, is_cleared: bool) -> Json:
    """The payload of a closed view; its state is always empty."""
    return {
        **interaction(workspace, "view_closed", user),
        "view": view_payload(view, workspace.identity),
        "is_cleared": is_cleared,
    }


def event_callback(workspace: Workspace, event: Json) -> Json:
    """The envelope around an event."""
    who, ts = workspace.identity, workspace.messages.next_ts()
    authorization = {
        "enterprise_id": None,
        "team_id": who.team_id,
        "user_id": who.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": who.team_id,
        "api_app_id": who.app_id,
        "type": "event_callback",
        "event": {"event_ts": ts, **event},
        "event_id": f"Ev{workspace.new_id()}",
        "event_time": int(workspace.clock()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }


def escape(text: str, directory: Directory, *, with_links: bool = True) -> str:
    """The text as Slack escapes it: people, channels and links in angle brackets, `& < >` as entities.

    A site without a scheme and a mail address are links too, unless `with_links` is False.
    """
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    names = _names(directory)
    return (_CODED if with_links else _NAMED).sub(lambda found: _code(found, names), safe)


def _code(found: re.Match[str], names: Mapping[str, str]) -> str:
    typed = found.group()
    match found.lastgroup:
        case "url":
            return f"<{typed}>"
        case "mail":
            return f"<mailto:{typed}|{typed}>"
        case "site":
            return f"<http://{typed}|{typed}>"
        case _:
            return names.get(typed, typed)


def _names(directory: Directory) -> dict[str, str]:
    users = {user.mention: f"<@{user.id}|{user.name}>" for user in directory.users}
    channels = {
        f"#{channel.name}": f"<#{channel.id}|{channel.name}>"
        for channel in directory.channels
        if channel.kind != "im"
    }
    return {f"@{word}": f"<!{word}>" for word in _EVERYBODY} | users | channels
