"""Renders a template into the message or view that Slack gets."""

import json
from collections.abc import Mapping
from functools import lru_cache
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from templates import forms, ids
from templates.macros import buttons, candidates, elements, phrases
from templates.macros.escaping import clean, escape, one_line

HERE = Path(__file__).parent


def render(name: str, **about: Any) -> dict[str, Any]:
    """The payload of template `name`: its blocks in order, and the keys around them.

    A template prints one line of JSON for each block, and one for the payload around them.
    """
    payload: dict[str, Any] = {}
    blocks: list[dict[str, Any]] = []
    for printed in _environment().get_template(f"{name}.jinja").render(**about).splitlines():
        if printed.strip():
            line = json.loads(printed)
            payload.update(line.get("payload", {}))
            blocks.extend(() if "payload" in line else (line,))
    return payload | {"blocks": blocks}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        finalize=_escape_for_slack,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"block": _block, "clean": clean, "one_line": one_line}
    for module in (elements, buttons, candidates):
        environment.globals |= dict(getmembers(module, isfunction))
    environment.globals |= {
        "phrases": phrases,
        "Act": ids.Act,
        "Form": ids.Form,
        "forms": forms,
    }
    # Last, as its macros are made of all the others: `b` is at hand in every template.
    environment.globals["b"] = environment.get_template("macros/blocks.jinja").module
    return environment


def _escape_for_slack(value: Any) -> Any:
    """Slack's escaping in place of HTML's, which Slack would show letter by letter."""
    if isinstance(value, Undefined | Markup):
        return value
    return Markup(escape(str(value)))  # noqa: S704 - escaped for Slack in this very line


def _block(value: Mapping[str, Any]) -> Markup:
    """One block as one line of ASCII JSON, so that nothing inside can end the line; None is left out."""
    return Markup(json.dumps(_without_none(value), separators=(",", ":")))  # noqa: S704 - quoted


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_without_none(item) for item in value]
    return value
