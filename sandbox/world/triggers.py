"""Trigger ids: each lets the bot open one modal, once, within three seconds."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox.world.records import Clock, RefusedError

LIFETIME_SECONDS = 3.0


@dataclass(slots=True)
class _Trigger:
    user: str
    issued: float
    used: bool = False


class Triggers:
    """The trigger ids that were handed out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """A new trigger id for something this user just did."""
        trigger_id = f"{len(self._issued) + 1}.{int(self._clock())}.{token_hex(16)}"
        self._issued[trigger_id] = _Trigger(user, self._clock())
        return trigger_id

    def user_of(self, trigger_id: object) -> str:
        """The user behind a trigger id that may still be used; it stays unused."""
        trigger = self._issued.get(str(trigger_id))
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self._clock() - trigger.issued > LIFETIME_SECONDS:
            raise RefusedError("expired_trigger_id")
        return trigger.user

    def exchange(self, trigger_id: object) -> str:
        """The user behind a trigger id, which is used up by this."""
        user = self.user_of(trigger_id)
        self._issued[str(trigger_id)].used = True
        return user
