"""Renders a template into plain text, for files that people read outside of Slack."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from templates.macros import phrases
from templates.macros.escaping import clean, one_line

HERE = Path(__file__).parent


def render_text(name: str, **about: Any) -> str:
    """The text of template `name`, a file that ends in `.txt`."""
    return _environment().get_template(f"{name}.txt").render(**about)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=False,  # noqa: S701 - plain text, which nothing reads as markup
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"clean": clean, "one_line": one_line, "utc": _utc}
    environment.globals["phrases"] = phrases
    return environment


def _utc(moment: datetime) -> str:
    """Such as "4 March 2026, 09:30"."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M}"
