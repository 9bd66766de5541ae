"""The table of Web API methods, and those about the team, its people and its channels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from sandbox import methods_chat, methods_views
from sandbox.records import Channel, Json, RefusedError, User
from sandbox.workspace import Workspace

_PAGING = (("cursor", 0), ("limit", 200))
Item = TypeVar("Item")


def auth_test(workspace: Workspace, _params: Json) -> Json:
    """Who the bot is, and in which team."""
    who = workspace.identity
    return {
        "ok": True,
        "url": f"https://{who.team_domain}.slack.com/",
        "team": who.team_name,
        "team_id": who.team_id,
        "user": who.bot_name,
        "user_id": who.bot_user_id,
        "bot_id": who.bot_id,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, params: Json) -> Json:
    """One user."""
    return {"ok": True, "user": _user(workspace, workspace.directory.user(str(params.get("user"))))}


def users_list(workspace: Workspace, params: Json) -> Json:
    """Everybody, a page at a time."""
    page, cursor = _page(workspace.directory.users, params)
    members = [_user(workspace, user) for user in page]
    return {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}


def conversations_open(workspace: Workspace, params: Json) -> Json:
    """The direct message with one person; this bot holds none with several."""
    users = params.get("users") or ""
    wanted = users if isinstance(users, list) else [u for u in str(users).split(",") if u]
    if not wanted:
        raise RefusedError("users_list_not_supplied")
    if len(wanted) > 1:
        raise RefusedError("missing_scope", needed="mpim:write")
    if workspace.directory.user(wanted[0]).deleted:
        raise RefusedError("user_disabled")
    return {"ok": True, "channel": {"id": workspace.directory.direct(wanted[0]).id}}


def conversations_info(workspace: Workspace, params: Json) -> Json:
    """One channel."""
    channel = workspace.directory.visible_to_bot(str(params.get("channel")))
    return {"ok": True, "channel": _channel(workspace, channel)}


def conversations_members(workspace: Workspace, params: Json) -> Json:
    """The ids of those in a channel, a page at a time."""
    channel = workspace.directory.visible_to_bot(str(params.get("channel")))
    page, cursor = _page(channel.members, params)
    return {"ok": True, "members": list(page), "response_metadata": {"next_cursor": cursor}}


def connections_open(workspace: Workspace, _params: Json) -> Json:
    """The address of a new Socket Mode connection, good for one use."""
    ticket = token_hex(8)
    workspace.tickets.add(ticket)
    address = workspace.base_url.replace("http", "ws", 1)
    return {"ok": True, "url": f"{address}/link?ticket={ticket}&app_id={workspace.identity.app_id}"}


@dataclass(frozen=True, slots=True)
class Method:
    """What runs a method, the scopes of which one is needed, and whose token it takes."""

    run: Callable[[Workspace, Json], Json]
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app"] = "bot"


_CHANNELS = ("channels:read", "groups:read", "im:read", "mpim:read")
METHODS = {
    "apps.connections.open": Method(connections_open, caller="app"),
    "auth.test": Method(auth_test),
    "chat.delete": Method(methods_chat.delete, ("chat:write",)),
    "chat.postEphemeral": Method(methods_chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(methods_chat.post_message, ("chat:write",)),
    "chat.update": Method(methods_chat.update, ("chat:write",)),
    "conversations.info": Method(conversations_info, _CHANNELS),
    "conversations.members": Method(conversations_members, _CHANNELS),
    "conversations.open": Method(conversations_open, ("im:write", "mpim:write")),
    "users.info": Method(users_info, ("users:read",)),
    "users.list": Method(users_list, ("users:read",)),
    "views.open": Method(methods_views.open_view),
    "views.publish": Method(methods_views.publish),
    "views.push": Method(methods_views.push),
    "views.update": Method(methods_views.update),
}


def _page(items: Sequence[Item], params: Json) -> tuple[Sequence[Item], str]:
    cursor, limit = (str(params.get(key) or default) for key, default in _PAGING)
    if not cursor.isdigit():
        raise RefusedError("invalid_cursor")
    if not limit.isdigit():
        raise RefusedError("invalid_limit")
    end = int(cursor) + int(limit)
    return items[int(cursor) : end], str(end) if end < len(items) else ""


def _user(workspace: Workspace, user: User) -> Json:
    now = datetime.fromtimestamp(workspace.clock(), ZoneInfo(user.tz))
    offset = now.utcoffset() or timedelta()
    return {
        "id": user.id,
        "team_id": workspace.identity.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()),
        "profile": {"real_name": user.real_name, "display_name": user.name},
        "is_bot": user.is_bot,
        "is_app_user": False,
    }


def _channel(workspace: Workspace, channel: Channel) -> Json:
    known = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "public",
        "is_archived": channel.is_archived,
    }
    bot = workspace.identity.bot_user_id
    if channel.kind == "im":
        return {**known, "user": next(m for m in channel.members if m != bot)}
    return {**known, "name": channel.name, "is_member": bot in channel.members}
