"""Checks messages and views against Slack's limits; the module that other rooms import.

The numbers are in `numbers`, the places of blocks and elements in `surfaces`, the rules for each
type in the other modules. Payloads are JSON as Python reads it: dicts and lists.
"""

import json
from collections.abc import Mapping
from typing import Any

from slack_limits import numbers as most
from slack_limits import payload
from slack_limits.blocks import BLOCK
from slack_limits.numbers import *  # noqa: F403 -- this is the one place to import any limit from
from slack_limits.objects import ID, plain
from slack_limits.payload import every_block as every_block
from slack_limits.payload import visible_characters as visible_characters
from slack_limits.rules import Fields, anything, boolean, by_type, items, shape, string
from slack_limits.surfaces import BLOCK_SINCE, SETTLED
from slack_limits.surfaces import Surface as Surface
from slack_limits.violations import CLEAN, Violations, fault, place, pointer, quote, wrong_type
from slack_limits.violations import Violation as Violation

_FALLBACK = string(most.MESSAGE_FALLBACK)
_MESSAGE_BLOCKS = items(BLOCK[Surface.MESSAGE], most.MESSAGE_BLOCKS, least=0)

_VIEW: Fields = {
    "type": anything,
    "callback_id": ID,
    "external_id": ID,
    "private_metadata": string(most.PRIVATE_METADATA, 0),
}
_BUTTON = plain(most.VIEW_TITLE)
_VIEWS: Fields = {
    "modal": shape(
        "a modal",
        "title blocks",
        title=_BUTTON,
        blocks=items(BLOCK[Surface.MODAL], most.VIEW_BLOCKS),
        submit=_BUTTON,
        close=_BUTTON,
        clear_on_close=boolean,
        notify_on_close=boolean,
        submit_disabled=boolean,
        **_VIEW,
    ),
    "home": shape(
        "a Home view", "blocks", blocks=items(BLOCK[Surface.HOME], most.VIEW_BLOCKS), **_VIEW
    ),
}


def check_message(message: object) -> list[Violation]:
    """The violations in the message's `text` and `blocks`; empty for a message that Slack accepts."""
    if not isinstance(message, Mapping):
        return place((), "The message", wrong_type("an object", message))
    blocks = message.get("blocks", [])
    every = payload.every_block(blocks)
    return [
        *place(("text",), "The message's `text`", _fallback(message)),
        *place(("blocks",), "The message's `blocks`", _MESSAGE_BLOCKS(blocks)),
        *place(("blocks",), "All blocks together", _visible(blocks)),
        *payload.different_block_ids(every),
        *payload.not_too_many(every, "table", most.MESSAGE_TABLES),
        *payload.not_too_many(every, "data_visualization", most.MESSAGE_CHARTS),
    ]


def check_view(view: object) -> list[Violation]:
    """The violations in the modal or Home view; empty for a view that Slack accepts."""
    if not isinstance(view, Mapping):
        return place((), "The view", wrong_type("an object", view))
    every = payload.every_block(view.get("blocks"))
    return [
        *place((), "The view", _shape(dict(view))),
        *place((), "The view", _size(view)),
        *place((), "The modal", _submit(view, every)),
        *payload.different_block_ids(every),
        *payload.too_many_focused(every, most.FOCUSED_ELEMENTS),
    ]


def _fallback(message: Mapping[str, Any]) -> Violations:
    """Blank text counts as empty: notifications and screen readers have no other."""
    if "text" not in message:
        return fault("missing", "is missing; notifications and screen readers need it")
    text = message["text"]
    if isinstance(text, str) and not text.strip():
        return fault("empty", "is empty; notifications and screen readers need it")
    return _FALLBACK(text)


def check_acknowledgement(blocks: object) -> list[Violation]:
    """The violations in blocks that answer a command or a form, where nobody hears that Slack refuses one."""
    return [
        Violation(
            pointer((*steps, "type")), "young_block", f"A {kind} block is too new for an answer."
        )
        for steps, block in payload.every_block(blocks)
        if BLOCK_SINCE.get(kind := str(block.get("type")), SETTLED) > SETTLED
    ]


def _visible(blocks: object) -> Violations:
    count = visible_characters(blocks) if isinstance(blocks, list) else 0
    if count <= most.MESSAGE_TEXT:
        return CLEAN
    return fault("too_long", f"show {count:,} characters; the limit is {most.MESSAGE_TEXT:,}")


def _unknown_view(kind: str) -> Violations:
    return fault("unknown_view", f"is of type {quote(kind)}; Slack knows modal and home")


_shape = by_type(_VIEWS, _unknown_view)


def _size(view: Mapping[str, Any]) -> Violations:
    """A violation for a view over the size limit, in bytes of ASCII JSON: other letters take six or more."""
    try:
        size = len(json.dumps(dict(view)))
    except (TypeError, ValueError, RecursionError):
        return fault("wrong_type", "holds something that JSON cannot express")
    if size <= most.VIEW_BYTES:
        return CLEAN
    return fault("too_large", f"has {size:,} bytes; the limit is {most.VIEW_BYTES:,}")


def _submit(view: Mapping[str, Any], blocks: payload.BlockPaths) -> Violations:
    takes_input = any(block.get("type") == "input" for _, block in blocks)
    if takes_input and view.get("type") == Surface.MODAL and "submit" not in view:
        return fault("missing", "has an input block, so it needs `submit`")
    return CLEAN
