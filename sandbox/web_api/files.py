"""The files.* methods; the bytes of a file go to an address of their own."""

from sandbox.web_api.chat import channel_to_post_in, read_blocks, read_json
from sandbox.world.records import Channel, File, Json, RefusedError
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace

_CHANNELS = tuple("CGDZ")  # what the id of a channel, a group or a direct message begins with


def get_upload_url(workspace: Workspace, params: Json) -> Json:
    """The address for the bytes of a new file."""
    name, length = str(params.get("filename") or ""), str(params.get("length") or "0")
    if not name or length == "0":
        raise RefusedError("missing_argument")
    if not length.isdigit():
        raise RefusedError("invalid_arguments")
    file = workspace.files.announce(name, int(length))
    url = f"{workspace.base_url}/upload/{file.ticket}"
    return {"ok": True, "upload_url": url, "file_id": file.id}


def complete_upload(workspace: Workspace, params: Json) -> Json:
    """Share files whose bytes are there; without a channel they stay with the bot.

    As with Slack, the answer does not say where the message stands.
    """
    files = [_file(workspace, item) for item in _items(params)]
    if channel_id := str(params.get("channel_id") or ""):
        _share(workspace, files, _channel(workspace, channel_id, params), params)
    for file in files:
        file.shared = True
    return {"ok": True, "files": [{"id": file.id, "title": file.title} for file in files]}


def delete(workspace: Workspace, params: Json) -> Json:
    """Delete a file of the bot, wherever it was shared."""
    workspace.files.delete(workspace.files.find(str(params.get("file"))))
    return {"ok": True}


def _items(params: Json) -> list[Json]:
    items = read_json(params.get("files"), "invalid_arguments")
    if not isinstance(items, list) or not items:
        raise RefusedError("invalid_arguments")
    return items


def _file(workspace: Workspace, item: Json) -> File:
    file = workspace.files.find(str(item.get("id")))
    if file.shared or (file.content is None and workspace.enforces(Rule.FILES)):
        raise RefusedError("file_not_found")
    file.title = str(item.get("title") or file.name)
    return file


def _channel(workspace: Workspace, channel_id: str, params: Json) -> Channel:
    if workspace.enforces(Rule.FILES) and not channel_id.startswith(_CHANNELS):
        raise RefusedError("invalid_arguments")
    try:
        return channel_to_post_in(workspace, {**params, "channel": channel_id})
    except RefusedError as refused:
        unknown = refused.error == "channel_not_found"
        error = "invalid_channel" if unknown else "posting_to_channel_denied"
        raise RefusedError(error) from refused


def _share(workspace: Workspace, files: list[File], channel: Channel, params: Json) -> None:
    comment = str(params.get("initial_comment") or "")
    blocks = [] if comment else workspace.with_ids(read_blocks(params.get("blocks")))
    message = workspace.messages.post(
        channel.id,
        workspace.identity.bot_user_id,
        comment,
        blocks,
        thread_ts=params.get("thread_ts"),
    )
    message.files = files
