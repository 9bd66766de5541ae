"""The blocks, views and small steps that several test files use."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.driver.driver import StandIn
from sandbox.world.records import User

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


def trigger_of(slack: StandIn, user: User) -> str:
    return slack.workspace.triggers.issue(user.id)


def current_view(slack: StandIn, user: User) -> ViewSnapshot:
    """The view that this person has in front of them."""
    view = slack.view_of(user)
    assert view is not None, f"{user.real_name} has no modal open"
    return view


def open_modal(
    slack: StandIn, client: WebClient, user: User, *blocks: Json, **more: Any
) -> ViewSnapshot:
    """A modal with these blocks, in front of this person."""
    client.views_open(trigger_id=trigger_of(slack, user), view=form(*blocks, **more))
    return current_view(slack, user)


def post_blocks(slack: StandIn, client: WebClient, user: User, *blocks: Json) -> MessageSnapshot:
    client.chat_postMessage(channel=user.id, text="Choose", blocks=list(blocks))
    return slack.messages(user)[-1]


def error_of(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    return str(error.value.response["error"])
