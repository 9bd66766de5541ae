"""Sets up the people and channels of a workspace."""

from collections.abc import Sequence

from sandbox.world.directory import GENERAL
from sandbox.world.records import Account, Channel, ChannelKind, Sharing, User, id_of
from sandbox.world.workspace import Workspace


class Team:
    """The people and channels of a workspace, changed a step at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._bot = workspace.identity.bot_user_id

    def general(self) -> Channel:
        """The public channel that everybody is in."""
        return self._workspace.directory.channel(GENERAL)

    def add_user(
        self, user_id: str, real_name: str, *, tz: str = "UTC", name: str | None = None
    ) -> User:
        """A new person in the team, and in #general."""
        handle = name or real_name.lower().replace(" ", ".")
        with self._workspace.lock:
            return self._workspace.directory.add_user(User(user_id, real_name, handle, tz))

    def change_account(self, user: User | str, account: Account) -> User:
        """The user, who has a guest account from now on, or is of another company, or no person at all."""
        with self._workspace.lock:
            return self._workspace.directory.change_user(user, account=account)

    def deactivate(self, user: User | str) -> User:
        """The user, who has left the company."""
        with self._workspace.lock:
            return self._workspace.directory.change_user(user, deleted=True)

    def lack(self, block: str) -> None:
        """This workspace has not got this type of block yet."""
        self._workspace.checks.missing_blocks.add(block)

    def add_channel(
        self,
        name: str,
        members: Sequence[User | str] = (),
        *,
        private: bool = False,
        with_bot: bool = False,
    ) -> Channel:
        """A new channel with these members, and with the bot only if it is invited."""
        inside = [id_of(member) for member in members] + ([self._bot] if with_bot else [])
        channel_id = "C0" + "".join(filter(str.isalnum, name)).upper()
        kind: ChannelKind = "private" if private else "public"
        with self._workspace.lock:
            channel = Channel(channel_id, name, kind, tuple(inside))
            return self._workspace.directory.add_channel(channel)

    def invite(self, channel: Channel | str, user: User | str | None = None) -> Channel:
        """The channel with one more in it, by default the bot."""
        with self._workspace.lock:
            return self._workspace.directory.join(channel, user or self._bot)

    def remove(self, channel: Channel | str, user: User | str | None = None) -> Channel:
        """The channel with one fewer in it, by default without the bot."""
        with self._workspace.lock:
            return self._workspace.directory.leave(channel, user or self._bot)

    def archive(self, channel: Channel | str) -> Channel:
        """The channel, closed to new messages."""
        with self._workspace.lock:
            return self._workspace.directory.change_channel(channel, is_archived=True)

    def share(self, channel: Channel | str, shared_with: Sharing = "external") -> Channel:
        """The channel, shared with another company that is in it or invited, or within the organization."""
        with self._workspace.lock:
            return self._workspace.directory.change_channel(channel, shared_with=shared_with)

    def restrict(
        self, channel: Channel | str, posters: Sequence[User | str] = (), *, threads: bool = True
    ) -> Channel:
        """The channel, in which only these may post, and without `threads` nobody in a thread."""
        allowed = tuple(id_of(poster) for poster in posters)
        changes = {"posters": allowed, "has_threads": threads}
        with self._workspace.lock:
            return self._workspace.directory.change_channel(channel, **changes)

    def hide(self, user: User | str) -> User:
        """The user, whom the app may not see."""
        with self._workspace.lock:
            return self._workspace.directory.change_user(user, is_hidden=True)

    def switch_messages_off(self) -> None:
        """Switch the app's Messages tab off: nobody gets direct messages from it."""
        self._workspace.has_messages_tab = False

    def uninstall(self) -> None:
        """Take the app out of the workspace: its token stops working."""
        self._workspace.bot_is_active = False
