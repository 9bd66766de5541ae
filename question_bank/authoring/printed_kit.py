"""The kit as a page of Markdown, to print or to keep: questions, guides, room for notes, and the ladder."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from question_bank.kit import Kit

_HERE = Path(__file__).parent
# What Markdown would read as markup inside a sentence or a table: emphasis, code, links, tags, cell ends.
_MARKUP = re.compile(r"[\\`*<\[\]|]|(?<!\w)_|_(?!\w)")


def printed(kit: Kit) -> str:
    """The kit as Markdown."""
    skills = {skill.id: skill for skill in kit.archetype.skills}
    asked = {question.skill for question in kit.questions}
    page = _environment().get_template("printed_kit.md.jinja")
    return page.render(
        kit=kit,
        skills=skills,
        asked_about=[skill for skill in skills.values() if skill.id in asked],
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _finalized(value: Any) -> Any:
    """Text that Markdown shows as it stands."""
    if isinstance(value, Undefined | Markup):
        return value
    return Markup(_MARKUP.sub(r"\\\g<0>", str(value)))  # noqa: S704 - escaped for Markdown in this very line
