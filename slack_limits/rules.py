"""The small vocabulary that the tables of Slack's limits are written in: rules that look at one JSON value."""

import re
from collections.abc import Callable, Mapping, Sequence
from sys import maxsize
from typing import Any

from slack_limits.violations import (
    CLEAN,
    Found,
    Violation,
    fault,
    kind_of,
    place,
    quoted,
    wrong_type,
)

Rule = Callable[[Any], Found]
Fields = Mapping[str, Rule]


def anything(_: object) -> Found:
    """Nothing to find: the value is free, or somebody else has looked at it."""
    return CLEAN


def boolean(value: object) -> Found:
    """Only true and false are clean."""
    return CLEAN if isinstance(value, bool) else wrong_type("true or false", value)


def string(most: int = maxsize, least: int = 1) -> Rule:
    """A rule for text of so many characters."""

    def check(value: object) -> Found:
        if isinstance(value, str):
            size = len(value)
            return CLEAN if least <= size <= most else _bad_length(size, most)
        return wrong_type("text", value)

    return check


def _bad_length(size: int, most: int) -> Found:
    if size > most:
        return fault("too_long", f"has {size:,} characters; the limit is {most:,}")
    return fault("empty", "is empty")


def matching(pattern: str, wanted: str, most: int = maxsize) -> Rule:
    """A rule for text that is written in one way, which `wanted` describes."""
    fits = re.compile(pattern).fullmatch
    sized = string(most)

    def check(value: Any) -> Found:
        found = sized(value)
        if found or fits(value):
            return found
        return fault("invalid_format", f"must be {wanted}, found {quoted(value)}")

    return check


def choice(*words: str) -> Rule:
    """A rule for a word that is one of a few."""

    def check(value: object) -> Found:
        if isinstance(value, str) and value in words:
            return CLEAN
        return fault("invalid_choice", f"must be one of {', '.join(words)}, found {quoted(value)}")

    return check


def integer(least: int, most: int = maxsize) -> Rule:
    """A rule for a whole number in a range, both ends included."""

    def check(value: object) -> Found:
        if not isinstance(value, int) or isinstance(value, bool):
            return wrong_type("a whole number", value)
        if least <= value <= most:
            return CLEAN
        wanted = f"from {least:,} to {most:,}" if most < maxsize else f"{least:,} or more"
        size = f"{value:,}" if abs(value) < maxsize else "beyond all bounds"
        return fault("out_of_range", f"is {size}; Slack takes {wanted}")

    return check


def items(each: Rule, most: int = maxsize, least: int = 1) -> Rule:
    """A rule for a list of so many things, all of one kind."""

    def check(value: object) -> Found:
        if not isinstance(value, list):
            return wrong_type("a list", value)
        if len(value) > most:  # the rest is not looked at: there may be a million
            return fault("too_many", f"has {len(value):,} items; the limit is {most:,}")
        if len(value) < least:
            return fault("too_few", f"has {len(value)} items; Slack wants at least {least}")
        found: list[Violation] = []
        for index, item in enumerate(value):
            if faults := each(item):
                found += place(index, f"item {index}", faults)
        return found

    return check


def shape(name: str, required: Fields, optional: Fields | None = None, *also: Rule) -> Rule:
    """A rule for an object with these fields and no others.

    What `also` says about fields together is asked once each field is well, so it can rely on their types.
    """
    fields = {**required, **(optional or {})}

    def check(value: object) -> Found:
        if not isinstance(value, dict):
            return wrong_type("an object", value)
        found: list[Violation] = []
        for key, part in value.items():
            if (rule := fields.get(key)) is None:
                found += place(
                    key, quoted(key), fault("unknown_field", f"is not a field of {name} here")
                )
            elif faults := rule(part):
                found += place(key, f"`{key}` of {name}", faults)
        for key in required:
            if key not in value:
                found += fault("missing", f"lacks `{key}`, which {name} needs")
        return found if found or not also else _all(also, value)

    return check


def _all(rules: Sequence[Rule], value: dict[str, Any]) -> Found:
    found: list[Violation] = []
    for rule in rules:
        found += rule(value)
    return found


def typed(name: str, required: Fields, optional: Fields | None = None, *also: Rule) -> Rule:
    """A rule for an object that carries its `type`, by which it was picked already."""
    return shape(name, required, {"type": anything, **(optional or {})}, *also)


def by_type(rules: Fields, refuse: Callable[[str], Found]) -> Rule:
    """A rule that asks the rule for the object's `type`; `refuse` answers for any other type."""

    def check(value: Any) -> Found:
        try:
            rule = rules[value["type"]]
        except (
            KeyError,
            TypeError,
        ):  # asking first would cost every clean object as much as the answer
            return _no_rule(value, refuse)
        return rule(value)

    return check


def _no_rule(value: object, refuse: Callable[[str], Found]) -> Found:
    if not isinstance(value, dict):
        return wrong_type("an object", value)
    if "type" not in value:
        return fault("missing", "lacks `type`")
    kind = value["type"]
    return (
        refuse(kind)
        if isinstance(kind, str)
        else fault("wrong_type", f"has {kind_of(kind)} as its `type`")
    )


def unknown_element(kind: str) -> Found:
    """The violation for a type that has no place here."""
    return fault("unknown_element", f"is of type {quoted(kind)}, which Slack does not know here")
