"""Trigger ids: each lets the bot open one modal, once, within three seconds."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox.world.records import Clock, RefusedError
from sandbox.world.rules import Rule, Rules

LIFETIME_SECONDS = 3.0


@dataclass(slots=True)
class _Trigger:
    user: str
    issued_at: float
    is_used: bool = False


class Triggers:
    """All trigger ids."""

    def __init__(self, clock: Clock, rules: Rules) -> None:
        self._clock = clock
        self._rules = rules
        self._triggers: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """A new trigger id for this user."""
        trigger_id = f"{len(self._triggers) + 1}.{int(self._clock())}.{token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(user, self._clock())
        return trigger_id

    def user_of(self, trigger_id: object) -> str:
        """The user of a valid trigger id, which stays valid; raises `RefusedError` for an invalid one."""
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.is_used:
            raise RefusedError("exchanged_trigger_id")
        is_late = self._clock() - trigger.issued_at > LIFETIME_SECONDS
        if is_late and self._rules.enforces(Rule.TRIGGER_TIME):
            raise RefusedError("expired_trigger_id")
        return trigger.user

    def exchange(self, trigger_id: object) -> str:
        """The user of a valid trigger id, which can be used no more."""
        user = self.user_of(trigger_id)
        self._triggers[str(trigger_id)].is_used = True
        return user
