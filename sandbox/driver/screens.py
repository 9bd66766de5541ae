"""What people see, and the record of what the bot did, as snapshots."""

from collections.abc import Callable

from sandbox.client.screen import Screen
from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot, message_snapshot, view_snapshot
from sandbox.world.records import Breach, Call, Channel, User, id_of
from sandbox.world.workspace import Workspace


class Screens:
    """Snapshots of views and messages, and the calls of the bot."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._screen = Screen(workspace)

    def view_of(self, user: User | str) -> ViewSnapshot | None:
        """The visible view of this person's modal, or None."""
        with self._workspace.lock:
            stack = self._workspace.views.stack(id_of(user))
            return view_snapshot(stack[-1]) if stack else None

    def home_of(self, user: User | str) -> ViewSnapshot | None:
        """The Home tab of this person, or None while nothing was published."""
        with self._workspace.lock:
            home = self._workspace.views.home(id_of(user))
            return view_snapshot(home) if home else None

    def messages(self, where: Channel | User | str) -> list[MessageSnapshot]:
        """What everybody in a channel can read, or a person in their messages with the bot."""
        with self._workspace.lock:
            channel = self._screen.channel_of(where)
            return [message_snapshot(m) for m in self._workspace.messages.history(channel)]

    def thread(self, parent: MessageSnapshot) -> list[MessageSnapshot]:
        """The replies to a message."""
        return [m for m in self.messages(parent.channel) if m.thread_ts == parent.ts]

    def ephemerals(self, user: User | str) -> list[MessageSnapshot]:
        """What only this person can read, oldest first."""
        with self._workspace.lock:
            return [message_snapshot(m) for m in self._workspace.messages.ephemerals(id_of(user))]

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls the bot made of one method, or of all; posts to response URLs included."""
        with self._workspace.lock:
            return [c for c in self._workspace.calls if method in (None, c.method)]

    def replies(self) -> list[tuple[str, tuple[str, ...]]]:
        """What was sent to the bot, each with the methods that the bot called before it replied."""
        with self._workspace.lock:
            return list(self._workspace.replies)

    def violations(self) -> list[Breach]:
        """Every place in what the bot sent that is over one of Slack's limits."""
        with self._workspace.lock:
            return list(self._workspace.checks.breaches)

    def wait_for(self, condition: Callable[[], object], seconds: float = 2.0) -> None:
        """Return as soon as the condition holds; fail when it does not hold in time."""
        if not self._workspace.wait_until(lambda: bool(condition()), seconds):
            raise AssertionError(f"did not come true within {seconds} seconds")
