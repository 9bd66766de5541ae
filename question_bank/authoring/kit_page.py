"""The kit as a page of Markdown to print: questions, guides, room for notes, and the rating scale."""

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


def kit_page(kit: Kit) -> str:
    """The kit as Markdown."""
    skills = {skill.id: skill for skill in kit.archetype.skills}
    skill_ids = {question.skill for question in kit.questions}
    page = _environment().get_template("kit_page.md.jinja")
    return page.render(
        kit=kit,
        skills=skills,
        rated_skills=[skill for skill in skills.values() if skill.id in skill_ids],
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _escape(value: Any) -> Any:
    """The value with Markdown's signs escaped; what is markup already stays as it is."""
    if isinstance(value, Undefined | Markup):
        return value
    return Markup(_MARKUP.sub(r"\\\g<0>", str(value)))  # noqa: S704 - escaped for Markdown in this very line
