"""What Slack does not take as it is: a message too long for it is split between blocks, so that nothing is cut."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from slack_limits.check import MESSAGE_BLOCKS, MESSAGE_TABLES, MESSAGE_TEXT, visible_characters
from templates.macros.elements import shorten_spoken

Payload = dict[str, Any]
ROOM_FOR_COUNT = 80  # characters kept free for the line "Part 2 of 3"


def parts(payload: Payload) -> list[Payload]:
    """The message as one or more messages within Slack's limits, the first with the top of it.

    Blocks stay whole, but for a rich text too long for any message: that is divided between
    its paragraphs. Where there are several parts, each says which one it is.
    """
    pieces = chain.from_iterable(map(_divide, payload["blocks"]))
    packed = list(_runs(pieces, _fits))
    if len(packed) == 1:
        return [payload]
    return [
        _part(payload, blocks, number, len(packed)) for number, blocks in enumerate(packed, start=1)
    ]


def _part(payload: Payload, blocks: list[Payload], number: int, total: int) -> Payload:
    text = payload["text"] if number == 1 else f"Part {number} of {total}: {payload['text']}"
    return payload | {"text": shorten_spoken(text), "blocks": [*blocks, _count(number, total)]}


def without_tables(payload: Payload) -> Payload:
    """The message for a workspace that has no tables yet: it says in words what they show."""
    blocks = [block for block in payload.get("blocks", ()) if block["type"] != "table"]
    return payload | {"blocks": blocks} if "blocks" in payload else payload


def _divide(block: Payload) -> Iterable[Payload]:
    """The block itself, or a block for each run of its paragraphs that fits; one paragraph always does."""
    if block["type"] != "rich_text" or _fits([block]):
        return [block]
    runs = _runs(block["elements"], lambda elements: _fits([block | {"elements": elements}]))
    return [block | {"elements": elements} for elements in runs]


def _runs(
    pieces: Iterable[Payload], fits: Callable[[list[Payload]], bool]
) -> Iterable[list[Payload]]:
    """The pieces in order, in as few lists as fit; a list of one piece is not asked whether it does."""
    run: list[Payload] = []
    for piece in pieces:
        if run and not fits([*run, piece]):
            yield run
            run = []
        run.append(piece)
    yield run


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
