"""What Slack does not take as it is: a message too long for it is split between people, so that nothing is cut."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_limits.check import MESSAGE_BLOCKS, MESSAGE_TABLES, MESSAGE_TEXT, visible_characters
from templates.macros.elements import plain, shorten_spoken, table_in_words

Payload = dict[str, Any]
Block = dict[str, Any]
ROOM_FOR_COUNT = 80  # characters kept free for "part 2 of 3", and where the rest is


def parts(payload: Payload) -> list[Payload]:
    """The message as one or more messages within Slack's limits; its first block is its heading.

    Blocks stay whole, and none stands without what it belongs to: where a part begins below a
    heading or a person's name, these stand there again. Where there are several parts, each one's
    heading says which it is.
    """
    title, *blocks = payload["blocks"]
    packed = list(_runs(title, blocks))
    if len(packed) == 1:
        return [payload]
    return [
        _part(payload, title, run, number, len(packed))
        for number, run in enumerate(packed, start=1)
    ]


def _part(payload: Payload, title: Block, blocks: list[Block], number: int, total: int) -> Payload:
    heading = title | {"text": plain(f"{title['text']['text']}, part {number} of {total}")}
    text = payload["text"] if number == 1 else f"Part {number} of {total}: {payload['text']}"
    more = [{"type": "context", "elements": [plain("The rest is in this thread.")]}]
    return payload | {
        "text": shorten_spoken(text),
        "blocks": [heading, *blocks, *(more if number == 1 else [])],
    }


def _runs(title: Block, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in order, in as few lists as fit below the title; no list ends with a heading."""
    run: list[Block] = []
    above: list[Block] = []
    for block in blocks:
        level = _level(block)
        above = [heading for heading in above if 0 < _level(heading) < level]
        if not _fits([title, *run, block]):
            while run and any(run[-1] is heading for heading in above):
                run.pop()
            if run:
                yield run
            run = list(above)
        run.append(block)
        above.append(block)
    yield run


def _level(block: Block) -> int:
    """How deep a block stands: a header, a line in bold, a person's name, another line, and what people wrote."""
    match block:
        case {"type": "header"}:
            return 1
        case {"type": "rich_text", "elements": [{"elements": [{"style": {"bold": True}}, *_]}, *_]}:
            return 2
        case {"type": "rich_text", "elements": [{"elements": [{"type": "user"}, *_]}, *_]}:
            return 3
        case {"type": "rich_text"}:
            return 4
        case {"type": "section", "expand": False}:
            return 5
    return 0


def _fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes the blocks as one message, be it with its tables in words."""
    return (
        len(blocks) < MESSAGE_BLOCKS
        and sum(block["type"] == "table" for block in blocks) <= MESSAGE_TABLES
        and max(map(visible_characters, (blocks, _in_words(blocks))))
        <= MESSAGE_TEXT - ROOM_FOR_COUNT
    )


def plainer(payload: Payload) -> Iterator[Payload]:
    """The message for a workspace that has no charts yet, and for one that has no tables either.

    A chart shows what the table says; what the table says stands in words then.
    """
    blocks: list[Block] = payload.get("blocks", [])
    without_charts = [block for block in blocks if block["type"] != "data_visualization"]
    for fewer in (without_charts, _in_words(without_charts)):
        if fewer != blocks:
            yield payload | {"blocks": fewer}
        blocks = fewer


def _in_words(blocks: Sequence[Block]) -> list[Block]:
    return [
        {"type": "rich_text", "elements": table_in_words(block["rows"])}
        if block["type"] == "table"
        else block
        for block in blocks
    ]
