"""The rules about all blocks of a payload together, and the visible text; single blocks may be malformed."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_limits.cross_field import duplicates
from slack_limits.violations import Steps, Violation, Violations, pointer

BlockPaths = Sequence[tuple[Steps, dict[str, Any]]]

_HOLDERS = {"container": "child_blocks", "carousel": "elements"}
_KINDS = tuple(_HOLDERS)


def every_block(blocks: object) -> BlockPaths:
    """All blocks with the steps that lead to them, those inside other blocks too."""
    outer = _objects(("blocks",), blocks)
    inner = [
        child
        for steps, block in outer
        if (kind := block.get("type")) in _KINDS  # a tuple: the type may be anything, a list too
        for child in _objects((*steps, _HOLDERS[kind]), block.get(_HOLDERS[kind]))
    ]
    return outer + inner


def different_block_ids(blocks: BlockPaths) -> Violations:
    """A violation for each block_id that another block has too."""
    ids = [
        (steps, name) for steps, block in blocks if isinstance(name := block.get("block_id"), str)
    ]
    return duplicates(ids, "block_id")


def not_too_many(blocks: BlockPaths, kind: str, most: int) -> Violations:
    """A violation for each block of the type beyond the first few that are allowed."""
    places = [steps for steps, block in blocks if block.get("type") == kind]
    clause = f"The message has {len(places)} blocks of type {kind}; the limit is {most}."
    return [Violation(pointer(steps), "too_many", clause) for steps in places[most:]]


def too_many_focused(blocks: BlockPaths, most: int) -> Violations:
    """A violation for each element beyond the first that asks for the cursor when the view opens."""
    places = [steps for steps, element in _elements(blocks) if element.get("focus_on_load") is True]
    clause = f"{len(places)} elements have `focus_on_load`; the limit is {most}."
    return [
        Violation(pointer((*steps, "focus_on_load")), "too_many", clause) for steps in places[most:]
    ]


def _elements(blocks: BlockPaths) -> BlockPaths:
    elements: list[tuple[Steps, dict[str, Any]]] = []
    for steps, block in blocks:
        parts = [((*steps, key), block.get(key)) for key in ("element", "accessory")]
        elements += [(place, part) for place, part in parts if isinstance(part, dict)]
        elements += _objects((*steps, "elements"), block.get("elements"))
    return elements


def _objects(steps: Steps, values: object) -> list[tuple[Steps, dict[str, Any]]]:
    if not isinstance(values, list):
        return []
    return [((*steps, index), item) for index, item in enumerate(values) if isinstance(item, dict)]


# The keys of text for people in any block, element or object, read aloud and placeholders included.
# Slack does not publish how it counts, so this counts rather too much: a menu's chosen option counts twice, and
# each word of a bare list counts, as a chart's categories must.
_WORDS = frozenset(
    {
        *("text", "title", "label", "name", "caption", "alt_text", "accessibility_label"),
        *("author_name", "provider_name", "x_label", "y_label", "agent_prompt_display"),
        *("initial_value", "initial_date", "initial_time", "format", "range"),
        *("user_id", "usergroup_id", "channel_id", "team_id", "url"),
    }
)


def visible_characters(blocks: Sequence[Mapping[str, Any]]) -> int:
    """The number of characters that people see in these blocks."""
    total = 0
    nodes: list[Any] = list(blocks)
    for node in nodes:  # which grows by what is inside, so that no depth is too deep
        if isinstance(node, dict):
            for key, value in node.items():
                if type(value) is dict or type(value) is list:
                    nodes.append(value)
                elif key in _WORDS and isinstance(value, str):
                    total += len(value) if key != "url" or _shows_address(node) else 0
        elif isinstance(node, list):
            nodes += node
        elif isinstance(node, str):
            total += len(node)
    return total


def _shows_address(node: dict[str, Any]) -> bool:
    return node.get("type") == "link" and "text" not in node
