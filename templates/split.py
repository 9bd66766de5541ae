"""Splits what is too long for one message into several, between blocks, so that nothing is cut."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_limits.check import MESSAGE_BLOCKS, MESSAGE_TABLES, MESSAGE_TEXT, visible_characters

Payload = dict[str, Any]
ROOM_FOR_COUNT = 80  # characters kept free for the line "Part 2 of 3"


def parts(payload: Payload) -> list[Payload]:
    """The message as one or more messages within Slack's limits, the first with the top of it.

    Blocks stay whole, but for a rich text too long for any message: that is divided between
    its paragraphs. Where there are several parts, each says which one it is.
    """
    packed = list(_packed([piece for block in payload["blocks"] for piece in _divided(block)]))
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


def _divided(block: Payload) -> Iterable[Payload]:
    """The block itself, or a block for each run of its paragraphs that fits; one paragraph always does."""
    if block["type"] != "rich_text" or _fits([block]):
        yield block
        return
    current: list[Payload] = []
    for element in block["elements"]:
        if current and not _fits([block | {"elements": [*current, element]}]):
            yield block | {"elements": current}
            current = []
        current.append(element)
    yield block | {"elements": current}


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
