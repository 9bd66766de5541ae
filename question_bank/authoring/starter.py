"""A commented file that begins an archetype of one's own; it passes the check as it is."""

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from question_bank.bank import name_key

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
_HERE = Path(__file__).parent


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
    text = _template().render(id=archetype_id, name=title)
    return f"{archetype_id}.toml", text


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=False,  # noqa: S701 - TOML, and both values hold letters, digits and hyphens only
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("starter.toml.jinja")
