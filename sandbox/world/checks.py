"""Refuses what is over Slack's limits with Slack's errors, and keeps a list of the breaches for tests."""

from collections.abc import Sequence
from typing import NoReturn

from sandbox.world.records import Breach, Json, RefusedError
from sandbox.world.rules import Rule, Rules
from slack_limits.check import (
    Violation,
    check_acknowledgement,
    check_message,
    check_view,
    every_block,
)

# Slack takes a message that has blocks and no fallback text; a screen reader is left with nothing.
# The breach is on the list, the message goes through.
_WARNING = "missing_text_in_message"
# From so many characters or line breaks on; Slack documents no figures, so these are rather too small.
FOLD_TEXT, FOLD_LINES = 300, 4


class Checks:
    """Checks every message, view and list of options from the bot."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.breaches: list[Breach] = []
        self.missing_blocks: set[str] = set()
        """The types of block that this workspace has not got yet."""

    def message(self, where: str, payload: Json) -> list[str]:
        """The warnings for a message; raises `RefusedError` for one over a limit."""
        if not payload.get("text") and not payload.get("blocks"):
            raise RefusedError("no_text")
        self._refuse_missing(payload.get("blocks"), "invalid_blocks")
        violations = check_message(payload)
        self._keep(where, [*violations, *self._find_folded(payload)])
        errors = [violation for violation in violations if not _about_missing_text(violation)]
        if errors:
            _refuse(_message_error(errors), errors)
        return [_WARNING] if violations else []

    def view(self, where: str, view: Json) -> None:
        """Raises `RefusedError` for a view over a limit."""
        self._refuse_missing(view.get("blocks"), "invalid_arguments")
        violations = check_view(view)
        self._keep(where, [*violations, *self._find_folded(view)])
        if violations:
            too_large = any(violation.code == "too_large" for violation in violations)
            _refuse("view_too_large" if too_large else "invalid_arguments", violations, "/view")

    def acknowledgement(self, where: str, blocks: object) -> None:
        """Raises `RefusedError` for blocks that some workspaces have not got yet."""
        violations = check_acknowledgement(blocks)
        self._keep(where, violations)
        if violations:
            _refuse("invalid_blocks", violations)

    def options(self, where: str, answer: Json) -> None:
        """Raises `RefusedError` for options over a limit."""
        if not answer.get("options") and not answer.get("option_groups"):
            return
        menu = {"type": "static_select", "action_id": "menu", **answer}
        menu["placeholder"] = {"type": "plain_text", "text": "Choose"}
        violations = check_message(
            {"text": "menu", "blocks": [{"type": "actions", "elements": [menu]}]}
        )
        self._keep(where, violations)
        if violations:
            _refuse("invalid_arguments", violations)

    def _find_folded(self, payload: Json) -> list[Violation]:
        """The sections whose end Slack may hide though nobody said so: they are on the list, and go through."""
        if not self._rules.enforces(Rule.FOLDED_TEXT):
            return []
        return [
            Violation(f"/blocks/{index}", "folded", "Its end may be hidden; `expand` shows it.")
            for index, block in enumerate(payload.get("blocks") or ())
            if isinstance(block, dict) and block.get("type") == "section" and _is_folded(block)
        ]

    def _refuse_missing(self, blocks: object, error: str) -> None:
        for _, block in every_block(blocks):
            if block.get("type") in self.missing_blocks:
                words = f"[ERROR] unsupported type: {block['type']}"
                raise RefusedError(error, response_metadata={"messages": [words]})

    def _keep(self, where: str, violations: Sequence[Violation]) -> None:
        self.breaches.extend(
            Breach(where, violation.path, violation.code, violation.message)
            for violation in violations
        )


def _is_folded(section: Json) -> bool:
    text = str((section.get("text") or {}).get("text", ""))
    is_long = len(text) > FOLD_TEXT or text.count("\n") >= FOLD_LINES
    return is_long and section.get("expand") is None


def _about_missing_text(violation: Violation) -> bool:
    return violation.path == "/text" and violation.code in ("missing", "empty")


def _message_error(violations: Sequence[Violation]) -> str:
    if any(
        violation.path == "/blocks" and violation.code == "too_long" for violation in violations
    ):
        return "msg_blocks_too_long"
    if any(violation.path.startswith("/blocks") for violation in violations):
        return "invalid_blocks"
    return (
        "msg_too_long"
        if any(violation.path == "/text" for violation in violations)
        else "invalid_arguments"
    )


def _refuse(error: str, violations: Sequence[Violation], prefix: str = "") -> NoReturn:
    lines = [
        f"{violation.message} [json-pointer:{prefix}{violation.path}]" for violation in violations
    ]
    messages = [f"[ERROR] {line}" for line in lines]
    raise RefusedError(error, errors=lines, response_metadata={"messages": messages})
