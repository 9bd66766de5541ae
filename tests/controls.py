"""What a screen reader calls the controls of a message, a modal or a Home tab."""

from collections.abc import Iterator
from typing import Any

_TYPES = ("button", "select", "overflow", "input", "picker", "checkboxes", "radio_buttons")


def names_of_controls(payload: dict[str, Any]) -> list[str]:
    """The name of each control: its own label or text, the label of its field, or what stands in it while empty."""
    return [name for block in payload["blocks"] for name in _names(block, "")]


def _names(node: Any, label: str) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _names(each, label)
    elif isinstance(node, dict):
        if node.get("type") == "input":
            yield from _names(node["element"], node["label"]["text"])
        elif str(node.get("type")).endswith(_TYPES):
            words = node.get("text") or node.get("placeholder") or {}
            yield node.get("accessibility_label") or label or words.get("text", "")
        else:
            yield from _names(list(node.values()), label)
