"""Finds the elements that can be acted on in blocks, and the text that people read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.world.records import Json

BUTTON_TYPES = frozenset({"button", "workflow_button", "icon_button", "feedback_buttons"})
_NESTED_BLOCKS = ("child_blocks", "blocks")
_ELEMENT_LISTS = ("elements", "actions")
_BUTTON_ROWS = {"actions": "elements", "context_actions": "elements", "card": "actions"}
# The keys under which words stand that a person reads; other strings are ids, types and settings.
_TEXT_KEYS = frozenset(
    {"title", "subtitle", "subtext", "label", "text", "name", "caption", "alt_text"}
    | {"hint", "description", "author_name", "x_label", "y_label", "categories"}
)


@dataclass(frozen=True, slots=True)
class Spot:
    """An element that a person can act on, with the block that it stands in."""

    block: Json
    element: Json

    @property
    def key(self) -> tuple[str, str]:
        """The pair of ids that a value is kept under."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def is_input(self) -> bool:
        """Whether the value is sent only with its form."""
        return bool(self.block["type"] == "input")

    @property
    def dispatches(self) -> bool:
        """Whether acting on it sends a request at once."""
        return not self.is_input or bool(self.block.get("dispatch_action"))


def spots(blocks: Sequence[Json]) -> Iterator[Spot]:
    """Everything that can be acted on, from the top down."""
    for block in blocks:
        single = (block.get(key) for key in ("element", "accessory"))
        nested = (element for key in _ELEMENT_LISTS for element in block.get(key) or ())
        for element in (*single, *nested):
            if isinstance(element, dict) and "action_id" in element:
                yield Spot(block, element)
            elif isinstance(element, dict):
                yield from spots([element])
        for key in _NESTED_BLOCKS:
            yield from spots(block.get(key) or ())


def with_ids(blocks: Sequence[Json], new_id: Callable[[], str]) -> list[Json]:
    """The blocks with an id for every block and element that came without one, as Slack gives them."""
    return [_with_id(block, new_id) for block in blocks]


def _with_id(block: Json, new_id: Callable[[], str]) -> Json:
    copy = {**block, "block_id": block.get("block_id") or new_id()}
    for key in ("element", "accessory"):
        if isinstance(copy.get(key), dict):
            copy[key] = _with_action_id(copy[key], new_id)
    if (row := _BUTTON_ROWS.get(copy["type"])) in copy:
        copy[row] = [_with_action_id(element, new_id) for element in copy[row]]
    for key in _nested_in(copy):
        copy[key] = with_ids(copy[key], new_id)
    return copy


def _nested_in(block: Json) -> tuple[str, ...]:
    if block["type"] == "carousel":
        return ("elements",)
    return tuple(key for key in _NESTED_BLOCKS if key in block)


def _with_action_id(element: Json, new_id: Callable[[], str]) -> Json:
    if element.get("type") == "image":
        return element
    return {**element, "action_id": element.get("action_id") or new_id()}


def visible_text(part: Any) -> str:
    """All that a person reads in these blocks, a line each, with Slack's three escapes undone."""
    return "\n".join(_unescape(line) for line in _lines(part) if line.strip())


def _lines(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if key in _TEXT_KEYS or not (_is_setting(value) or key.startswith("initial_")):
                yield from _lines(value)
    elif isinstance(part, Sequence):
        for item in part:
            yield from _lines(item)


def _is_setting(value: Any) -> bool:
    """Whether this is a setting or a list of settings rather than an object with words in it."""
    settings = value if isinstance(value, list) else [value]
    return bool(settings) and all(isinstance(setting, str) for setting in settings)


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
