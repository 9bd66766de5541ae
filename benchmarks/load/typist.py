"""Somebody types in a scorecard that is open: what Slack sends for it, a request at a time."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks.data import rows
from benchmarks.load.forms import usual_form
from benchmarks.load.requests import keystroke, submission
from sandbox.delivery.payloads import action
from sandbox.world.blocks import Spot, spots

A_MINUTE = 200
"""Characters; a brisk typist's forty words."""
EACH_CHARACTER = 1
"""Characters from one request to the next: Slack's reference promises one for each that is entered."""
EACH_WORD = 6
"""The same for a client that waits until the fingers rest, which Slack's does, for a time it does not tell."""
LONGEST = 3000
"""Characters that a field takes."""


class Typist:
    """One person at one open form; what was typed last is in `note`."""

    def __init__(self, view: dict[str, Any], user: str, *, full: bool) -> None:
        self._view, self._user, self._form = view, user, usual_form(view)
        self._stamps = count(1_700_000_000)
        *others, self._note = (spot for spot in spots(view["blocks"]) if _is_long(spot))
        self._offset = LONGEST - A_MINUTE if full else len(rows.NOTE)
        self.note = _prose(self._offset)
        for spot in others if full else ():
            self._form.touch(spot, _prose(LONGEST))

    def minutes(self, number: int, step: int) -> Iterator[bytes]:
        """Every request of so many minutes; each carries the whole form as it then is.

        A minute's typing is taken back before the next, so that what is typed fits whatever the number.
        """
        for _ in range(number):
            for characters in range(step, A_MINUTE + 1, step):
                yield self._type(characters)

    def _type(self, characters: int) -> bytes:
        self.note = _prose(self._offset + characters)
        value = self._form.touch(self._note, self.note)
        event = action(self._note, f"{next(self._stamps)}.000000", value)
        return keystroke(self._view, self._form.values(), self._user, event)

    def sends(self) -> bytes:
        """The form as it now is, sent."""
        return submission(self._view, self._form.values(), self._user)


def _is_long(spot: Spot) -> bool:
    return bool(spot.element["type"] == "plain_text_input" and spot.element.get("multiline"))


def _prose(long: int) -> str:
    return (rows.NOTE * (1 + long // len(rows.NOTE)))[:long]
