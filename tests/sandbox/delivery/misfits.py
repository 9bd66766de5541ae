"""Holds what came over the wire against a shape, and asks Bolt what it takes it for."""

from collections.abc import Iterator
from typing import Any

from slack_bolt.request import payload_utils
from slack_bolt.request.internals import extract_channel_id, extract_team_id, extract_user_id

from tests.sandbox.pieces import Json

CHECKS = {
    "command": payload_utils.is_slash_command,
    "action": payload_utils.is_block_actions,
    "suggestion": payload_utils.is_block_suggestion,
    "submission": payload_utils.is_view_submission,
    "closing": payload_utils.is_view_closed,
    "shortcut": payload_utils.is_global_shortcut,
    "message shortcut": payload_utils.is_message_shortcut,
    "event": payload_utils.is_event,
}


def fits(shape: Json, kind: str, body: Json, channel: str | None = None) -> None:
    """The body has this shape, and Bolt takes it for this kind, from Ada, in this channel, and for nothing else."""
    assert list(misfits(shape, body)) == []
    assert [name for name, is_one in CHECKS.items() if is_one(body)] == [kind]
    assert (extract_team_id(body), extract_user_id(body)) == ("T0TEAM", "U0ADA")
    assert extract_channel_id(body) == channel


def misfits(shape: Any, value: Any, path: str = "") -> Iterator[str]:
    """Where a value is not of this shape, a line each."""
    if isinstance(shape, tuple):
        candidates = [list(misfits(kind, value, path)) for kind in shape]
        yield from min(candidates, key=len) if all(candidates) else ()
    elif isinstance(shape, list) and isinstance(value, list):
        for number, item in enumerate(value):
            yield from misfits(shape[0], item, f"{path}/{number}")
    elif isinstance(shape, dict) and isinstance(value, dict):
        yield from _misfits_in_keys(shape, value, path)
    elif isinstance(shape, type):
        if type(value) is not shape:
            yield f"{path} is {value!r}, not a {shape.__name__}"
    elif value != shape:
        yield f"{path} is {value!r}, not {shape!r}"


def _misfits_in_keys(shape: dict[str, Any], value: dict[str, Any], path: str) -> Iterator[str]:
    shapes = {key.removesuffix("?"): inner for key, inner in shape.items()}
    yield from (f"{path}/{key} is unknown" for key in sorted(value.keys() - shapes.keys()))
    missing = sorted(key for key in shape.keys() - value.keys() if key[-1] != "?")
    yield from (f"{path}/{key} is missing" for key in missing)
    for key in sorted(shapes.keys() & value.keys()):
        yield from misfits(shapes[key], value[key], f"{path}/{key}")
