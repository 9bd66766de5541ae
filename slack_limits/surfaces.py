"""Which block may stand on which surface and since when, and which element in which block."""

from datetime import date
from enum import StrEnum


class Surface(StrEnum):
    """The three places that an app can fill with blocks."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


_EVERYWHERE = frozenset(Surface)
_MESSAGE = frozenset({Surface.MESSAGE})
_MODAL = frozenset({Surface.MODAL})
_MESSAGE_AND_HOME = frozenset({Surface.MESSAGE, Surface.HOME})

# Where Slack's own pages disagree, or a block is listed but not shown, the smaller set is used.
BLOCK_SURFACES: dict[str, frozenset[Surface]] = {
    "actions": _EVERYWHERE,
    "alert": _MODAL,
    "card": _MESSAGE_AND_HOME,  # listed for modals, but documented as not shown there
    "carousel": _MESSAGE_AND_HOME,
    "container": _MESSAGE_AND_HOME,
    "context": _EVERYWHERE,
    "context_actions": _MESSAGE,
    "data_table": _MESSAGE,  # listed for Home, unconfirmed
    "data_visualization": _MESSAGE_AND_HOME,
    "divider": _EVERYWHERE,
    "file": frozenset(),  # Slack sends it, apps cannot
    "header": _EVERYWHERE,
    "image": _EVERYWHERE,
    "input": _EVERYWHERE,
    "markdown": _MESSAGE,
    "plan": _MESSAGE,
    "rich_text": _EVERYWHERE,
    "section": _EVERYWHERE,
    "table": _MESSAGE,  # listed for Home, but documented as not shown there
    "task_card": _MESSAGE,
    "video": _EVERYWHERE,
}

# Since when apps can send a block, of those that are newer than 2024; Slack gives them to workspaces in turn.
BLOCK_SINCE: dict[str, date] = {
    "markdown": date(2025, 2, 3),
    "table": date(2025, 8, 14),
    "context_actions": date(2025, 10, 6),
    "plan": date(2026, 2, 10),
    "task_card": date(2026, 2, 10),
    "alert": date(2026, 4, 16),
    "card": date(2026, 4, 16),
    "carousel": date(2026, 4, 16),
    "data_table": date(2026, 5, 20),
    "data_visualization": date(2026, 6, 16),
    "container": date(2026, 6, 29),
}
# A block from before this day is over a year old, and taken to be in every workspace. It is moved on by hand, so
# that a test says today what it said yesterday.
SETTLED = date(2025, 11, 28)

ELEMENT_SURFACES: dict[str, frozenset[Surface]] = {
    "datetimepicker": frozenset({Surface.MESSAGE, Surface.MODAL}),
    "email_text_input": _MODAL,
    "feedback_buttons": _MESSAGE,
    "file_input": _MODAL,
    "icon_button": _MESSAGE,
    "number_input": _MODAL,
    "rich_text_input": frozenset({Surface.MODAL, Surface.HOME}),
    "url_text_input": _MODAL,
    "workflow_button": _MESSAGE,
}

_SELECTS = frozenset(
    f"{many}{source}_select"
    for many in ("", "multi_")
    for source in ("static", "external", "users", "conversations", "channels")
)
_PICKER_TYPES = _SELECTS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
_BUTTON_TYPES = frozenset({"button", "overflow", "workflow_button"})
_INPUT_TYPES = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)

BLOCK_ELEMENTS: dict[str, frozenset[str]] = {
    "actions": _BUTTON_TYPES | _PICKER_TYPES | {"datetimepicker"},
    "card": frozenset({"button"}),
    "context": frozenset({"image", "plain_text", "mrkdwn"}),
    "context_actions": frozenset({"feedback_buttons", "icon_button"}),
    "input": _PICKER_TYPES | _INPUT_TYPES | {"datetimepicker", "file_input"},
    "section": _BUTTON_TYPES | _PICKER_TYPES | {"image"},
}

CONTAINER_CHILDREN = frozenset(
    {
        "actions",
        "context",
        "divider",
        "header",
        "image",
        "input",
        "rich_text",
        "section",
        "table",
        "video",
    }
)


def blocks_on(surface: Surface) -> frozenset[str]:
    """The types of block that may stand on the surface."""
    return frozenset(kind for kind, surfaces in BLOCK_SURFACES.items() if surface in surfaces)


def elements_in(block: str, surface: Surface) -> frozenset[str]:
    """The types of element that may stand in this type of block on the surface."""
    return frozenset(
        kind for kind in BLOCK_ELEMENTS[block] if surface in ELEMENT_SURFACES.get(kind, _EVERYWHERE)
    )
