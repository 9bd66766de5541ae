"""Violations of Slack's limits, completed on the way up from the value to the payload.

A rule does not know the place of its value, so it gives a clause such as "is empty"; the rule of the object or
list around it adds the place and the subject. A clean value costs no string.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that Slack would refuse: its place (a JSON pointer), a code, and a sentence for people."""

    path: str
    code: str
    message: str


Violations = Sequence[Violation]
Steps = tuple[str | int, ...]

CLEAN: Violations = ()
_LONGEST_QUOTE = 40  # characters of a foreign word that a message repeats


def fault(code: str, clause: str) -> Violations:
    """One violation at the value itself; its message has no subject yet."""
    return (Violation("", code, clause),)


def place(steps: Steps, subject: str, violations: Violations) -> list[Violation]:
    """The same violations as seen from the object or list, so many steps up, that holds the value."""
    if not violations:
        return []
    above = pointer(steps)
    return [
        Violation(
            above + violation.path,
            violation.code,
            violation.message if violation.path else f"{subject} {violation.message}.",
        )
        for violation in violations
    ]


def pointer(steps: Steps) -> str:
    """The steps from an object to a value inside it, as a JSON pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def quote(word: object) -> str:
    """The word in quotes, short enough for a message."""
    text = word if isinstance(word, str) else kind_of(word)
    return repr(text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…")


def kind_of(value: object) -> str:
    """The name of this kind of JSON value, for a message."""
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return "null" if value is None else names.get(type(value), "no JSON value")


def wrong_type(expected: str, value: object) -> Violations:
    """The violation for a value of another JSON type."""
    return fault("wrong_type", f"must be {expected}, found {kind_of(value)}")
