"""What Slack refuses of a message or a view as a whole, and of anything else that is JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slack_limits.check import Violation, check_message, check_view, visible_characters
from tests.slack_limits.cases import SURFACES_OF, check, on, paths_in, replace_at
from tests.slack_limits.samples import BLOCKS, CELL, ELEMENTS, JSON, PIE, RICH_TEXT, mrkdwn, plain

DIVIDER = {"type": "divider"}
TABLE = {"type": "table", "rows": [[CELL]]}
PIE_CHART = {"type": "data_visualization", "title": "Ratings", "chart": PIE}
INPUT = {"type": "input", "label": plain(), "element": {"type": "plain_text_input"}}
FOCUSED = INPUT | {"element": {"type": "plain_text_input", "focus_on_load": True}}


def section_of(count: int) -> JSON:
    return {"type": "section", "text": mrkdwn("x" * count)}


class TestMessage:
    def test_needs_a_text_for_notifications(self) -> None:
        assert check({"blocks": [DIVIDER]}) == [("/text", "missing")]
        assert check({"text": "", "blocks": [DIVIDER]}) == [("/text", "empty")]
        assert check({"text": " \n", "blocks": [DIVIDER]}) == [("/text", "empty")]

    def test_needs_no_blocks(self) -> None:
        assert check({"text": "Saved."}) == []
        assert check({"text": "Saved.", "blocks": []}) == []

    def test_has_a_text_of_4000_characters(self) -> None:
        assert check({"text": "x" * 4000}) == []
        assert check({"text": "x" * 4001}) == [("/text", "too_long")]

    def test_has_50_blocks(self) -> None:
        assert check(on("message", *[DIVIDER] * 50)) == []
        assert check(on("message", *[DIVIDER] * 51)) == [("/blocks", "too_many")]

    def test_shows_9000_characters_in_all_blocks_together(self) -> None:
        full = [section_of(3000)] * 3
        assert check(on("message", *full)) == []
        assert check(on("message", *full, section_of(1))) == [("/blocks", "too_long")]

    def test_has_markdown_of_12000_characters_in_one_block(self) -> None:
        """The limit of the message is smaller, so both are said."""
        markdown = {"type": "markdown", "text": "x" * 12_000}
        assert check(on("message", markdown)) == [("/blocks", "too_long")]
        longer = replace_at(markdown, "text", "x" * 12_001)
        assert check(on("message", longer)) == [
            ("/blocks/0/text", "too_long"),
            ("/blocks", "too_long"),
        ]

    def test_has_one_table(self) -> None:
        assert check(on("message", TABLE, DIVIDER)) == []
        assert check(on("message", TABLE, DIVIDER, TABLE)) == [("/blocks/2", "too_many")]

    def test_has_one_table_even_in_a_container(self) -> None:
        box = {"type": "container", "title": plain(), "child_blocks": [DIVIDER, TABLE]}
        assert check(on("message", TABLE, box)) == [("/blocks/1/child_blocks/1", "too_many")]

    def test_has_two_charts(self) -> None:
        assert check(on("message", PIE_CHART, PIE_CHART)) == []
        assert check(on("message", PIE_CHART, PIE_CHART, PIE_CHART)) == [("/blocks/2", "too_many")]

    def test_has_each_block_id_once(self) -> None:
        named = DIVIDER | {"block_id": "line"}
        assert check(on("message", named, DIVIDER, DIVIDER)) == []
        assert check(on("message", named, DIVIDER, named)) == [("/blocks/2/block_id", "duplicate")]

    def test_has_each_block_id_once_even_in_a_container(self) -> None:
        named = DIVIDER | {"block_id": "line"}
        box = {"type": "container", "title": plain(), "child_blocks": [DIVIDER, named]}
        violations = check(on("message", named, box))
        assert violations == [("/blocks/1/child_blocks/1/block_id", "duplicate")]

    def test_has_a_line_under_the_head_of_a_container(self) -> None:
        box = {"type": "container", "title": plain(), "child_blocks": [DIVIDER]}
        assert check(on("message", box | {"has_header_divider": True})) == []
        lined = check(on("message", box | {"has_header_divider": "yes"}))
        assert lined == [("/blocks/0/has_header_divider", "wrong_type")]

    def test_says_what_is_wrong_in_a_sentence(self) -> None:
        (violation,) = check_message(on("message", section_of(3001)))
        assert violation == Violation(
            "/blocks/0/text/text",
            "too_long",
            "`text` of mrkdwn has 3,001 characters; the limit is 3,000.",
        )

    def test_finds_all_that_is_wrong(self) -> None:
        header = {"type": "header", "text": mrkdwn(), "size": 4}
        assert set(check(on("message", section_of(0), header, None))) == {
            ("/blocks/0/text/text", "empty"),
            ("/blocks/1/text", "not_plain_text"),
            ("/blocks/1/size", "unknown_field"),
            ("/blocks/2", "wrong_type"),
        }


class TestView:
    @pytest.mark.parametrize("surface", ["modal", "home"])
    def test_has_1_to_100_blocks(self, surface: str) -> None:
        assert check(on(surface)) == [("/blocks", "too_few")]
        assert check(on(surface, *[DIVIDER] * 100)) == []
        assert check(on(surface, *[DIVIDER] * 101)) == [("/blocks", "too_many")]

    @pytest.mark.parametrize("surface", ["modal", "home"])
    @pytest.mark.parametrize(
        ("key", "most"), [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)]
    )
    def test_has_limits_on_what_travels_with_it(self, surface: str, key: str, most: int) -> None:
        view = on(surface, DIVIDER)
        assert check(view | {key: "x" * most}) == []
        assert check(view | {key: "x" * (most + 1)}) == [(f"/{key}", "too_long")]

    @pytest.mark.parametrize("key", ["title", "submit", "close"])
    def test_has_24_plain_characters_on_top_and_on_its_buttons(self, key: str) -> None:
        view = on("modal", DIVIDER)
        assert check(view | {key: plain("x" * 24)}) == []
        assert check(view | {key: plain("x" * 25)}) == [(f"/{key}/text", "too_long")]
        assert check(view | {key: mrkdwn("x")}) == [(f"/{key}", "not_plain_text")]

    def test_needs_a_title_as_a_modal(self) -> None:
        assert check({"type": "modal", "blocks": [DIVIDER]}) == [("", "missing")]

    @pytest.mark.parametrize("key", ["title", "submit", "close", "notify_on_close"])
    def test_has_no_frame_as_a_home_view(self, key: str) -> None:
        assert check(on("home", DIVIDER) | {key: plain()}) == [(f"/{key}", "unknown_field")]

    def test_needs_a_submit_button_for_an_input(self) -> None:
        view = {"type": "modal", "title": plain()}
        assert check(view | {"blocks": [INPUT]}) == [("", "missing")]
        assert check(view | {"blocks": [INPUT], "submit": plain()}) == []
        assert check(on("home", INPUT)) == []

    def test_has_at_most_one_element_in_focus(self) -> None:
        picker = ELEMENTS["datepicker"]
        assert picker["focus_on_load"]
        beside = section_of(1) | {"accessory": picker}
        among = {"type": "actions", "elements": [picker]}
        assert check(on("modal", INPUT, FOCUSED)) == []
        assert check(on("modal", FOCUSED, INPUT, FOCUSED, beside, among)) == [
            ("/blocks/2/element/focus_on_load", "too_many"),
            ("/blocks/3/accessory/focus_on_load", "too_many"),
            ("/blocks/4/elements/0/focus_on_load", "too_many"),
        ]

    def test_has_each_block_id_once(self) -> None:
        named = DIVIDER | {"block_id": "line"}
        assert check(on("modal", named, DIVIDER, named)) == [("/blocks/2/block_id", "duplicate")]

    def test_has_250_kilobytes(self) -> None:
        view = on("modal", *[section_of(2420)] * 99)
        room = 250_000 - len(json.dumps(view)) - len(', "private_metadata": ""')
        assert check(view | {"private_metadata": "x" * room}) == []
        assert check(view | {"private_metadata": "x" * (room + 1)}) == [("", "too_large")]

    @pytest.mark.parametrize("key", ["clear_on_close", "notify_on_close", "submit_disabled"])
    def test_has_switches(self, key: str) -> None:
        assert check(on("modal", DIVIDER) | {key: True}) == []
        assert check(on("modal", DIVIDER) | {key: "yes"}) == [(f"/{key}", "wrong_type")]

    def test_is_a_modal_or_a_home_view(self) -> None:
        assert ("", "unknown_view") in check({"type": "workflow_step", "blocks": [DIVIDER]})
        assert ("", "missing") in [
            (violation.path, violation.code) for violation in check_view({"blocks": [DIVIDER]})
        ]

    def test_is_json(self) -> None:
        assert ("", "wrong_type") in check(on("modal", {"type": {1}}))


class TestVisibleCharacters:
    @pytest.mark.parametrize(
        ("block", "count"),
        [
            (section_of(7), 7),
            ({"type": "section", "text": mrkdwn("four"), "accessory": {"type": "button", "text": plain("More")}}, 8),
            ({"type": "section", "fields": [plain("one"), plain("three")]}, 8),
            ({"type": "context", "elements": [plain("two"), mrkdwn("two")]}, 6),
            ({"type": "markdown", "text": "**bold**"}, 8),
            ({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "text", "text": "Ask "}, {"type": "link", "url": "https://a.b"},
                {"type": "link", "url": "https://a.b/unseen", "text": "here"}, {"type": "emoji", "name": "wave"},
            ]}]}, 4 + 11 + 4 + 4),
            ({"type": "table", "rows": [[CELL, {"type": "raw_text", "text": "four"}]]}, 5),
            ({"type": "actions", "elements": [{"type": "static_select", "placeholder": plain("Pick"), "options": [
                {"text": plain("Mid"), "value": "unseen", "description": plain("3 to 5")},
            ]}]}, 4 + 3 + 6),
            ({"type": "input", "label": plain("Note"), "hint": plain("Why?"), "element": {
                "type": "plain_text_input", "action_id": "unseen", "initial_value": "Clear",
            }}, 4 + 4 + 5),
            ({"type": "image", "alt_text": "A chart", "image_url": "https://unseen"}, 7),
            (PIE_CHART, len("Ratings") + len("Yes")),
            ({"type": "data_visualization", "title": "R", "chart": {"type": "bar", "series": [], "axis_config": {
                "categories": ["SQL", "Git"], "x_label": "X",
            }}}, 8),
            (DIVIDER, 0),
        ],
    )  # fmt: skip
    def test_are_those_that_people_see(self, block: JSON, count: int) -> None:
        assert visible_characters([block]) == count

    def test_add_up(self) -> None:
        everything = [block for kind, block in BLOCKS.items() if SURFACES_OF[kind]]
        assert visible_characters(everything) == sum(
            visible_characters([block]) for block in everything
        )

    def test_are_counted_for_blocks_that_are_malformed(self) -> None:
        assert visible_characters([None, 4, {"text": "four"}, {"text": ["four", 4]}]) == 8  # type: ignore[list-item]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
payloads = [
    on(surface, *(BLOCKS[kind] for kind, surfaces in SURFACES_OF.items() if surface in surfaces))
    for surface in ("message", "modal", "home")
]


class TestAnything:
    @settings(deadline=None)
    @given(json_values)
    def test_that_is_json_is_answered(self, anything: Any) -> None:
        assert check_view(anything)
        assert check_message(anything)

    @settings(deadline=None)
    @given(st.dictionaries(st.sampled_from(["text", "type", "blocks", "title"]), json_values))
    def test_that_has_the_right_keys_is_answered(self, anything: JSON) -> None:
        assert_sound(check_view(anything), anything)
        assert_sound(check_message(anything), anything)

    @settings(deadline=None)
    @given(st.data(), json_values)
    def test_in_the_place_of_something_sound_is_answered(
        self, data: st.DataObject, anything: Any
    ) -> None:
        payload = data.draw(st.sampled_from(payloads))
        broken = replace_at(payload, data.draw(st.sampled_from(paths_in(payload))), anything)
        assert_sound(check_view(broken), broken)
        assert_sound(check_message(broken), broken)

    @settings(deadline=None)
    @given(st.integers(1, 2000))
    def test_that_is_nested_deeply_is_answered(self, depth: int) -> None:
        nested: Any = RICH_TEXT
        for _ in range(depth):
            nested = {"type": "container", "title": plain(), "child_blocks": [nested]}
        assert (depth == 1) is (check_message(on("message", nested)) == [])
        assert check_view(on("modal", nested))


def assert_sound(violations: list[Violation], payload: Any) -> None:
    """Each violation is a sentence, and its pointer leads to a value, or to a field that is missing."""
    for violation in violations:
        assert violation.message[0] != " "
        assert violation.message.endswith(".")
        assert resolves(payload, violation.path) or (
            violation.path == "/text" and violation.code == "missing"
        )


def resolves(value: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif (
            isinstance(value, dict) and (key := step.replace("~1", "/").replace("~0", "~")) in value
        ):
            value = value[key]
        else:
            return False
    return True
