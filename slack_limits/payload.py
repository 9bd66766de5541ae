"""The rules about all blocks of one payload together; the blocks may be malformed, one by one."""

from collections.abc import Sequence
from typing import Any

from slack_limits.cross_field import repeated
from slack_limits.violations import Found, Steps, Violation, pointer

Placed = Sequence[tuple[Steps, dict[str, Any]]]

_HOLDERS = {"container": "child_blocks", "carousel": "elements"}
_KINDS = tuple(_HOLDERS)


def every_block(blocks: object) -> Placed:
    """All blocks with the steps that lead to them, those inside other blocks too."""
    outer = _objects(("blocks",), blocks)
    inner = [
        found
        for steps, block in outer
        if (kind := block.get("type")) in _KINDS  # a tuple: the type may be anything, a list too
        for found in _objects((*steps, _HOLDERS[kind]), block.get(_HOLDERS[kind]))
    ]
    return outer + inner


def different_block_ids(blocks: Placed) -> Found:
    """A violation for each block_id that another block has too."""
    named = [
        (steps, name) for steps, block in blocks if isinstance(name := block.get("block_id"), str)
    ]
    return repeated(named, "block_id")


def not_too_many(blocks: Placed, kind: str, most: int) -> Found:
    """A violation for each block of the type beyond the first few that are allowed."""
    places = [steps for steps, block in blocks if block.get("type") == kind]
    clause = f"The message has {len(places)} blocks of type {kind}; the limit is {most}."
    return [Violation(pointer(steps), "too_many", clause) for steps in places[most:]]


def one_focus(blocks: Placed, most: int) -> Found:
    """A violation for each element beyond the first that asks for the cursor when the view opens."""
    places = [steps for steps, element in _elements(blocks) if element.get("focus_on_load") is True]
    clause = f"{len(places)} elements have `focus_on_load`; the limit is {most}."
    return [
        Violation(pointer((*steps, "focus_on_load")), "too_many", clause) for steps in places[most:]
    ]


def has_input(blocks: Placed) -> bool:
    """Whether there is a block for people to fill in."""
    return any(block.get("type") == "input" for _, block in blocks)


def _elements(blocks: Placed) -> Placed:
    found: list[tuple[Steps, dict[str, Any]]] = []
    for steps, block in blocks:
        found += [
            ((*steps, key), part) for key in _SINGLE if isinstance(part := block.get(key), dict)
        ]
        found += _objects((*steps, "elements"), block.get("elements"))
    return found


_SINGLE = ("element", "accessory")


def _objects(steps: Steps, things: object) -> list[tuple[Steps, dict[str, Any]]]:
    if not isinstance(things, list):
        return []
    return [
        ((*steps, index), thing) for index, thing in enumerate(things) if isinstance(thing, dict)
    ]
