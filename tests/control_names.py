"""What somebody with a screen reader hears of the controls on a surface: each has a name of its own there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from sandbox.world.blocks import Spot, spots
from sandbox.world.checks import Checks

Json = dict[str, Any]


def name_of(spot: Spot) -> str:
    """A field's label, a button's `accessibility_label` or its text, or else what a list or menu shows."""
    element, label = spot.element, spot.block.get("label") if spot.is_input else None
    if element.get("accessibility_label"):
        return str(element["accessibility_label"])
    words = label or element.get("text") or element.get("placeholder") or {}
    choices = [str(choice["text"]["text"]) for choice in element.get("options", ())]
    return str(words.get("text") or ", ".join(choices))


def names_of(blocks: Sequence[Json]) -> list[str]:
    """The name of every control of these blocks."""
    return [*map(name_of, spots(blocks))]


def shared_names(blocks: Sequence[Json]) -> list[str]:
    """The names that more than one control of these blocks has, or that are none."""
    counted = Counter(names_of(blocks))
    return [name for name, count in counted.items() if count > 1 or not name.strip()]


def listen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets a line for each message, modal and Home tab that the bot shows with such names from now on."""
    faults: list[str] = []

    def add_listener(method: str) -> None:
        check = getattr(Checks, method)

        def listening(checks: Checks, where: str, surface: Json) -> Any:
            names = shared_names(surface.get("blocks") or ())
            faults.extend(f"{where}: {name!r}" for name in names)
            return check(checks, where, surface)

        monkeypatch.setattr(Checks, method, listening)

    for method in ("message", "view"):
        add_listener(method)
    return faults
