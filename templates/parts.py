"""Splits what is too long for one message into several, between blocks, so that nothing is cut."""

from collections.abc import Iterable, Sequence
from typing import Any

from templates.limits import MESSAGE_BLOCKS, MESSAGE_TABLES, MESSAGE_TEXT, visible_characters

Payload = dict[str, Any]
ROOM_FOR_COUNT = 80  # characters kept free for the line "Part 2 of 3"


def parts(payload: Payload) -> list[Payload]:
    """The message as one or more messages within Slack's limits, the first with the top of it.

    Each block stays whole: no block of ours comes near a message's limit. Where there are
    several parts, each says which one it is.
    """
    packed = list(_packed(payload["blocks"]))
    if len(packed) == 1:
        return [payload]
    return [
        payload | {"blocks": [*blocks, _count(number, len(packed))]}
        for number, blocks in enumerate(packed, start=1)
    ]


def _packed(blocks: Sequence[Payload]) -> Iterable[list[Payload]]:
    current: list[Payload] = []
    for block in blocks:
        if current and not _fits([*current, block]):
            yield current
            current = []
        current.append(block)
    yield current


def _fits(blocks: Sequence[Payload]) -> bool:
    return (
        len(blocks) < MESSAGE_BLOCKS
        and sum(block["type"] == "table" for block in blocks) <= MESSAGE_TABLES
        and visible_characters(blocks) <= MESSAGE_TEXT - ROOM_FOR_COUNT
    )


def _count(number: int, total: int) -> Payload:
    more = "; the rest is in this thread" if number == 1 else ""
    text = {"type": "plain_text", "text": f"Part {number} of {total}{more}.", "emoji": False}
    return {"type": "context", "elements": [text]}
