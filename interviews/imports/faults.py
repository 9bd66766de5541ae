"""What a file means entry by entry: what is wrong, for whoever has to mend it, or else what becomes of it."""

from enum import StrEnum
from typing import NamedTuple

from interviews.errors import InterviewError


class Place(NamedTuple):
    """Where something stands in a file, counted from 1; `field` is its column's or its key's name."""

    line: int
    column: int
    field: str = ""

    def __str__(self) -> str:
        named = f" ({self.field})" if self.field else ""
        return f"line {self.line}, column {self.column}{named}"


class Fault(NamedTuple):
    """One thing wrong in the file, and what to do about it."""

    place: Place
    problem: str

    def __str__(self) -> str:
        # What the file says may be quoted, and may hold what no terminal should get.
        return "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
            for char in f"{self.place}: {self.problem}"
        )


class Effect(StrEnum):
    """What becomes of an entry that is without a fault."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "as before"
    """All of it is here already."""


class Unreadable(InterviewError):
    """The file cannot be read on from here; the message says where, why, and what to do."""
