"""Checks messages and views against Slack's limits; the module that other rooms import.

The numbers are in `numbers`, the places of blocks and elements in `surfaces`, the rules for each
type in the other modules. Payloads are JSON as Python reads it: dicts and lists.
"""

import json
from collections.abc import Mapping
from typing import Any

from slack_limits import numbers as most
from slack_limits.blocks import BLOCK
from slack_limits.numbers import *  # noqa: F403 -- this is the one place to import any limit from
from slack_limits.objects import ID, plain
from slack_limits.payload import (
    BlockPaths,
    different_block_ids,
    every_block,
    has_input,
    not_too_many,
    too_many_focused,
)
from slack_limits.payload import visible_characters as visible_characters
from slack_limits.rules import Fields, Rule, boolean, by_type, items, string, typed_object
from slack_limits.surfaces import Surface as Surface
from slack_limits.violations import CLEAN, Violations, fault, place, quote, wrong_type
from slack_limits.violations import Violation as Violation

_FALLBACK = string(most.MESSAGE_FALLBACK)
_MESSAGE_BLOCKS = items(BLOCK[Surface.MESSAGE], most.MESSAGE_BLOCKS, least=0)

_VIEW: Fields = {
    "callback_id": ID,
    "external_id": ID,
    "private_metadata": string(most.PRIVATE_METADATA, 0),
}
_BUTTON = plain(most.VIEW_TITLE)
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
_VIEWS: dict[str, Rule] = {
    "modal": typed_object(
        "a modal",
        {"title": _BUTTON, "blocks": items(BLOCK[Surface.MODAL], most.VIEW_BLOCKS)},
        {**_VIEW, "submit": _BUTTON, "close": _BUTTON, **dict.fromkeys(_FLAGS, boolean)},
    ),
    "home": typed_object(
        "a Home view", {"blocks": items(BLOCK[Surface.HOME], most.VIEW_BLOCKS)}, _VIEW
    ),
}


def check_message(payload: Mapping[str, Any]) -> list[Violation]:
    """The violations in the message's `text` and `blocks`; empty for a message that Slack accepts."""
    if not _is_object(payload):
        return _top("The message", wrong_type("an object", payload))
    blocks = payload.get("blocks", [])
    every = every_block(blocks)
    return [
        *place("text", "The message's `text`", _fallback(payload)),
        *place("blocks", "The message's `blocks`", _MESSAGE_BLOCKS(blocks)),
        *place("blocks", "All blocks together", _visible(blocks)),
        *different_block_ids(every),
        *not_too_many(every, "table", most.MESSAGE_TABLES),
        *not_too_many(every, "data_visualization", most.MESSAGE_CHARTS),
    ]


def check_view(view: Mapping[str, Any]) -> list[Violation]:
    """The violations in the modal or Home view; empty for a view that Slack accepts."""
    if not _is_object(view):
        return _top("The view", wrong_type("an object", view))
    every = every_block(view.get("blocks"))
    return [
        *_top("The view", _shape(dict(view))),
        *_top("The view", _size(view)),
        *_top("The modal", _submit(view, every)),
        *different_block_ids(every),
        *too_many_focused(every, most.FOCUSED_ELEMENTS),
    ]


def _is_object(payload: object) -> bool:
    return isinstance(payload, Mapping)


def _fallback(payload: Mapping[str, Any]) -> Violations:
    """Blank text counts as empty: notifications and screen readers have no other."""
    if "text" not in payload:
        return fault("missing", "is missing; notifications and screen readers need it")
    text = payload["text"]
    if isinstance(text, str) and not text.strip():
        return fault("empty", "is empty; notifications and screen readers need it")
    return _FALLBACK(text)


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


def _submit(view: Mapping[str, Any], blocks: BlockPaths) -> Violations:
    if view.get("type") == Surface.MODAL and "submit" not in view and has_input(blocks):
        return fault("missing", "has an input block, so it needs `submit`")
    return CLEAN


def _top(subject: str, violations: Violations) -> list[Violation]:
    """The violations as seen from the payload itself, where a path is empty and a subject still missing."""
    return [
        violation
        if violation.path
        else Violation("", violation.code, f"{subject} {violation.message}.")
        for violation in violations
    ]
