"""What a person writes in a channel, and the events by which a subscribed bot hears of it."""

from collections.abc import Iterator

from sandbox.client.client import Client, Step
from sandbox.delivery.payloads import escape
from sandbox.world.records import Channel, Json, Message, User
from sandbox.world.rules import Rule
from sandbox.world.workspace import Workspace

_MESSAGE_EVENT = {"public": "message.channels", "private": "message.groups", "im": "message.im"}
_CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im"}


class ChannelMessages:
    """Posts what people write; the bot hears only of what its app has subscribed to."""

    def __init__(self, workspace: Workspace, client: Client, events: frozenset[str]) -> None:
        self._workspace = workspace
        self._client = client
        self._events = events

    async def say(
        self, text: str, person: User, channel: Channel, thread_ts: str | None = None
    ) -> Step:
        """The last step of telling the bot, or an empty one when it is not told."""
        ws = self._workspace
        with ws.lock:
            safe = escape(text, ws.directory, with_links=ws.enforces(Rule.LINKS))
            message = ws.messages.post(channel.id, person.id, safe, thread_ts=thread_ts)
        step = Step()
        for event in self._events_for(message, channel):
            step = await self._client.event(event)
        return step

    def _events_for(self, message: Message, channel: Channel) -> Iterator[Json]:
        bot = self._workspace.identity.bot_user_id
        if bot not in channel.members:
            return
        event: Json = {"user": message.user, "text": message.text, "ts": message.ts}
        event |= {"channel": channel.id, "event_ts": message.ts}
        if message.thread_ts:
            event["thread_ts"] = message.thread_ts
        if _MESSAGE_EVENT[channel.kind] in self._events:
            yield {"type": "message", "channel_type": _CHANNEL_TYPE[channel.kind], **event}
        if f"<@{bot}" in message.text and "app_mention" in self._events:
            yield {"type": "app_mention", **event}
