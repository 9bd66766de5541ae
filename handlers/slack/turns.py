"""Who comes last, where several things are pressed in one modal before the first is answered."""

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

View = dict[str, Any]
MOST_MODALS = 1_000  # of which it is remembered, in one process


class Turn(NamedTuple):
    """What was pressed or chosen last, when and in which view, and in which the form was sent, by their hashes."""

    at: str = ""
    pressed: dict[str, Any] | None = None
    pressed_in: str = ""
    sent_in: str = ""


class Turns:
    """The last turn in each modal."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._lock = Lock()

    def take(self, view: View, at: str, pressed: dict[str, Any]) -> None:
        """Somebody pressed this then; what is pressed twice is a double click, and no newer choice."""
        with self._lock:
            last = self._turns.get(view["id"], Turn())
            is_double = (last.pressed, last.pressed_in) == (pressed, view["hash"])
            if last.at < at and not is_double:
                turn = last._replace(at=at, pressed=pressed, pressed_in=view["hash"])
                self._keep(view, turn)

    def end(self, view: View) -> None:
        """The form was sent: whatever was pressed in it before comes too late."""
        with self._lock:
            last = self._turns.get(view["id"], Turn())
            self._keep(view, last._replace(sent_in=view["hash"]))

    def is_last(self, view: View, at: str) -> bool:
        """Whether nothing newer than this was pressed, and the form was not sent meanwhile."""
        with self._lock:
            last = self._turns.get(view["id"], Turn())
        return last.at == at and last.sent_in != view["hash"]

    def _keep(self, view: View, turn: Turn) -> None:
        self._turns[view["id"]] = turn
        self._turns.move_to_end(view["id"])
        if len(self._turns) > MOST_MODALS:
            self._turns.popitem(last=False)
