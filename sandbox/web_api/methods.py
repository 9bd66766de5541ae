"""The table of Web API methods, and those about the team and its people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.web_api import chat, conversations, files, views
from sandbox.world.records import Account, Json, User
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace


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
    return {"ok": True, "user": _user(workspace, workspace.person(str(params.get("user"))))}


def users_list(workspace: Workspace, params: Json) -> Json:
    """Everybody, a page at a time."""
    page, cursor = conversations.page_of(workspace.directory.users, params)
    members = [_user(workspace, user) for user in page]
    return {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}


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


_CHANNELS = tuple(conversations.READ_SCOPES.values())
METHODS = {
    "apps.connections.open": Method(connections_open, caller="app"),
    "auth.test": Method(auth_test),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "conversations.info": Method(conversations.info, _CHANNELS),
    "conversations.members": Method(conversations.members, _CHANNELS),
    "conversations.open": Method(conversations.open_direct, ("im:write", "mpim:write")),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",)),
    "files.delete": Method(files.delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",)),
    "users.info": Method(users_info, ("users:read",)),
    "users.list": Method(users_list, ("users:read",)),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}

# Nobody here is more than a member.
_RANKS = ("is_admin", "is_owner", "is_primary_owner")
OTHER_TEAM = "T0OTHER"


def _user(workspace: Workspace, user: User) -> Json:
    now = datetime.fromtimestamp(workspace.clock(), ZoneInfo(user.tz))
    offset = now.utcoffset() or timedelta()
    account: Account = user.account if workspace.enforces(Rule.ACCOUNTS) else "member"
    return {
        "id": user.id,
        "team_id": workspace.identity.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()),
        "profile": _profile(user),
        **dict.fromkeys(_RANKS, False),
        "is_bot": user.is_bot,
        "is_app_user": False,
        **_account(account, workspace.identity.team_id),
    }


def _account(account: Account, team_id: str) -> Json:
    """What Slack says of a guest account, a workflow, or somebody of another company."""
    fields: Json = {
        "is_restricted": account.startswith("guest"),
        "is_ultra_restricted": account == "guest of one channel",
    }
    if account == "workflow":
        fields |= {"is_workflow_bot": True}
    if account == "member of two":
        fields |= {"team_id": OTHER_TEAM, "enterprise_user": {"teams": [OTHER_TEAM, team_id]}}
    if account.endswith("stranger"):
        fields |= {"team_id": OTHER_TEAM, "is_stranger": account == "stranger"}
    return fields


def _profile(user: User) -> Json:
    return {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        **dict.fromkeys(("title", "phone", "status_text", "status_emoji"), ""),
        "status_expiration": 0,
    }
