"""The rules about options and what is chosen from the start: all values differ, and a start value is an option."""

from collections.abc import Iterator
from typing import Any

from slack_limits.cross_field import repeated
from slack_limits.violations import Found, Steps, Violation, pointer

Option = tuple[Steps, dict[str, Any]]


def different_values(menu: dict[str, Any]) -> Found:
    """A violation for each option whose value another option of the menu has already."""
    return repeated([(steps, option["value"]) for steps, option in _options(menu)], "value")


def chosen_are_options(menu: dict[str, Any]) -> Found:
    """A violation for each option chosen from the start that is not, word for word, on the menu."""
    offered = {option["value"]: option for _, option in _options(menu)}
    return [
        Violation(
            pointer(steps),
            "not_an_option",
            "What is chosen from the start must be exactly an option on offer.",
        )
        for steps, option in _chosen(menu)
        if option != offered.get(option["value"])
    ]


def within_selection(menu: dict[str, Any]) -> Found:
    """A violation if more is chosen from the start than may be chosen."""
    limit = menu.get("max_selected_items")
    return [
        Violation(
            f"/{key}",
            "too_many",
            f"`{key}` has {len(chosen):,} items; `max_selected_items` is {limit:,}.",
        )
        for key, chosen in menu.items()
        if limit is not None and key.startswith("initial_") and len(chosen) > limit
    ]


def _options(menu: dict[str, Any]) -> Iterator[Option]:
    for index, option in enumerate(menu.get("options", ())):
        yield ("options", index), option
    for number, group in enumerate(menu.get("option_groups", ())):
        for index, option in enumerate(group["options"]):
            yield ("option_groups", number, "options", index), option


def _chosen(menu: dict[str, Any]) -> Iterator[Option]:
    if "initial_option" in menu:
        yield ("initial_option",), menu["initial_option"]
    for index, option in enumerate(menu.get("initial_options", ())):
        yield ("initial_options", index), option
