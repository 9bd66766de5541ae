"""All messages in order, with their edits and deletions."""

from collections.abc import Sequence

from sandbox.world.records import Clock, Json, Message, RefusedError


class Messages:
    """The history of all channels and the ephemeral messages of all people."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._all: list[Message] = []
        self._last_ts = 0

    def next_ts(self) -> str:
        """A timestamp that no message has had, later than every other."""
        self._last_ts = max(int(self._clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def post(
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Sequence[Json] = (),
        *,
        thread_ts: str | None = None,
        only_for: str | None = None,
        metadata: Json | None = None,
    ) -> Message:
        """The new message; a thread must exist before it can be replied to."""
        if thread_ts is not None:
            self.find(channel, thread_ts, missing="thread_not_found")
        message = Message(self.next_ts(), channel, user, text, list(blocks), thread_ts, only_for)
        message.metadata = metadata
        self._all.append(message)
        return message

    def find(self, channel: str, ts: str, *, missing: str = "message_not_found") -> Message:
        """The message that everybody sees at this place, or the error named by `missing`."""
        message = self.locate(channel, ts)
        if message is None or message.only_for is not None or message.deleted:
            raise RefusedError(missing)
        return message

    def locate(self, channel: str, ts: str) -> Message | None:
        """The message at this place, ephemeral and deleted ones included."""
        for message in reversed(self._all):
            if message.ts == ts and message.channel == channel:
                return message
        return None

    def edit(self, message: Message, text: str | None, blocks: Sequence[Json] | None) -> None:
        """Change a message; None leaves its text or its blocks as they are."""
        message.text = message.text if text is None else text
        message.blocks = message.blocks if blocks is None else list(blocks)
        message.edited_ts = self.next_ts()

    def delete(self, message: Message) -> None:
        """Mark a message as deleted; nobody sees it any more."""
        message.deleted = True

    def history(self, channel: str) -> list[Message]:
        """What everybody in the channel sees, oldest first, replies in threads included."""
        return [
            m for m in self._all if m.channel == channel and m.only_for is None and not m.deleted
        ]

    def ephemerals(self, user: str) -> list[Message]:
        """What only this person sees, oldest first."""
        return [m for m in self._all if m.only_for == user and not m.deleted]
