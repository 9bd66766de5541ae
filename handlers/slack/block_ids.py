"""The block_ids of a form that is shown once more: by them Slack decides what its fields hold.

Slack keeps what a field holds, touched or not, as long as its ids stay, whatever value comes with an
update. So a field that the bot fills otherwise gets another block_id, and every other keeps its own:
what somebody types there meanwhile is not lost.
"""

import re
from secrets import token_hex
from typing import Any

from handlers.context import Payload

# The previous release put a number in the middle, in forms that are still open.
_MARK = re.compile(r"\.?~\w+")
_HOLD_NOTHING = frozenset({"button", "overflow"})


def declared_id(block_id: str) -> str:
    """The block_id by which the field is declared."""
    return _MARK.sub("", block_id)


def ids_in(view: Payload) -> dict[str, str]:
    """The block_ids in the view, by those by which its fields are declared."""
    blocks = (block.get("block_id", "") for block in view.get("blocks", ()))
    return {declared_id(block_id): block_id for block_id in blocks}


def values_in(view: Payload) -> Payload:
    """What Slack says is filled in: a state by action_id, by the block_id by which the field is declared."""
    return {declared_id(block): state for block, state in view["state"]["values"].items()}


def with_new_ids(view: Payload, before: Payload) -> Payload:
    """The view, in which each field that differs from what Slack holds in the view before has a new block_id."""
    shown = ids_in(before)
    held = values_in(before)
    # Of two answers to one and the same view, each has its own.
    mark = f"~{token_hex(4)}"

    def renew(block: Payload) -> Payload:
        fields, declared = _fields(block), block.get("block_id", "")
        states = held.get(declared) or {}
        stays = declared in shown and all(
            _initial(field) == _value_of(states.get(field["action_id"]) or {}) for field in fields
        )
        return (
            block | {"block_id": shown[declared] if stays else declared + mark} if fields else block
        )

    return view | {"blocks": [renew(block) for block in view["blocks"]]}


def with_ids_of(view: Payload, shown: Payload) -> Payload:
    """The view with the block_ids of the same form as it is shown: whatever was typed there meanwhile stays."""
    ids = ids_in(shown)
    blocks = [
        block | {"block_id": ids[block["block_id"]]} if block.get("block_id") in ids else block
        for block in view["blocks"]
    ]
    return view | {"blocks": blocks}


def _fields(block: Payload) -> list[Payload]:
    """The elements of a block that hold something."""
    elements = (block.get("element"), block.get("accessory"), *block.get("elements", ()))
    fields = (element for element in elements if element and "action_id" in element)
    return [field for field in fields if field["type"] not in _HOLD_NOTHING]


def _initial(field: Payload) -> object:
    """The value that comes with a field."""
    return _comparable(next((field[key] for key in field if key.startswith("initial_")), None))


def _value_of(state: Payload) -> object:
    """The value in a field's state, which stands beside its type."""
    return _comparable(next((state[key] for key in state if key != "type"), None))


def _comparable(value: Any) -> object:
    """Options by their values, several in any order, and all that is empty as None."""
    if isinstance(value, list):
        return sorted(map(str, map(_comparable, value))) or None
    if isinstance(value, dict):
        return value.get("value")
    return value or None
