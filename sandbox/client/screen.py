"""What a person can see and act on now."""

from typing import Any

from sandbox.client.choices import ImpossibleError
from sandbox.client.client import Surface
from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.blocks import BUTTON_TYPES, Spot, spots
from sandbox.world.records import Channel, Message, User, id_of
from sandbox.world.views import View
from sandbox.world.workspace import Workspace

Snapshot = ViewSnapshot | MessageSnapshot


class Screen:
    """Finds the current user, channel, view, message or element for a snapshot; raises `ImpossibleError`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def person(self, user: User | str) -> User:
        """The user, who must be a person of the team and not deactivated."""
        directory = self._workspace.directory
        if not directory.has_user(user):
            raise ImpossibleError(f"{id_of(user)} is nobody in this team; add them first")
        member = directory.user(user)
        if member.deleted or member.is_bot:
            raise ImpossibleError(f"{member.real_name} cannot act: deactivated, or no person")
        return member

    def open_channel(self, user: User, channel: Channel | str | None) -> Channel:
        """The channel that the person writes in, by default their messages with the bot."""
        directory = self._workspace.directory
        if channel is None:
            return directory.direct(user)
        place = directory.channel(channel)
        if user.id not in place.members:
            raise ImpossibleError(f"{user.real_name} is not in #{place.name}")
        if place.is_archived:
            raise ImpossibleError(f"#{place.name} is archived")
        return place

    def surface(self, snapshot: Snapshot, user: User | str | None) -> tuple[User, Surface]:
        """The view or message as it is now, and the person who acts on it."""
        if isinstance(snapshot, ViewSnapshot):
            return self.person(snapshot.user), self.view(snapshot)
        person = self.person(user or self._reader_of(snapshot))
        return person, self.message(snapshot, person)

    def view(self, snapshot: ViewSnapshot) -> View:
        """The view, if it is the visible one of its modal, or the person's Home tab."""
        views = self._workspace.views
        home, stack = views.home(snapshot.user), views.stack(snapshot.user)
        for view in ([home] if home else []) + stack[-1:]:
            if view.id == snapshot.id:
                return view
        where = "covered by another view" if snapshot.id in [v.id for v in stack] else "closed"
        raise ImpossibleError(f"the view {snapshot.title or snapshot.id!r} is {where}")

    def message(self, snapshot: MessageSnapshot, user: User) -> Message:
        """The message, if this person can see it and nobody has deleted it."""
        message = self._workspace.messages.locate(snapshot.channel, snapshot.ts)
        if message is None or message.deleted:
            raise ImpossibleError(f"the message {snapshot.words!r} is gone")
        if message.only_for not in (None, user.id):
            raise ImpossibleError(f"only {message.only_for} sees the message {snapshot.words!r}")
        if snapshot.channel not in [
            c.id for c in self._workspace.directory.channels_visible_to(user)
        ]:
            raise ImpossibleError(f"{user.real_name} cannot see the channel {snapshot.channel}")
        return message

    def spot(self, surface: Surface, element_id: str, value: Any = None) -> Spot:
        """The one element with this action id, or alone in the block whose id this is or begins with it and `~`."""
        all_spots = list(spots(surface.blocks))
        candidates = {s.key: s for s in all_spots if _is(s, element_id) and _has_value(s, value)}
        matches = [s for s in candidates.values() if s.key[1] == element_id] or list(
            candidates.values()
        )
        if len(matches) == 1:
            return matches[0]
        names = ", ".join(f"{s.key[1]} ({s.element['type']})" for s in all_spots) or "nothing"
        number = "several elements match" if matches else "there is no element"
        raise ImpossibleError(
            f"{number} {element_id!r}, value {value!r}; to act on there is: {names}"
        )

    def _reader_of(self, snapshot: MessageSnapshot) -> str:
        channel = self._workspace.directory.channel(snapshot.channel)
        people = [m for m in channel.members if m != self._workspace.identity.bot_user_id]
        if snapshot.only_for is not None:
            return snapshot.only_for
        if channel.kind == "im":
            return people[0]
        raise ImpossibleError(f"say which user acts in #{channel.name}")

    def channel_of(self, where: User | Channel | str) -> str:
        """The id of a channel; for a person, of their messages with the bot."""
        if id_of(where).startswith(("U", "W")):
            return self._workspace.directory.direct(id_of(where)).id
        return id_of(where)


def _is(spot: Spot, element_id: str) -> bool:
    return element_id in spot.key or spot.key[0].startswith(f"{element_id}~")


def _has_value(spot: Spot, value: Any) -> bool:
    if value is None or spot.element["type"] not in BUTTON_TYPES:
        return True
    return bool(spot.element.get("value") == value)
