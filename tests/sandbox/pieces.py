"""The blocks, views and small steps that several test files use."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def menu(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", "options": [option("a"), option("b")], **more}


def entry(block_id: str, element: Json, **more: Any) -> Json:
    label = plain("It")
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def field(kind: str, name: str = "it", *, optional: bool = True, **element: Any) -> Json:
    inner = {"type": kind, "action_id": name, **element}
    label = plain(name.title())
    return {
        "type": "input",
        "block_id": f"{name}-block",
        "label": label,
        "element": inner,
        "optional": optional,
    }


def form(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "callback_id": "card", "title": plain("Card"), "submit": plain("Save")}
    return {**view, "blocks": list(blocks), **more}


def modal(title: str = "Card", **more: Any) -> Json:
    name = {"type": "plain_text_input", "action_id": "name"}
    return form(entry("who", name, optional=True), title=plain(title), **more)


def error_of(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    return str(error.value.response["error"])
