"""The conversations.* methods, for the channels and direct messages that the bot may see; and the paging of lists."""

from collections.abc import Sequence
from typing import TypeVar

from sandbox.world.records import Channel, Json, RefusedError, User
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace

# The scope that each kind of channel is read with.
READ_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
_TRUE = (True, 1, "1", "true")
_PAGE_ARGUMENTS = (("cursor", 0), ("limit", 200))
Item = TypeVar("Item")


def open_direct(workspace: Workspace, params: Json) -> Json:
    """The direct message with one person; this bot holds none with several."""
    existing_ids = {channel.id for channel in workspace.directory.channels}
    channel = _open_direct(workspace, params)
    payload = (
        _channel(workspace, channel) if params.get("return_im") in _TRUE else {"id": channel.id}
    )
    flags = {"no_op": True, "already_open": True} if channel.id in existing_ids else {}
    return {"ok": True, **flags, "channel": payload}


def info(workspace: Workspace, params: Json) -> Json:
    """One channel."""
    channel = _readable(workspace, params)
    payload = _channel(workspace, channel)
    if params.get("include_num_members") in _TRUE:
        payload["num_members"] = len(channel.members)
    return {"ok": True, "channel": payload}


def members(workspace: Workspace, params: Json) -> Json:
    """The ids of those in a channel, a page at a time."""
    page, cursor = page_of(_readable(workspace, params).members, params)
    return {"ok": True, "members": list(page), "response_metadata": {"next_cursor": cursor}}


def page_of(items: Sequence[Item], params: Json) -> tuple[Sequence[Item], str]:
    """One page of the items, and the cursor of the next page, empty on the last; `invalid_cursor`, `invalid_limit`."""
    cursor, limit = (str(params.get(key) or default) for key, default in _PAGE_ARGUMENTS)
    if not cursor.isdigit():
        raise RefusedError("invalid_cursor")
    if not limit.isdigit():
        raise RefusedError("invalid_limit")
    end = int(cursor) + int(limit)
    return items[int(cursor) : end], str(end) if end < len(items) else ""


def _open_direct(workspace: Workspace, params: Json) -> Channel:
    directory, users = workspace.directory, params.get("users") or ""
    if not users and params.get("channel"):
        channel = directory.visible_to_bot(str(params["channel"]))
        if channel.kind != "im":
            raise RefusedError("channel_not_found")
        return channel
    user_ids = users if isinstance(users, list) else [u for u in str(users).split(",") if u]
    if not user_ids:
        raise RefusedError("users_list_not_supplied")
    if len(user_ids) > 1:
        raise RefusedError("missing_scope", needed="mpim:write")
    person = workspace.person(user_ids[0])
    if person.deleted:
        raise RefusedError("user_disabled")
    refuse_bot(workspace, person)
    return directory.direct(person)


def refuse_bot(workspace: Workspace, user: User) -> None:
    """Raises `cannot_dm_bot` where this is no person."""
    if user.is_bot and workspace.enforces(Rule.DIRECT_MESSAGES):
        raise RefusedError("cannot_dm_bot")


def _readable(workspace: Workspace, params: Json) -> Channel:
    channel = workspace.directory.visible_to_bot(str(params.get("channel")))
    workspace.require_scope(READ_SCOPES[channel.kind])
    return channel


def _channel(workspace: Workspace, channel: Channel) -> Json:
    fields = {
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
        return {**fields, "user": next(m for m in channel.members if m != bot)}
    nothing = {"value": "", "creator": "", "last_set": 0}
    names = {"name": channel.name, "name_normalized": channel.name}
    about = {"topic": nothing, "purpose": nothing}
    shared = _sharing_flags(channel) if workspace.enforces(Rule.SHARED_CHANNELS) else {}
    return {**fields, **names, **about, **shared, "is_member": bot in channel.members}


def _sharing_flags(channel: Channel) -> Json:
    external, organization = (channel.shared_with == who for who in ("external", "organization"))
    return {
        "is_shared": external or organization,
        "is_ext_shared": external,
        "is_pending_ext_shared": channel.shared_with == "invited",
        "is_org_shared": organization,
    }
