"""Rules about several fields of one object; they run only when each single field is clean."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from sys import maxsize
from typing import Any

from slack_limits.numbers import INPUT_TEXT
from slack_limits.rules import Rule
from slack_limits.violations import CLEAN, Steps, Violation, Violations, fault, pointer, quote

Option = tuple[Steps, dict[str, Any]]
Marks = Sequence[tuple[Steps, str]]


def exactly_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, and only one."""
    return _count(keys, 1, 1, "needs exactly one of {names}, found {count}")


def at_least_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, or more."""
    return _count(keys, 1, maxsize, "needs one of {names}")


def at_most_one(*keys: str) -> Rule:
    """A rule for fields that exclude each other."""
    return _count(keys, 0, 1, "takes one of {names} at most, found {count}")


def _count(keys: Sequence[str], least: int, most: int, clause: str) -> Rule:
    names = ", ".join(f"`{key}`" for key in keys)

    def check(value: dict[str, Any]) -> Violations:
        count = len(value.keys() & keys)
        if least <= count <= most:
            return CLEAN
        code = "conflict" if count else "missing"
        return fault(code, clause.format(names=names, count=count))

    return check


def needs(key: str, other: str) -> Rule:
    """A rule for a field that needs another field with a value."""

    def check(value: dict[str, Any]) -> Violations:
        is_missing = value.get(key) and not value.get(other)
        return fault("missing", f"has `{key}`, which needs `{other}`") if is_missing else CLEAN

    return check


def in_order(low: str, high: str) -> Rule:
    """A rule for two numbers, the first of which must not be the larger."""

    def check(value: dict[str, Any]) -> Violations:
        if low not in value or high not in value or value[low] <= value[high]:
            return CLEAN
        clause = f"has a `{low}` of {value[low]}, above its `{high}` of {value[high]}"
        return fault("out_of_range", clause)

    return check


def distinct(of: str, key: str) -> Rule:
    """A rule for a list of objects in which one field must differ wherever it is given."""

    def check(value: dict[str, Any]) -> Violations:
        objects = enumerate(value.get(of, ()))
        return duplicates([((of, index), item[key]) for index, item in objects if key in item], key)

    return check


def duplicates(marks: Marks, *tail: str) -> Violations:
    """A violation for each mark that an earlier place has too; `tail` leads from the place to the mark."""
    if len({mark for _, mark in marks}) == len(marks):
        return CLEAN
    first_place: dict[str, Steps] = {}
    return [
        Violation(
            pointer((*place, *tail)),
            "duplicate",
            f"{quote(mark)} is taken already, at {pointer(first_place[mark])}.",
        )
        for place, mark in marks
        if first_place.setdefault(mark, place) is not place
    ]


def different_values(menu: dict[str, Any]) -> Violations:
    """A violation for each option whose value another option of the menu has already."""
    return duplicates([(steps, option["value"]) for steps, option in _options(menu)], "value")


def initial_options_exist(menu: dict[str, Any]) -> Violations:
    """A violation for each option chosen from the start that is not, word for word, on the menu."""
    options_by_value = {option["value"]: option for _, option in _options(menu)}
    clause = "What is chosen from the start must be exactly an option on offer."
    return [
        Violation(pointer(steps), "not_an_option", clause)
        for steps, option in _initial_options(menu)
        if option != options_by_value.get(option["value"])
    ]


def within_selection(menu: dict[str, Any]) -> Violations:
    """A violation if more is chosen from the start than may be chosen."""
    limit = menu.get("max_selected_items", maxsize)
    clause = "`{}` has {:,} items; `max_selected_items` is {:,}."
    return [
        Violation(f"/{key}", "too_many", clause.format(key, len(values), limit))
        for key, values in menu.items()
        if key.startswith("initial_") and len(values) > limit
    ]


def _options(menu: dict[str, Any]) -> Iterator[Option]:
    for index, option in enumerate(menu.get("options", ())):
        yield ("options", index), option
    for number, group in enumerate(menu.get("option_groups", ())):
        for index, option in enumerate(group["options"]):
            yield ("option_groups", number, "options", index), option


def _initial_options(menu: dict[str, Any]) -> Iterator[Option]:
    if "initial_option" in menu:
        yield ("initial_option",), menu["initial_option"]
    for index, option in enumerate(menu.get("initial_options", ())):
        yield ("initial_options", index), option


def initial_text_fits(field: dict[str, Any]) -> Violations:
    """A violation for an initial text beyond the field's own limit."""
    size, limit = len(field.get("initial_value", "")), field.get("max_length", INPUT_TEXT)
    if size <= limit:
        return CLEAN
    clause = f"`initial_value` has {size:,} characters; `max_length` is {limit:,}."
    return [Violation("/initial_value", "too_long", clause)]


def bounds_fit(field: dict[str, Any]) -> Violations:
    """Violations where bounds and initial value are out of order; they are text, compared as exact decimals."""
    keys = [key for key in ("min_value", "initial_value", "max_value") if key in field]
    return [
        Violation(f"/{low}", "out_of_range", f"`{low}` is above `{high}`.")
        for low, high in pairwise(keys)
        if Decimal(field[low]) > Decimal(field[high])
    ]


def whole_numbers(field: dict[str, Any]) -> Violations:
    """A violation for each number with decimals in a field that takes none."""
    if field["is_decimal_allowed"]:
        return CLEAN
    clause = "`{}` has decimals, which `is_decimal_allowed` forbids."
    return [
        Violation(f"/{key}", "invalid_format", clause.format(key))
        for key in ("min_value", "initial_value", "max_value")
        if "." in field.get(key, "")
    ]
