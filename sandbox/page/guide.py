"""The guided tour: steps that tick themselves off when what they ask for has happened."""

import re
from collections.abc import Callable, Sequence

from sandbox.page.scene import Step
from sandbox.world.records import Json

_FITS: dict[str, Callable[[str, str], bool]] = {
    "command": lambda expected, line: re.fullmatch(expected, line) is not None,
    "opened": str.__eq__,
    "accepted": str.__eq__,
    "message": lambda expected, text: expected in text,
    "user": str.__eq__,
}


class Guide:
    """The steps, and which of them are done."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._done: set[int] = set()

    def record(self, kind: str, what: str) -> None:
        """Tick off the first open step that waits for this."""
        for number, step in enumerate(self._steps):
            if number not in self._done and _waits_for(step, kind, what):
                self._done.add(number)
                return

    def tick(self, number: int) -> None:
        """Tick off a step that a person has read, where nothing needs to happen."""
        if not 0 <= number < len(self._steps) or self._steps[number].until is not None:
            raise ValueError("this step ticks itself off")
        self._done.add(number)

    def summary(self) -> list[Json]:
        """The steps as the page shows them."""
        return [
            {
                "title": step.title,
                "sentence": step.sentence,
                "fill": step.fill,
                "by_hand": step.until is None,
                "done": number in self._done,
            }
            for number, step in enumerate(self._steps)
        ]


def _waits_for(step: Step, kind: str, what: str) -> bool:
    expected = step.until.model_dump().get(kind) if step.until else None
    return expected is not None and _FITS[kind](expected, what)
