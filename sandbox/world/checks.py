"""Refuses what is over Slack's limits in Slack's own words, and keeps a list of it for tests."""

from collections.abc import Sequence
from typing import NoReturn

from sandbox.world.records import Breach, Json, RefusedError
from slack_limits.check import Violation, check_message, check_view

# Slack takes a message that has blocks and no fallback text; a screen reader is left with nothing.
# The breach is on the list, the message goes through.
_WARNED_ONLY = "missing_text_in_message"


class Checks:
    """The one gate that every message and view from the bot goes through."""

    def __init__(self) -> None:
        self.breaches: list[Breach] = []

    def message(self, where: str, payload: Json) -> list[str]:
        """The warnings for a message that may be posted; one that may not is refused."""
        if not payload.get("text") and not payload.get("blocks"):
            raise RefusedError("no_text")
        found = check_message(payload)
        self._keep(where, found)
        serious = [v for v in found if not _about_missing_text(v)]
        if serious:
            _refuse(_message_error(serious), serious)
        return [_WARNED_ONLY] if found else []

    def view(self, where: str, view: Json) -> None:
        """Nothing for a view that may be shown; one that may not is refused."""
        found = check_view(view)
        self._keep(where, found)
        if found:
            too_large = any(v.code == "too_large" for v in found)
            _refuse("view_too_large" if too_large else "invalid_arguments", found, "/view")

    def options(self, where: str, answer: Json) -> None:
        """Nothing for options that a menu may offer; others are refused."""
        if not answer.get("options") and not answer.get("option_groups"):
            return
        menu = {"type": "static_select", "action_id": "menu", **answer}
        menu["placeholder"] = {"type": "plain_text", "text": "Choose"}
        found = check_message({"text": "menu", "blocks": [{"type": "actions", "elements": [menu]}]})
        self._keep(where, found)
        if found:
            _refuse("invalid_arguments", found)

    def _keep(self, where: str, found: Sequence[Violation]) -> None:
        self.breaches.extend(Breach(where, v.path, v.code, v.message) for v in found)


def _about_missing_text(violation: Violation) -> bool:
    return violation.path == "/text" and violation.code in ("missing", "empty")


def _message_error(found: Sequence[Violation]) -> str:
    if any(v.path == "/blocks" and v.code == "too_long" for v in found):
        return "msg_blocks_too_long"
    if any(v.path.startswith("/blocks") for v in found):
        return "invalid_blocks"
    return "msg_too_long" if any(v.path == "/text" for v in found) else "invalid_arguments"


def _refuse(error: str, found: Sequence[Violation], prefix: str = "") -> NoReturn:
    lines = [f"{v.message} [json-pointer:{prefix}{v.path}]" for v in found]
    messages = [f"[ERROR] {line}" for line in lines]
    raise RefusedError(error, errors=lines, response_metadata={"messages": messages})
