"""Long lists, a page at a time, with a cursor to the next one."""

from collections.abc import Sequence
from typing import TypeVar

from sandbox.world.records import Json, RefusedError

_ARGUMENTS = (("cursor", 0), ("limit", 200))
Item = TypeVar("Item")


def page_of(items: Sequence[Item], params: Json) -> tuple[Sequence[Item], str]:
    """The items that a call asks for, and the cursor to those after them; empty on the last page."""
    cursor, limit = (str(params.get(key) or default) for key, default in _ARGUMENTS)
    if not cursor.isdigit():
        raise RefusedError("invalid_cursor")
    if not limit.isdigit():
        raise RefusedError("invalid_limit")
    end = int(cursor) + int(limit)
    return items[int(cursor) : end], str(end) if end < len(items) else ""
