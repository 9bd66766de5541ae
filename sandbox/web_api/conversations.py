"""The conversations.* methods: channels and direct messages, as far as the bot may see them."""

from sandbox.web_api.paging import page_of
from sandbox.world.records import Channel, Json, RefusedError
from sandbox.world.workspace import Workspace

# The scope that each kind of channel is read with.
READING = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
_TRUE = (True, 1, "1", "true")


def open_direct(workspace: Workspace, params: Json) -> Json:
    """The direct message with one person; this bot holds none with several."""
    known = {channel.id for channel in workspace.directory.channels}
    channel = _direct(workspace, params)
    shown = _channel(workspace, channel) if params.get("return_im") in _TRUE else {"id": channel.id}
    again = {"no_op": True, "already_open": True} if channel.id in known else {}
    return {"ok": True, **again, "channel": shown}


def info(workspace: Workspace, params: Json) -> Json:
    """One channel."""
    channel = _readable(workspace, params)
    shown = _channel(workspace, channel)
    if params.get("include_num_members") in _TRUE:
        shown["num_members"] = len(channel.members)
    return {"ok": True, "channel": shown}


def members(workspace: Workspace, params: Json) -> Json:
    """The ids of those in a channel, a page at a time."""
    page, cursor = page_of(_readable(workspace, params).members, params)
    return {"ok": True, "members": list(page), "response_metadata": {"next_cursor": cursor}}


def _direct(workspace: Workspace, params: Json) -> Channel:
    directory, users = workspace.directory, params.get("users") or ""
    if not users and params.get("channel"):
        channel = directory.visible_to_bot(str(params["channel"]))
        if channel.kind != "im":
            raise RefusedError("channel_not_found")
        return channel
    wanted = users if isinstance(users, list) else [u for u in str(users).split(",") if u]
    if not wanted:
        raise RefusedError("users_list_not_supplied")
    if len(wanted) > 1:
        raise RefusedError("missing_scope", needed="mpim:write")
    if directory.user(wanted[0]).deleted:
        raise RefusedError("user_disabled")
    return directory.direct(wanted[0])


def _readable(workspace: Workspace, params: Json) -> Channel:
    channel = workspace.directory.visible_to_bot(str(params.get("channel")))
    workspace.require_scope(READING[channel.kind])
    return channel


def _channel(workspace: Workspace, channel: Channel) -> Json:
    known = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "public",
        "is_archived": channel.is_archived,
    }
    bot = workspace.identity.bot_user_id
    if channel.kind == "im":
        return {**known, "user": next(m for m in channel.members if m != bot)}
    nothing = {"value": "", "creator": "", "last_set": 0}
    named = {"name": channel.name, "name_normalized": channel.name}
    about = {"topic": nothing, "purpose": nothing}
    return {**known, **named, **about, "is_member": bot in channel.members}
