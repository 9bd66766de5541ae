"""Puts the bot's own messages into Slack so that a repeat updates them in place, and takes them away."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.context import Context, Payload
from handlers.slack.errors import SlackRefused
from handlers.slack.first_posts import posted
from interviews.candidates.queries import visible
from interviews.models import Status
from interviews.store.messages import Posted, numbered
from interviews.store.values import new_id
from templates.macros.escaping import one_line

# Where a message cannot be changed any more: it, or the place it stood in, is gone or closed.
GONE = frozenset(
    {
        "message_not_found", "channel_not_found", "cant_update_message", "cant_delete_message",
        "is_archived", "not_in_channel", "edit_window_closed",
    }
)  # fmt: skip


def deliver(
    ctx: Context, candidate_id: str, about: str, messages: Sequence[Payload], channel: str = ""
) -> None:
    """Posts the messages to the channel, or by direct message; the later ones go into the thread of the first.

    What stands already is updated in place. Slack offers nothing against posting twice: where the
    answer to a first post is lost on the way, the repeat posts again, and is what is updated then.
    Where the first one may stand is remembered for an erasure.
    """
    channel = channel or ctx.slack.open_dm(ctx.person.user_id)
    thread: str | None = None
    for number, message in enumerate(messages):
        put = _put(ctx, candidate_id, numbered(about, number), channel, thread, message)
        thread = thread or put.ts
    for surplus in reversed(_numbered_from(ctx, about, len(messages))):
        take_away(ctx, surplus)


def post_to_person(ctx: Context, message: Payload) -> None:
    """Posts an answer to the person's direct messages, to be found by every candidate it names."""
    channel = ctx.slack.open_dm(ctx.person.user_id)
    named = _named(ctx, "\n".join(_strings(message)))
    ts = posted(ctx, named, f"answer:{new_id()}", channel, message)
    for one in named:
        about = f"answer:{ts}:{one}"
        answer = Posted(
            team_id=ctx.person.team_id, about=about, candidate_id=one, channel=channel, ts=ts
        )
        ctx.store.messages.remember(answer, ctx.now())


def _named(ctx: Context, says: str) -> list[str]:
    """The candidates of this person whose names stand in what is said, and not inside another's name."""
    return [
        candidate.id
        for status in Status
        for candidate in visible(ctx.store, ctx.person, status)
        if re.search(rf"(?<!\w){re.escape(one_line(candidate.name))}(?!\w)", says)
    ]


def _strings(node: Any) -> Iterator[str]:
    """Every text in a payload, however deep."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _strings(inner)


def _numbered_from(ctx: Context, about: str, first: int) -> list[Posted]:
    """The parts from this number on: taken away last first, they have no gap if that is broken off."""
    found: list[Posted] = []
    team_id = ctx.person.team_id
    while part := ctx.store.messages.find(team_id, numbered(about, first + len(found))):
        found.append(part)
    return found


def take_all_away(ctx: Context, about: str) -> None:
    """Every message of this matter is gone from Slack and no longer remembered."""
    for standing in reversed(_numbered_from(ctx, about, 0)):
        take_away(ctx, standing)


def _put(
    ctx: Context, candidate_id: str, about: str, channel: str, thread: str | None, message: Payload
) -> Posted:
    standing = ctx.store.messages.find(ctx.person.team_id, about)
    if standing and updated(ctx, standing, message):
        return standing
    whole = message | ({"thread_ts": thread} if thread else {})
    ts = posted(ctx, [candidate_id] if candidate_id else [], about, channel, whole)
    standing = Posted(
        team_id=ctx.person.team_id, about=about, candidate_id=candidate_id, channel=channel, ts=ts
    )
    ctx.store.messages.remember(standing, ctx.now())
    return standing


def updated(ctx: Context, standing: Posted, message: Payload) -> bool:
    """Whether the message says this now; False where it is gone from Slack, or can no longer be changed."""
    try:
        ctx.slack.update(standing.channel, standing.ts, **message)
    except SlackRefused as refused:
        if refused.error in GONE:
            return False
        raise
    return True


def take_away(ctx: Context, surplus: Posted) -> None:
    """The message is gone from Slack and no longer remembered."""
    try:
        ctx.slack.delete(surplus.channel, surplus.ts)
    except SlackRefused as refused:
        if refused.error not in GONE:
            raise
    ctx.store.messages.forget(surplus.team_id, surplus.about)
