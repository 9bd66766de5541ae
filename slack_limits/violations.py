"""What a check finds: violations, put together on the way up from the value to the payload.

A rule does not know where its value stands, so it says "is empty"; whoever holds the value puts the place and the
subject in front. So a clean value costs no string at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that Slack would refuse: where it is (a JSON pointer), a code, and a sentence for people."""

    path: str
    code: str
    message: str


Found = Sequence[Violation]
Steps = tuple[str | int, ...]

CLEAN: Found = ()
_SHOWN = 40  # as much of a foreign word as a message repeats


def fault(code: str, clause: str) -> Found:
    """One violation right here, its subject still missing."""
    return (Violation("", code, clause),)


def place(key: str | int, subject: str, found: Found) -> list[Violation]:
    """The same violations as seen from the object or list that holds the value."""
    if not found:
        return []
    step = pointer((key,))
    return [
        Violation(
            step + violation.path,
            violation.code,
            violation.message if violation.path else f"{subject} {violation.message}.",
        )
        for violation in found
    ]


def pointer(steps: Steps) -> str:
    """The steps from an object to a value inside it, as a JSON pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def quoted(word: object) -> str:
    """The word in quotes, short enough for a message."""
    shown = word if isinstance(word, str) else kind_of(word)
    return repr(shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…")


def kind_of(value: object) -> str:
    """What a person would call this JSON value."""
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return "null" if value is None else names.get(type(value), "no JSON value")


def wrong_type(wanted: str, value: object) -> Found:
    """The violation for a value of another JSON type."""
    return fault("wrong_type", f"must be {wanted}, found {kind_of(value)}")
