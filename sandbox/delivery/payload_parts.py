"""The parts that payloads share: the person, the place, the message."""

from typing import Any

from sandbox.world.records import Channel, Identity, Json, Message, User
from sandbox.world.views import View, view_payload
from sandbox.world.workspace import Workspace

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 -- made up, and long replaced by signatures


def message_payload(message: Message, identity: Identity) -> Json:
    """A message as Slack sends it to the bot."""
    payload: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
    }
    payload |= {"team": identity.team_id}
    if message.blocks:
        payload["blocks"] = message.blocks
    if message.user == identity.bot_user_id:
        payload |= {"bot_id": identity.bot_id, "app_id": identity.app_id}
    if message.thread_ts:
        payload["thread_ts"] = message.thread_ts
    if message.metadata:
        payload["metadata"] = message.metadata
    if message.is_edited:
        payload["edited"] = {"user": message.user, "ts": message.edited_ts}
    return payload


def channel_name(channel: Channel) -> str:
    """The name in payloads: Slack hides the names of private channels and direct messages."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def interaction(workspace: Workspace, kind: str, user: User) -> Json:
    """The fields of every interaction: its kind, the person, the team."""
    who = workspace.identity
    person = {"id": user.id, "username": user.name, "name": user.name, "team_id": who.team_id}
    return {
        "type": kind,
        "user": person,
        "api_app_id": who.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": who.team_id, "domain": who.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def surface_fields(workspace: Workspace, user: User, surface: View | Message) -> Json:
    """The fields for a view or a message: its container, its content, the state of its fields."""
    if isinstance(surface, View):
        view = view_payload(surface, workspace.identity, surface.form.values())
        return {"container": {"type": "view", "view_id": surface.id}, "view": view}
    channel = workspace.directory.channel(surface.channel)
    container: dict[str, Any] = {
        "type": "message",
        "message_ts": surface.ts,
        "channel_id": channel.id,
        "is_ephemeral": surface.only_for is not None,
    }
    if surface.thread_ts:
        container["thread_ts"] = surface.thread_ts
    fields: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": workspace.form_of(user.id, surface).values()},
    }
    # Of an ephemeral message Slack sends no more than its place.
    if surface.only_for is None:
        fields["message"] = message_payload(surface, workspace.identity)
    return fields


def response_url_fields(workspace: Workspace, user: User, surface: View | Message) -> Json:
    """The response URL that comes with a message, and not with a view."""
    if isinstance(surface, View):
        return {}
    return {"response_url": workspace.response_url(user.id, surface.channel, surface)}
