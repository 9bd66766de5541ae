"""The values of a list as they stand in the file, each with its place, whatever the file's format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from interviews.imports.faults import Fault, Place

CANDIDATE = (
    "remote_id", "name", "opening", "role", "level", "stage", "leads", "coordinators", "due_at", "cv_url",
)  # fmt: skip
INTERVIEW = ("interviewer", "starts_at", "minutes", "focus")
OPENING = ("remote_id", "title", "role", "level", "leads", "coordinators", "stages")
STAGE = ("name", "minutes", "focus")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place; never None, and never an empty text."""

    value: Any
    where: Callable[[], Place]

    def fault(self, problem: str) -> Fault:
        """What is wrong here."""
        return Fault(self.where(), problem)


Cells = Mapping[str, Cell]
"""What is said of one thing, by the names above."""


@dataclass(slots=True)
class Listed:
    """A candidate or an opening of a list, with what belongs to it."""

    kind: str
    """`candidates` or `openings`."""
    place: Place
    cells: dict[str, Cell]
    parts: list[Cells] = field(default_factory=list)
    """The interviews of a candidate, or the stages of an opening."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Where in a line what is missing would stand; empty where a file has no columns."""
