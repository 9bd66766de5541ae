"""What the doctor says of one thing: whether it is there, and how to get it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing was found."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    state: State
    text: str

    def __str__(self) -> str:
        return f"{self.state:<8} {self.text}"
