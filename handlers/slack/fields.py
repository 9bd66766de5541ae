"""Reads single fields out of a modal's state: what was typed, chosen or picked there."""

from datetime import UTC, datetime
from typing import Any

from templates.ids import VALUE

Values = dict[str, Any]


def field(values: Values, block_id: str, action_id: str = VALUE) -> dict[str, Any]:
    """The state of one field; empty where the modal does not have it."""
    found: dict[str, Any] = values.get(block_id, {}).get(action_id) or {}
    return found


def chosen(values: Values, block_id: str, action_id: str = VALUE) -> str | None:
    """The value of the chosen option, or None."""
    option = field(values, block_id, action_id).get("selected_option") or {}
    return option.get("value")


def text(values: Values, block_id: str) -> str:
    """What was typed, or nothing; without NUL, which PostgreSQL cannot keep and nobody can see."""
    return (field(values, block_id).get("value") or "").replace("\0", "")


def users(values: Values, block_id: str, action_id: str = VALUE) -> tuple[str, ...]:
    """The ids of the people picked."""
    return tuple(field(values, block_id, action_id).get("selected_users") or ())


def several(values: Values, block_id: str, action_id: str = VALUE) -> tuple[str, ...]:
    """The values of the chosen options."""
    options = field(values, block_id, action_id).get("selected_options") or ()
    return tuple(option["value"] for option in options)


def moment(values: Values, block_id: str) -> datetime | None:
    """The chosen day and time, or None."""
    seconds = field(values, block_id).get("selected_date_time")
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
