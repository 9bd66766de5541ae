"""The chat.* methods: posting, updating and deleting messages."""

import json
from typing import Any

from sandbox.delivery.payload_parts import message_payload
from sandbox.web_api.conversations import refuse_bot
from sandbox.world.directory import Directory
from sandbox.world.records import Channel, Json, Message, RefusedError
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace


def post_message(workspace: Workspace, params: Json) -> Json:
    """Post to a channel, a thread, or a person's direct messages."""
    channel = channel_to_post_in(workspace, params)
    text, blocks, warnings = _content(workspace, "chat.postMessage", params)
    message = workspace.messages.post(
        channel.id,
        workspace.identity.bot_user_id,
        text,
        blocks,
        thread_ts=params.get("thread_ts"),
        metadata=read_json(params.get("metadata"), "invalid_metadata_format"),
    )
    return _answer(workspace, message, warnings)


def post_ephemeral(workspace: Workspace, params: Json) -> Json:
    """Show something to one person in a channel."""
    channel = channel_to_post_in(workspace, params)
    user = workspace.directory.user(str(params.get("user")))
    if user.id not in channel.members:
        raise RefusedError("user_not_in_channel")
    text, blocks, _ = _content(workspace, "chat.postEphemeral", params)
    message = workspace.messages.post(
        channel.id,
        workspace.identity.bot_user_id,
        text,
        blocks,
        thread_ts=params.get("thread_ts"),
        only_for=user.id,
    )
    return {"ok": True, "message_ts": message.ts}


def update(workspace: Workspace, params: Json) -> Json:
    """Change a message of the bot; a text without blocks removes the blocks."""
    message = _own_message(workspace, params, "cant_update_message")
    if params.get("text") is None and params.get("blocks") is None:
        raise RefusedError("no_text")
    current: Json = {"text": message.text}
    text, blocks, warnings = _content(workspace, "chat.update", current | params)
    workspace.messages.edit(message, text, blocks)
    return _answer(workspace, message, warnings) | {"text": text}


def delete(workspace: Workspace, params: Json) -> Json:
    """Take back an earlier message of the bot."""
    message = _own_message(workspace, params, "cant_delete_message")
    workspace.messages.delete(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def read_blocks(value: Any) -> list[Json]:
    """The blocks of a call, which may come as JSON within a form."""
    blocks = read_json(value, "invalid_blocks_format")
    if blocks and not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    return blocks or []


def read_json(value: Any, error: str) -> Any:
    """The value of an argument that may be JSON text; refused with `error` if it is not JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value or "null")
    except ValueError as fault:
        raise RefusedError(error) from fault


def channel_to_post_in(workspace: Workspace, params: Json) -> Channel:
    """The channel that a call names, refused where the bot may not post there."""
    channel = _find_channel(workspace.directory, str(params.get("channel", "")))
    bot = workspace.identity.bot_user_id
    if bot not in channel.members and not _may_post_uninvited(workspace, channel):
        raise RefusedError("not_in_channel")
    if channel.is_archived:
        raise RefusedError("is_archived")
    if workspace.enforces(Rule.POSTERS):
        if channel.posters is not None and bot not in channel.posters:
            raise RefusedError("restricted_action")
        if params.get("thread_ts") and not channel.has_threads:
            raise RefusedError("restricted_action_non_threadable_channel")
    _refuse_direct_message(workspace, channel)
    return channel


def _refuse_direct_message(workspace: Workspace, channel: Channel) -> None:
    bot = workspace.identity.bot_user_id
    if channel.kind == "im":
        for member in channel.members:
            if member != bot:
                refuse_bot(workspace, workspace.directory.user(member))
        if not workspace.has_messages_tab and workspace.enforces(Rule.DIRECT_MESSAGES):
            raise RefusedError("messages_tab_disabled")


def _find_channel(directory: Directory, name: str) -> Channel:
    """A channel by its id or its name, or a person's direct messages; also those of somebody who has left."""
    if directory.has_user(name):
        return directory.direct(name)
    rooms = (channel for channel in directory.channels if channel.kind != "im")
    matches = (room.id for room in rooms if room.name == name.removeprefix("#"))
    return directory.visible_to_bot(next(matches, name))


def _may_post_uninvited(workspace: Workspace, channel: Channel) -> bool:
    scopes = workspace.settings.scopes or frozenset()
    return channel.kind == "public" and "chat:write.public" in scopes


def _content(workspace: Workspace, where: str, params: Json) -> tuple[str, list[Json], list[str]]:
    text, blocks = str(params.get("text") or ""), read_blocks(params.get("blocks"))
    warnings = workspace.checks.message(where, {**params, "text": text, "blocks": blocks})
    return text, workspace.with_ids(blocks), warnings


def _own_message(workspace: Workspace, params: Json, error: str) -> Message:
    channel = workspace.directory.visible_to_bot(str(params.get("channel", "")))
    message = workspace.messages.find(channel.id, str(params.get("ts")))
    if message.user != workspace.identity.bot_user_id:
        raise RefusedError(error)
    return message


def _answer(workspace: Workspace, message: Message, warnings: list[str]) -> Json:
    payload = message_payload(message, workspace.identity)
    answer = {"ok": True, "channel": message.channel, "ts": message.ts, "message": payload}
    if warnings:
        answer["response_metadata"] = {"warnings": warnings}
    return answer
