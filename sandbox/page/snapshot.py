"""Everything one person sees, cut into parts that change on their own."""

from collections.abc import Callable
from typing import Any

from sandbox.page.controls import KINDS, FaultControls, MovableClock
from sandbox.page.guide import Guide
from sandbox.page.scene import Scene
from sandbox.page.traffic import Traffic
from sandbox.world.blocks import spots
from sandbox.world.fields import SHAPES
from sandbox.world.records import Channel, File, Json, Message, User
from sandbox.world.views import View
from sandbox.world.workspace import Workspace

# By a key such as `message/C0GENERAL/1770000000.000001`; a part is replaced as a whole.
Parts = dict[str, Any]


class PageSnapshot:
    """Looks at the workspace through the eyes of one person."""

    def __init__(
        self,
        workspace: Workspace,
        scene: Scene,
        traffic: Traffic,
        guide: Guide,
        faults: FaultControls,
        clock: MovableClock,
        has_bot: Callable[[], bool],
    ) -> None:
        self._workspace = workspace
        self._scene = scene
        self._roles = {person.id: person.role for person in scene.people}
        self._traffic = traffic
        self._guide = guide
        self._faults = faults
        self._clock = clock
        self._has_bot = has_bot

    def parts_for(self, user_id: str) -> Parts:
        """The parts that this person sees now."""
        with self._workspace.lock:
            user = self._workspace.directory.user(user_id)
            return {
                "team": self._team(user),
                "offers": self._offers(),
                "bot": {"reached": self._has_bot()},
                "clock": {"offset": self._clock.offset},
                "guide": self._guide.summary(),
                "faults": self._faults.summary(),
                "modal": [_view(view) for view in self._workspace.views.stack(user.id)],
                "home": self._home(user),
                **self._messages(user),
                **{f"traffic/{entry['number']}": entry for entry in self._traffic.summaries()},
            }

    def _team(self, user: User) -> Json:
        directory = self._workspace.directory
        return {
            "name": self._scene.team,
            "me": user.id,
            "bot": self._workspace.identity.bot_user_id,
            "direct": directory.direct(user).id,
            "users": [self._user(member) for member in directory.users],
            "channels": [
                _channel(channel, user) for channel in directory.channels_visible_to(user)
            ],
        }

    def _user(self, user: User) -> Json:
        return {
            "id": user.id,
            "name": user.real_name,
            "role": self._roles.get(user.id, ""),
            "handle": user.name,
            "tz": user.tz,
            "is_bot": user.is_bot,
            "deleted": user.deleted,
        }

    def _offers(self) -> Json:
        return {
            "commands": [command.model_dump() for command in self._scene.commands],
            "shortcuts": [shortcut.model_dump() for shortcut in self._scene.shortcuts],
            "ending": self._scene.ending,
            "methods": self._faults.methods(),
            "faults": {kind: words for kind, (words, _) in KINDS.items()},
        }

    def _home(self, user: User) -> Json | None:
        home = self._workspace.views.home(user.id)
        return _view(home) if home is not None else None

    def _messages(self, user: User) -> Parts:
        messages = self._workspace.messages
        visible = [
            m
            for c in self._workspace.directory.channels_visible_to(user)
            for m in messages.history(c.id)
        ]
        visible += messages.ephemerals(user.id)
        return {f"message/{m.channel}/{m.ts}": self._message(m, user) for m in visible}

    def _message(self, message: Message, user: User) -> Json:
        return {
            "ts": message.ts,
            "channel": message.channel,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "thread_ts": message.thread_ts,
            "only_you": message.only_for is not None,
            # Slack does not say so of a message made of blocks.
            "edited": message.is_edited and not message.blocks,
            "values": self._values(message, user),
            "files": [_file(file) for file in message.files],
        }

    def _values(self, message: Message, user: User) -> Json:
        """What this person has entered in a message; most messages have no field."""
        if not any(spot.element["type"] in SHAPES for spot in spots(message.blocks)):
            return {}
        return self._workspace.form_of(user.id, message).values()


def _file(file: File) -> Json:
    return {"id": file.id, "name": file.name, "length": file.length, "deleted": file.deleted}


def _view(view: View) -> Json:
    body = view.body
    return {
        "id": view.id,
        "type": body["type"],
        "callback_id": body.get("callback_id") or "",
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "submit_disabled": bool(body.get("submit_disabled")),
        "blocks": view.blocks,
        "values": view.form.values(),
        "errors": view.errors,
        "failure": view.failure,
    }


def _channel(channel: Channel, user: User) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": list(channel.members),
        "inside": user.id in channel.members,
        "archived": channel.is_archived,
        "external": channel.shared_with == "external",
    }
