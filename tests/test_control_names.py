"""The check that every `company` ends with finds controls that a screen reader does not tell apart."""

from typing import Any

import pytest

from templates.macros.elements import button, option, plain
from tests.control_names import shared_names


def text_field(label: str, action_id: str = "value") -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": action_id}
    return {"type": "input", "label": plain(label), "element": element}


def section(text: str, accessory: dict[str, Any]) -> dict[str, Any]:
    return {"type": "section", "text": plain(text), "accessory": accessory}


@pytest.mark.parametrize(
    ("blocks", "names"),
    [
        ([text_field("Evidence: MLOps"), text_field("Evidence: SQL")], []),
        ([text_field("Evidence"), text_field("Evidence")], ["Evidence"]),
        ([section("Ada", button("Score", "a")), section("Grace", button("Score", "b"))], ["Score"]),
        ([section("Ada", button("Score", "a", label="Score Ada")), section("", button("Score", "b"))], []),
        ([text_field("Score"), {"type": "actions", "elements": [button("Score", "a")]}], ["Score"]),
        ([{"type": "container", "child_blocks": [section("Ada", button("Score", "a"))]},
          section("Grace", button("Score", "b"))], ["Score"]),
        ([section("Ada", {"type": "overflow", "action_id": "a", "options": [option("Open", "1"), option("Plan", "2")]}),
          section("Grace", {"type": "overflow", "action_id": "b", "options": [option("Open", "3")]})], []),
        ([{"type": "actions", "elements": [{"type": "static_select", "action_id": "a"}]}], [""]),
    ],
)  # fmt: skip
def test_a_name_that_two_controls_share_or_that_is_none_is_found(
    blocks: list[dict[str, Any]], names: list[str]
) -> None:
    assert shared_names(blocks) == names
