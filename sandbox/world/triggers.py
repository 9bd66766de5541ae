"""Trigger ids: each lets the bot show one modal, once, within three seconds."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox.world.records import Clock, RefusedError
from sandbox.world.rules import Rule, Rules

LIFETIME_SECONDS = 3.0


@dataclass(slots=True)
class _Trigger:
    user: str
    issued_at: float
    in_modal: bool
    is_used: bool = False


class Triggers:
    """All trigger ids."""

    def __init__(self, clock: Clock, rules: Rules) -> None:
        self._clock = clock
        self._rules = rules
        self._triggers: dict[str, _Trigger] = {}

    def issue(self, user: str, *, in_modal: bool = False) -> str:
        """A new trigger id for what this user has just done, in a modal or elsewhere."""
        trigger_id = f"{len(self._triggers) + 1}.{int(self._clock())}.{token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(user, self._clock(), in_modal)
        return trigger_id

    def user_of(self, trigger_id: object) -> str:
        """The user of a valid trigger id, which stays valid; raises `RefusedError` for an invalid one."""
        return self._valid(trigger_id).user

    def require_place(self, trigger_id: object, *, in_modal: bool) -> None:
        """Raises `RefusedError` for a trigger id from inside a modal where it must be from outside, or the reverse."""
        misplaced = self._valid(trigger_id).in_modal != in_modal
        if misplaced and self._rules.enforces(Rule.TRIGGER_PLACE):
            raise RefusedError("invalid_trigger_id")

    def _valid(self, trigger_id: object) -> _Trigger:
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.is_used:
            raise RefusedError("exchanged_trigger_id")
        is_late = self._clock() - trigger.issued_at > LIFETIME_SECONDS
        if is_late and self._rules.enforces(Rule.TRIGGER_TIME):
            raise RefusedError("expired_trigger_id")
        return trigger

    def exchange(self, trigger_id: object) -> str:
        """The user of a valid trigger id, which can be used no more."""
        trigger = self._valid(trigger_id)
        trigger.is_used = True
        return trigger.user
