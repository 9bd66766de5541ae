"""Rules about several fields of one object; they run only when each single field is clean."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_limits.rules import Rule
from slack_limits.violations import CLEAN, Steps, Violation, Violations, fault, pointer, quote

Marks = Sequence[tuple[Steps, str]]


def exactly_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, and only one."""

    def check(value: dict[str, Any]) -> Violations:
        count = len(value.keys() & keys)
        if count == 1:
            return CLEAN
        return fault(
            "conflict" if count else "missing",
            f"needs exactly one of {_names(keys)}, found {count}",
        )

    return check


def at_least_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, or more."""
    expected = frozenset(keys)

    def check(value: dict[str, Any]) -> Violations:
        return (
            fault("missing", f"needs one of {_names(keys)}")
            if expected.isdisjoint(value)
            else CLEAN
        )

    return check


def at_most_one(*keys: str) -> Rule:
    """A rule for fields that exclude each other."""

    def check(value: dict[str, Any]) -> Violations:
        count = len(value.keys() & keys)
        if count <= 1:
            return CLEAN
        return fault("conflict", f"takes one of {_names(keys)} at most, found {count}")

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
        if low in value and high in value and value[low] > value[high]:
            return fault(
                "out_of_range",
                f"has a `{low}` of {value[low]}, above its `{high}` of {value[high]}",
            )
        return CLEAN

    return check


def distinct(of: str, key: str) -> Rule:
    """A rule for a list of objects in which one field must differ wherever it is given."""

    def check(value: dict[str, Any]) -> Violations:
        objects = value.get(of, ())
        return duplicates(
            [((of, index), item[key]) for index, item in enumerate(objects) if key in item], key
        )

    return check


def distinct_words(of: str) -> Rule:
    """A rule for a list of words that must all differ."""

    def check(value: dict[str, Any]) -> Violations:
        return duplicates([((of, index), word) for index, word in enumerate(value[of])])

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


def _names(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
