"""The users and channels of a team, and the members of each channel."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sandbox.world.records import Channel, Identity, RefusedError, User, id_of

GENERAL = "C0GENERAL"


class Directory:
    """The users and channels of one team; it starts with the bot and #general."""

    def __init__(self, identity: Identity) -> None:
        self._bot = identity.bot_user_id
        bot = User(self._bot, identity.bot_name, identity.bot_name, is_bot=True)
        self._users = {bot.id: bot}
        self._channels = {GENERAL: Channel(GENERAL, "general")}

    @property
    def users(self) -> list[User]:
        """Everybody, the bot and the deactivated included, oldest first."""
        return list(self._users.values())

    @property
    def channels(self) -> list[Channel]:
        """Every channel and direct message, oldest first."""
        return list(self._channels.values())

    def add_user(self, user: User) -> User:
        """The user, now in the team and in #general."""
        self._users[user.id] = user
        self.join(GENERAL, user)
        return user

    def change_user(self, user: User | str, **changes: object) -> User:
        """The user as they are after the change."""
        new = replace(self.user(user), **changes)  # type: ignore[arg-type]
        self._users[new.id] = new
        return new

    def add_channel(self, channel: Channel) -> Channel:
        """The channel, now in the team."""
        for member in channel.members:
            self.user(member)
        self._channels[channel.id] = channel
        return channel

    def change_channel(self, channel: Channel | str, **changes: object) -> Channel:
        """The channel as it is after the change."""
        new = replace(self.channel(channel), **changes)  # type: ignore[arg-type]
        self._channels[new.id] = new
        return new

    def join(self, channel: Channel | str, user: User | str) -> Channel:
        """The channel with the user in it."""
        current = self.channel(channel)
        return self.change_channel(current, members=_with(current.members, self.user(user).id))

    def leave(self, channel: Channel | str, user: User | str) -> Channel:
        """The channel without the user."""
        current = self.channel(channel)
        members = tuple(member for member in current.members if member != id_of(user))
        return self.change_channel(current, members=members)

    def has_user(self, user: User | str) -> bool:
        """Whether there is a user with this id."""
        return id_of(user) in self._users

    def user(self, user: User | str) -> User:
        """The user with this id; `user_not_found` when there is none."""
        if (match := self._users.get(id_of(user))) is None:
            raise RefusedError("user_not_found")
        return match

    def channel(self, channel: Channel | str) -> Channel:
        """The channel with this id; `channel_not_found` when there is none."""
        if (match := self._channels.get(id_of(channel))) is None:
            raise RefusedError("channel_not_found")
        return match

    def visible_to_bot(self, channel: Channel | str) -> Channel:
        """The channel, unless it is private and the bot is not in it."""
        match = self.channel(channel)
        if match.kind != "public" and self._bot not in match.members:
            raise RefusedError("channel_not_found")
        return match

    def direct(self, user: User | str) -> Channel:
        """The direct message between the bot and this user, made if there is none."""
        person = self.user(user)
        for channel in self._channels.values():
            if channel.kind == "im" and set(channel.members) == {self._bot, person.id}:
                return channel
        return self.add_channel(
            Channel(f"D{person.id[1:]}", "directmessage", "im", (self._bot, person.id))
        )

    def channels_visible_to(self, user: User | str) -> Iterator[Channel]:
        """The public channels, and those that this user is in."""
        user_id = id_of(user)
        return (
            channel
            for channel in self._channels.values()
            if channel.kind == "public" or user_id in channel.members
        )


def _with(members: Iterable[str], member: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*members, member]))
