"""Posts the bot's own messages so that a repeat updates them in place, and deletes them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.context import Context, Payload
from handlers.slack.errors import (
    FILE_GONE,
    MESSAGE_FIXED,
    PLACE_GONE,
    SLACKS_OWN,
    SlackError,
    SlackRefused,
    SlackUnreachable,
)
from interviews.candidates.queries import names_in
from interviews.openings.permissions import OpeningAction
from interviews.openings.queries import titles
from interviews.store.messages import UNSURE, Posted, part_name
from interviews.store.values import new_id
from templates.macros.escaping import one_line

# Where a message cannot be changed any more: it, or the place it stood in, is gone or closed.
GONE = (MESSAGE_FIXED, FILE_GONE, PLACE_GONE)


def deliver(
    ctx: Context, candidate_id: str, about: str, messages: Sequence[Payload], channel: str = "",
    thread: str | None = None, named: Sequence[str] = (),
) -> Posted:  # fmt: skip
    """Posts the messages to the channel, or by direct message; the later ones go into the thread of the first.

    All of them go into `thread` where that is given. Gives back where the first one stands. `named` has the
    ids of other candidates who are named in them: the messages go when any of these is erased.

    Messages that were posted before are updated in place. Slack offers nothing against posting
    twice: where the answer to a first post is lost on the way, the repeat posts again, and that
    message is the one updated from then on.
    """
    channel = channel or ctx.slack.open_dm(ctx.person.user_id)
    posted: list[Posted] = []
    for number, message in enumerate(messages):
        name = part_name(about, number)
        part = _post_or_update(ctx, candidate_id, name, channel, thread, message, named)
        for other in named:
            remember(ctx, other, f"named:{other}:{name}", part.channel, part.ts)
        posted.append(part)
        thread = thread or part.ts
    take_all_away(ctx, about, len(messages))
    return posted[0]


def post_to_person(ctx: Context, message: Payload) -> None:
    """Posts an answer to the person's direct messages, and remembers it under every candidate it names."""
    channel = ctx.slack.open_dm(ctx.person.user_id)
    candidate_ids = _candidates_in(ctx, "\n".join(_strings(message)))
    ts = _post(ctx, candidate_ids, f"answer:{new_id()}", channel, message)
    for candidate_id in candidate_ids:
        remember(ctx, candidate_id, f"answer:{ts}:{candidate_id}", channel, ts)


def _candidates_in(ctx: Context, text: str) -> list[str]:
    """The ids of the candidates whose names are in the text as whole words, as far as this person may know of them."""
    return sorted({own_id for own_id, name in _known_names(ctx, text) if _is_named(name, text)})


def _is_named(name: str, text: str) -> bool:
    written = one_line(name)
    # Looked for letter by letter first: of thousands, nearly none is there.
    return written in text and bool(re.search(rf"(?<!\w){re.escape(written)}(?!\w)", text))


def _known_names(ctx: Context, text: str) -> Iterator[tuple[str, str]]:
    """By id, the names of the person's own candidates, and of everybody in an opening that the text names.

    Its page names them to whoever leads it.
    """
    yield from names_in(ctx.store, ctx.person, text).items()
    for title in titles(ctx.store, ctx.person, OpeningAction.SEE):
        if one_line(title.title) in text:
            for candidate in ctx.store.candidates.in_opening(ctx.person.team_id, title.id):
                yield candidate.id, candidate.name


def _strings(node: Any) -> Iterator[str]:
    """Every text in a payload, however deep."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _strings(inner)


def take_all_away(ctx: Context, about: str, first: int = 0) -> None:
    """Deletes the messages of this matter from Slack and forgets them, from this part on; the first is 0."""
    found: list[Posted] = []
    team_id = ctx.person.team_id
    while part := ctx.store.messages.find(team_id, part_name(about, first + len(found))):
        found.append(part)
    for standing in reversed(found):  # the last one first, so that a break leaves no gap
        take_away(ctx, standing)


def _post_or_update(
    ctx: Context, candidate_id: str, about: str, channel: str, thread: str | None,
    message: Payload, named: Sequence[str],
) -> Posted:  # fmt: skip
    ctx.extend_lease()
    standing = ctx.store.messages.find(ctx.person.team_id, about)
    if standing and try_update(ctx, standing, message):
        return standing
    whole = message | ({"thread_ts": thread} if thread else {})
    ts = _post(ctx, [*filter(None, [candidate_id]), *named], about, channel, whole)
    return remember(ctx, candidate_id, about, channel, ts)


def remember(ctx: Context, candidate_id: str, about: str, channel: str, ts: str) -> Posted:
    """Keeps where a message stands, or the id of a file in place of its `ts`."""
    message = Posted(
        team_id=ctx.person.team_id, about=about, candidate_id=candidate_id, channel=channel, ts=ts
    )
    ctx.store.messages.remember(message, ctx.now())
    return message


def _post(
    ctx: Context, candidate_ids: Sequence[str], about: str, channel: str, message: Payload
) -> str:
    """The `ts` of the new message, which names these candidates.

    Each attempt is recorded first, and stays on record while Slack may have posted the message
    without the answer reaching the bot: an erasure names the places where such a message may be.
    """
    place = ctx.person.user_id if channel.startswith("D") else channel
    attempts = [
        _record_attempt(ctx, candidate_id, f"{UNSURE}{place}:{candidate_id}:{about}", channel)
        for candidate_id in candidate_ids
    ]
    try:
        ts: str = ctx.slack.post(channel, **message)["ts"]
    except SlackError as error:
        if not _may_have_arrived(error):
            _forget_attempts(ctx, attempts)
        raise
    _forget_attempts(ctx, attempts)
    return ts


def _record_attempt(ctx: Context, candidate_id: str, about: str, channel: str) -> Posted | None:
    """None where an earlier attempt is on record, which stays whatever becomes of this one."""
    if ctx.store.messages.find(ctx.person.team_id, about):
        return None
    return remember(ctx, candidate_id, about, channel, ts="")


def _forget_attempts(ctx: Context, attempts: Sequence[Posted | None]) -> None:
    for attempt in filter(None, attempts):
        ctx.store.messages.forget(attempt.team_id, attempt.about)


def _may_have_arrived(error: SlackError) -> bool:
    if isinstance(error, SlackRefused):
        return error.kind is SLACKS_OWN
    return isinstance(error, SlackUnreachable) and error.sent


def try_update(ctx: Context, standing: Posted, message: Payload) -> bool:
    """Updates the message; False where it is gone from Slack, or can no longer be changed."""
    try:
        ctx.slack.update(standing.channel, standing.ts, **message)
    except SlackRefused as refused:
        if refused.kind in GONE:
            return False
        raise
    return True


def take_away(ctx: Context, surplus: Posted) -> None:
    """Deletes the message or file from Slack and forgets it."""
    ctx.extend_lease()
    try:
        if surplus.is_file:
            ctx.slack.call("files.delete", file=surplus.ts)
        else:
            ctx.slack.delete(surplus.channel, surplus.ts)
    except SlackRefused as refused:
        if refused.kind not in GONE:
            raise
    ctx.store.messages.forget(surplus.team_id, surplus.about)
