"""Reads the tables of these tests, changes a sample in one place, and checks it."""

import json
from typing import Any

from slack_limits.check import Surface, check_message, check_view
from tests.slack_limits.samples import BLOCKS, ELEMENTS, JSON, OPTION, PIE, mrkdwn, plain

BLOCK_SURFACES = """
actions             message modal home
alert                       modal
card                message       home
carousel            message       home
container           message       home
context             message modal home
context_actions     message
data_table          message
data_visualization  message       home
divider             message modal home
file
header              message modal home
image               message modal home
input               message modal home
markdown            message
plan                message
rich_text           message modal home
section             message modal home
table               message
task_card           message
video               message modal home
"""

ELEMENT_PLACES = """
button                      actions section card    message modal home
workflow_button             actions section         message
overflow                    actions section         message modal home
feedback_buttons            context_actions         message
icon_button                 context_actions         message
image                       context section         message modal home
plain_text                  context                 message modal home
mrkdwn                      context                 message modal home
radio_buttons               actions section input   message modal home
checkboxes                  actions section input   message modal home
datepicker                  actions section input   message modal home
timepicker                  actions section input   message modal home
datetimepicker              actions input           message modal
static_select               actions section input   message modal home
external_select             actions section input   message modal home
users_select                actions section input   message modal home
conversations_select        actions section input   message modal home
channels_select             actions section input   message modal home
multi_static_select         actions section input   message modal home
multi_external_select       actions section input   message modal home
multi_users_select          actions section input   message modal home
multi_conversations_select  actions section input   message modal home
multi_channels_select       actions section input   message modal home
plain_text_input            input                   message modal home
rich_text_input             input                           modal home
number_input                input                           modal
email_text_input            input                           modal
url_text_input              input                           modal
file_input                  input                           modal
"""


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


SURFACES_OF = {kind: surfaces for kind, *surfaces in rows(BLOCK_SURFACES)}
PLACES_OF = {kind: places for kind, *places in rows(ELEMENT_PLACES)}


def block_with(block: str, element: JSON) -> tuple[JSON, str]:
    """A block of the type with the element inside, and the pointer to it."""
    layouts = {
        "section": ({"text": mrkdwn(), "accessory": element}, "/accessory"),
        "input": ({"label": plain(), "element": element}, "/element"),
        "card": ({"title": mrkdwn(), "actions": [element]}, "/actions/0"),
    }
    fields, pointer = layouts.get(block, ({"elements": [element]}, "/elements/0"))
    return {"type": block, **fields}, pointer


GROUP = {"label": plain(), "options": [OPTION]}
VARIANTS: dict[str, tuple[str, JSON, str]] = {
    "image_block": ("message", BLOCKS["image"], ""),
    "pie": ("message", BLOCKS["data_visualization"] | {"chart": PIE}, ""),
    "bare_select": (
        "message",
        *block_with("actions", {"type": "static_select", "options": [OPTION]}),
    ),
    "bare_radio_buttons": (
        "message",
        *block_with("actions", {"type": "radio_buttons", "options": [OPTION]}),
    ),
    "bare_checkboxes": (
        "message",
        *block_with("actions", {"type": "checkboxes", "options": [OPTION]}),
    ),
    "grouped_select": (
        "message",
        *block_with("actions", {"type": "static_select", "option_groups": [GROUP]}),
    ),
}


def sample(name: str) -> tuple[str, JSON, str]:
    """The surface, the block on it, and the pointer inside the block to the sample of this name."""
    if name in VARIANTS:
        return VARIANTS[name]
    if name in PLACES_OF:
        block, *_ = PLACES_OF[name]
        surface = next(place for place in PLACES_OF[name] if place in set(Surface))
        return surface, *block_with(block, ELEMENTS[name])
    return SURFACES_OF[name][0], BLOCKS[name], ""


def steps(pointer: str) -> list[str | int]:
    return [
        int(step) if step.isdigit() else step
        for step in pointer.split("/")
        if step not in ("", ".")
    ]


def at(value: Any, pointer: str) -> Any:
    for step in steps(pointer):
        value = value[step]
    return value


def replace_at(value: Any, pointer: str, new: Any) -> Any:
    """A copy with the value at the pointer replaced."""
    copy = json.loads(json.dumps(value))
    *parents, last = steps(pointer)
    at(copy, "/".join(map(str, parents)))[last] = new
    return copy


def on(surface: str, *blocks: Any) -> JSON:
    """A payload for the surface with these blocks."""
    if surface == "message":
        return {"text": "The debrief of Ada", "blocks": list(blocks)}
    titles = {"title": plain("Scorecard"), "submit": plain("Save")} if surface == "modal" else {}
    return {"type": surface, "blocks": list(blocks), **titles}


def check(payload: JSON) -> list[tuple[str, str]]:
    violations = check_view(payload) if "type" in payload else check_message(payload)
    return [(violation.path, violation.code) for violation in violations]


def violations_in(surface: str, block: Any) -> list[tuple[str, str]]:
    """The violations of the block, alone on its surface; pointers start at the block."""
    return [(path.removeprefix("/blocks/0"), code) for path, code in check(on(surface, block))]


def copies(thing: Any, count: int) -> list[Any]:
    """This many copies of the thing, with different identifiers where it has any."""
    things = [json.loads(json.dumps(thing)) for _ in range(count)]
    for number, part in enumerate(things):
        for key in ("action_id", "block_id", "task_id", "value", "name"):
            if isinstance(part, dict) and isinstance(part.get(key), str):
                part[key] = f"{key}{number}"
    return things


def paths_in(value: Any, pointer: str = "") -> list[str]:
    """The pointers to everything inside the value."""
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [
        place
        for key, part in entries
        for place in [f"{pointer}/{key}", *paths_in(part, f"{pointer}/{key}")]
    ]
