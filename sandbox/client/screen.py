"""What is on a person's screen right now; everything else cannot be looked at or touched."""

from typing import Any

from sandbox.client.choices import ImpossibleError
from sandbox.client.client import Surface
from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.blocks import PRESSED, Spot, spots
from sandbox.world.records import Channel, Message, User, id_of
from sandbox.world.views import View
from sandbox.world.workspace import Workspace

Seen = ViewSnapshot | MessageSnapshot


class Screen:
    """Finds what a test refers to, as it is now, or says plainly why a person could not see it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def person(self, user: User | str) -> User:
        """Somebody who can act: a member of the team who was not deactivated."""
        directory = self._workspace.directory
        if not directory.knows(user):
            raise ImpossibleError(f"{id_of(user)} is nobody in this team; add them first")
        known = directory.user(user)
        if known.deleted or known.is_bot:
            raise ImpossibleError(f"{known.real_name} cannot act: deactivated, or no person")
        return known

    def place(self, user: User, channel: Channel | str | None) -> Channel:
        """The channel that the person writes in, by default their messages with the bot."""
        directory = self._workspace.directory
        if channel is None:
            return directory.direct(user)
        known = directory.channel(channel)
        if user.id not in known.members:
            raise ImpossibleError(f"{user.real_name} is not in #{known.name}")
        if known.is_archived:
            raise ImpossibleError(f"#{known.name} is archived")
        return known

    def surface(self, seen: Seen, user: User | str | None) -> tuple[User, Surface]:
        """The view or message as it is now, and the person who acts on it."""
        if isinstance(seen, ViewSnapshot):
            return self.person(seen.user), self.view(seen)
        person = self.person(user or self._reader_of(seen))
        return person, self.message(seen, person)

    def view(self, seen: ViewSnapshot) -> View:
        """The view, if it is the visible one of its modal, or the person's Home tab."""
        views = self._workspace.views
        home, stack = views.home(seen.user), views.stack(seen.user)
        for view in ([home] if home else []) + stack[-1:]:
            if view.id == seen.id:
                return view
        where = "covered by another view" if seen.id in [v.id for v in stack] else "closed"
        raise ImpossibleError(f"the view {seen.title or seen.id!r} is {where}")

    def message(self, seen: MessageSnapshot, user: User) -> Message:
        """The message, if this person can see it and nobody has deleted it."""
        message = self._workspace.messages.locate(seen.channel, seen.ts)
        if message is None or message.deleted:
            raise ImpossibleError(f"the message {seen.words!r} is gone")
        if message.only_for not in (None, user.id):
            raise ImpossibleError(f"only {message.only_for} sees the message {seen.words!r}")
        if seen.channel not in [c.id for c in self._workspace.directory.seen_by(user)]:
            raise ImpossibleError(f"{user.real_name} cannot see the channel {seen.channel}")
        return message

    def spot(self, surface: Surface, wanted: str, value: Any = None) -> Spot:
        """The one element with this action id, or alone in the block with this id."""
        there = list(spots(surface.blocks))
        found = {s.key: s for s in there if wanted in s.key and _carries(s, value)}
        exact = [s for s in found.values() if s.key[1] == wanted] or list(found.values())
        if len(exact) == 1:
            return exact[0]
        listed = ", ".join(f"{s.key[1]} ({s.element['type']})" for s in there) or "nothing"
        number = "several elements match" if exact else "there is no element"
        raise ImpossibleError(f"{number} {wanted!r}, value {value!r}; to act on there is: {listed}")

    def _reader_of(self, seen: MessageSnapshot) -> str:
        channel = self._workspace.directory.channel(seen.channel)
        people = [m for m in channel.members if m != self._workspace.identity.bot_user_id]
        if seen.only_for is not None:
            return seen.only_for
        if channel.kind == "im":
            return people[0]
        raise ImpossibleError(f"say which user acts in #{channel.name}")

    def channel_of(self, where: User | Channel | str) -> str:
        """The id of a channel; for a person, of their messages with the bot."""
        if id_of(where).startswith(("U", "W")):
            return self._workspace.directory.direct(id_of(where)).id
        return id_of(where)


def _carries(spot: Spot, value: Any) -> bool:
    if value is None or spot.element["type"] not in PRESSED:
        return True
    return bool(spot.element.get("value") == value)
