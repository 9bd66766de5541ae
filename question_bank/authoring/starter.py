"""A commented file that begins an archetype of one's own; it passes the check as it is."""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from question_bank.bank import name_key

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
_STARTER = Path(__file__).with_name("starter.toml")


class NoName(Exception):
    """The name cannot become the id of a role."""


def starter(name: str, roles_by_name: Mapping[str, str]) -> tuple[str, str]:
    """The name of the new file, and its text; `roles_by_name` has the role that each name stands for already.

    Raises `NoName` where the name has no letters to make an id of, or is taken.
    """
    archetype_id = name_key(name)
    if not _ID.fullmatch(archetype_id):
        raise NoName(
            f'"{name}" gives the id "{archetype_id}"; an id has 3 to 40 letters a to z, digits and hyphens'
        )
    if other := roles_by_name.get(archetype_id):
        raise NoName(
            f'the name or alias "{archetype_id}" is taken by {other}; '
            f'to change that one, write extends = "{other}" in a file of your own'
        )
    title = " ".join(word.capitalize() for word in archetype_id.split("-"))
    text = Template(_STARTER.read_text(encoding="utf-8")).substitute(id=archetype_id, name=title)
    return f"{archetype_id}.toml", text
