"""The rules of which the tables of limits are made; a rule gives the violations of one JSON value."""

import re
from collections.abc import Callable, Mapping
from sys import maxsize
from typing import Any

from slack_limits.violations import (
    CLEAN,
    Violation,
    Violations,
    fault,
    kind_of,
    place,
    quote,
    wrong_type,
)

Rule = Callable[[Any], Violations]
Fields = Mapping[str, Rule]


def anything(_: object) -> Violations:
    """No violation: the value is free, or another rule checks it."""
    return CLEAN


def boolean(value: object) -> Violations:
    """A violation for anything but true and false."""
    return CLEAN if isinstance(value, bool) else wrong_type("true or false", value)


def string(most: int = maxsize, least: int = 1) -> Rule:
    """A rule for text of so many characters."""

    def check(value: object) -> Violations:
        if not isinstance(value, str):
            return wrong_type("text", value)
        if len(value) > most:
            return fault("too_long", f"has {len(value):,} characters; the limit is {most:,}")
        return CLEAN if len(value) >= least else fault("empty", "is empty")

    return check


def text_pattern(pattern: str, expected: str, most: int = maxsize) -> Rule:
    """A rule for text that is written in one way, which `expected` describes."""
    fits = re.compile(pattern).fullmatch
    check_length = string(most)

    def check(value: Any) -> Violations:
        violations = check_length(value)
        if violations or fits(value):
            return violations
        return fault("invalid_format", f"must be {expected}, found {quote(value)}")

    return check


def choice(*words: str) -> Rule:
    """A rule for a word that is one of a few."""

    def check(value: object) -> Violations:
        if isinstance(value, str) and value in words:
            return CLEAN
        return fault("invalid_choice", f"must be one of {', '.join(words)}, found {quote(value)}")

    return check


def integer(least: int, most: int = maxsize) -> Rule:
    """A rule for a whole number in a range, both ends included."""

    def check(value: object) -> Violations:
        if not isinstance(value, int) or isinstance(value, bool):
            return wrong_type("a whole number", value)
        if least <= value <= most:
            return CLEAN
        expected = f"from {least:,} to {most:,}" if most < maxsize else f"{least:,} or more"
        size = f"{value:,}" if abs(value) < maxsize else "beyond all bounds"
        return fault("out_of_range", f"is {size}; Slack takes {expected}")

    return check


def items(each: Rule, most: int = maxsize, least: int = 1) -> Rule:
    """A rule for a list of so many things, all of one kind."""

    def check(value: object) -> Violations:
        if not isinstance(value, list):
            return wrong_type("a list", value)
        if len(value) > most:  # the rest is not looked at: there may be a million
            return fault("too_many", f"has {len(value):,} items; the limit is {most:,}")
        if len(value) < least:
            return fault("too_few", f"has {len(value)} items; Slack wants at least {least}")
        violations: list[Violation] = []
        for index, item in enumerate(value):
            if faults := each(item):
                violations += place((index,), f"item {index}", faults)
        return violations

    return check


def shape(name: str, required: str, /, *also: Rule, **fields: Rule) -> Rule:
    """A rule for an object with these fields and no others; `required` lists the names of those it needs.

    The rules in `also`, about several fields, run only when each field is clean, so they can rely on types.
    """
    needed = required.split()

    def check(value: object) -> Violations:
        if not isinstance(value, dict):
            return wrong_type("an object", value)
        violations: list[Violation] = []
        for key, part in value.items():
            if (rule := fields.get(key)) is None:
                unknown = fault("unknown_field", f"is not a field of {name} here")
                violations += place((key,), quote(key), unknown)
            elif faults := rule(part):
                violations += place((key,), f"`{key}` of {name}", faults)
        for key in needed:
            if key not in value:
                violations += fault("missing", f"lacks `{key}`, which {name} needs")
        return violations or [violation for rule in also for violation in rule(value)]

    return check


def object_of_type(kind: str, required: str = "", /, *also: Rule, **fields: Rule) -> Fields:
    """The rule for an object of this `type`, which `by_type` has checked already, by the type."""
    return {kind: shape(kind, required, *also, type=anything, **fields)}


def unknown_element(kind: str) -> Violations:
    """The violation for a type that has no place here."""
    return fault("unknown_element", f"is of type {quote(kind)}, which Slack does not know here")


def by_type(rules: Fields, refuse: Callable[[str], Violations] = unknown_element) -> Rule:
    """A rule that applies the rule for the object's `type`; `refuse` gives the violation for any other type."""

    def check(value: Any) -> Violations:
        # Asking first would cost every clean object as much as the answer.
        try:
            rule = rules[value["type"]]
        except (KeyError, TypeError):
            return _no_rule(value, refuse)
        return rule(value)

    return check


def _no_rule(value: object, refuse: Callable[[str], Violations]) -> Violations:
    if not isinstance(value, dict):
        return wrong_type("an object", value)
    if "type" not in value:
        return fault("missing", "lacks `type`")
    if isinstance(value["type"], str):
        return refuse(value["type"])
    return fault("wrong_type", f"has {kind_of(value['type'])} as its `type`")
