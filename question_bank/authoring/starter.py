"""A commented file that begins an archetype of one's own; it passes the check as it is."""

import re
from collections.abc import Iterable
from pathlib import Path
from string import Template

from question_bank.bank import name_key
from question_bank.load.names import describe_clash, describe_way_out, find_role
from question_bank.models import Archetype

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
_STARTER = Path(__file__).with_name("starter.toml")


class NoName(Exception):
    """The name cannot become the id of a role."""


def starter(name: str, roles: Iterable[Archetype]) -> tuple[str, str]:
    """The name of the new file, and its text; `roles` are those whose names are taken.

    Raises `NoName` where the name has no letters to make an id of, or is taken.
    """
    archetype_id = name_key(name)
    if not _ID.fullmatch(archetype_id):
        raise NoName(
            f'"{name}" gives the id "{archetype_id}"; an id has 3 to 40 letters a to z, digits and hyphens'
        )
    if other := find_role(roles, archetype_id):
        words = [archetype_id]
        raise NoName(f"{describe_clash(words, other)}; {describe_way_out(words, other)}")
    title = " ".join(word.capitalize() for word in archetype_id.split("-"))
    text = Template(_STARTER.read_text(encoding="utf-8")).substitute(id=archetype_id, name=title)
    return f"{archetype_id}.toml", text
