"""What stands in every kind of field reaches a bot in Slack's own shapes."""

from typing import Any

import pytest

from sandbox.world.fields import SHAPES
from tests.sandbox.delivery import field_shapes
from tests.sandbox.delivery.misfits import misfits
from tests.sandbox.office import Office
from tests.sandbox.pieces import Json, entry, option
from tests.sandbox.small_bot import collect

TEXTS = {
    "plain_text_input": "Linus",
    "email_text_input": "ada@example.org",
    "url_text_input": "https://example.org",
    "number_input": "7",
    "rich_text_input": "Linus",
}
CHOICES: dict[str, Any] = {
    **dict.fromkeys(("static_select", "radio_buttons", "external_select"), "a"),
    "multi_static_select": ["a", "b"],
    "multi_external_select": ["b"],
    "checkboxes": ["a", "b"],
    "users_select": "U0ADA",
    "multi_users_select": ["U0ADA", "U0BOT"],
    **dict.fromkeys(("conversations_select", "channels_select"), "C0GENERAL"),
    "multi_conversations_select": ["C0GENERAL"],
    "multi_channels_select": ["C0GENERAL"],
    "datepicker": "2026-03-01",
    "timepicker": "09:30",
    "datetimepicker": 1_770_000_000,
}


def element(kind: str) -> Json:
    """A field of this kind that tells the bot of every change."""
    field: Json = {"type": kind, "action_id": "pick"}
    if kind in TEXTS:
        field["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    elif kind in ("static_select", "radio_buttons", "checkboxes", "multi_static_select"):
        field["options"] = [option("a"), option("b")]
    elif "external" in kind:
        field["min_query_length"] = 0
    return field | ({"is_decimal_allowed": False} if kind == "number_input" else {})


class TestAField:
    """Every kind there is, empty and filled, in the action, in its state and in the submission."""

    @pytest.mark.parametrize("kind", [*TEXTS, *CHOICES])
    def test_is_told_of_in_slacks_shape(self, slack: Office, bodies: list[Json], kind: str) -> None:
        submissions = collect(slack.app.view("card"))
        slack.app.options("pick")(lambda ack: ack(options=[option("a"), option("b")]))
        block = entry("it", element(kind), dispatch_action=True, optional=True)
        slack.submit(slack.open_modal(block))
        view = slack.open_modal(block)
        if kind in TEXTS:
            slack.type(view, "pick", TEXTS[kind])
        else:
            if "external" in kind:
                slack.suggest(view, "pick", "")
            slack.choose(view, "pick", CHOICES[kind])
        slack.submit(view)
        [action] = bodies[0]["actions"]
        assert list(misfits(field_shapes.field_action(kind), action)) == []
        empty, filled = (body["view"]["state"]["values"]["it"]["pick"] for body in submissions)
        for value in (empty, filled, bodies[0]["view"]["state"]["values"]["it"]["pick"]):
            assert list(misfits(field_shapes.field_state(kind), value)) == []
        [key] = field_shapes.FIELD_VALUES[kind]
        assert not empty[key]
        assert filled[key] == action[key] != empty[key]

    def test_of_every_kind_is_tried(self) -> None:
        assert {*TEXTS, *CHOICES, "file_input"} == {*field_shapes.FIELD_VALUES} == {*SHAPES}
