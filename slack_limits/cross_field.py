"""Rules about the fields of one object together; each can rely on every single field being well."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_limits.rules import Rule
from slack_limits.violations import CLEAN, Found, Steps, Violation, fault, pointer, quoted

Marks = Sequence[tuple[Steps, str]]


def exactly_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, and only one."""

    def check(value: dict[str, Any]) -> Found:
        given = len(value.keys() & keys)
        if given == 1:
            return CLEAN
        return fault(
            "conflict" if given else "missing",
            f"needs exactly one of {_names(keys)}, found {given}",
        )

    return check


def at_least_one(*keys: str) -> Rule:
    """A rule for fields of which one must be there, or more."""
    wanted = frozenset(keys)

    def check(value: dict[str, Any]) -> Found:
        return (
            fault("missing", f"needs one of {_names(keys)}") if wanted.isdisjoint(value) else CLEAN
        )

    return check


def at_most_one(*keys: str) -> Rule:
    """A rule for fields that exclude each other."""

    def check(value: dict[str, Any]) -> Found:
        given = len(value.keys() & keys)
        if given <= 1:
            return CLEAN
        return fault("conflict", f"takes one of {_names(keys)} at most, found {given}")

    return check


def needs(key: str, other: str) -> Rule:
    """A rule for a field that means nothing unless the other one is there and says something."""

    def check(value: dict[str, Any]) -> Found:
        lacking = value.get(key) and not value.get(other)
        return fault("missing", f"has `{key}`, which needs `{other}`") if lacking else CLEAN

    return check


def in_order(low: str, high: str) -> Rule:
    """A rule for two numbers, the first of which must not be the larger."""

    def check(value: dict[str, Any]) -> Found:
        if low in value and high in value and value[low] > value[high]:
            return fault(
                "out_of_range",
                f"has a `{low}` of {value[low]}, above its `{high}` of {value[high]}",
            )
        return CLEAN

    return check


def distinct(of: str, key: str) -> Rule:
    """A rule for a list of objects in which one field must differ wherever it is given."""

    def check(value: dict[str, Any]) -> Found:
        things = value.get(of, ())
        return repeated(
            [((of, index), thing[key]) for index, thing in enumerate(things) if key in thing], key
        )

    return check


def distinct_words(of: str) -> Rule:
    """A rule for a list of words that must all differ."""

    def check(value: dict[str, Any]) -> Found:
        return repeated([((of, index), word) for index, word in enumerate(value[of])])

    return check


def repeated(marks: Marks, *tail: str) -> Found:
    """A violation for each mark that stood at an earlier place already; the tail leads from the place to the mark."""
    if len({mark for _, mark in marks}) == len(marks):
        return CLEAN
    first: dict[str, Steps] = {}
    return [
        Violation(
            pointer((*place, *tail)),
            "duplicate",
            f"{quoted(mark)} is taken already, at {pointer(first[mark])}.",
        )
        for place, mark in marks
        if first.setdefault(mark, place) is not place
    ]


def _names(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
