"""What values Slack takes: kinds of text, ways of writing, and fields that must agree with each other."""

from typing import Any

import pytest

from tests.slack_limits.cases import (
    GROUP,
    PLACES_OF,
    block_with,
    replace_at,
    rows,
    sample,
    violations_in,
)
from tests.slack_limits.samples import (
    BLOCKS,
    CELL,
    ELEMENTS,
    FILE_IMAGE,
    IMAGE,
    JSON,
    OPTION,
    RICH_TEXT,
    TASK,
    mrkdwn,
    plain,
)

PLAIN_ONLY = """
header              text
input               label hint
image_block         title
video               title description
container           title
button              text confirm/title confirm/confirm confirm/deny
workflow_button     text
icon_button         text
feedback_buttons    positive_button/text
overflow            options/0/text options/0/description
static_select       options/0/text placeholder
multi_static_select option_groups/0/label
datepicker          placeholder
plain_text_input    placeholder
"""


class TestTexts:
    @pytest.mark.parametrize(
        ("name", "pointer"), [(n, p) for n, *ps in rows(PLAIN_ONLY) for p in ps]
    )
    def test_are_plain_where_slack_wants_it(self, name: str, pointer: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        assert (place, "not_plain_text") in violations_in(
            surface, replace_at(block, place, mrkdwn())
        )

    @pytest.mark.parametrize("text", [plain() | {"verbatim": True}, mrkdwn() | {"emoji": True}])
    def test_have_the_flag_of_their_own_kind(self, text: JSON) -> None:
        block = {"type": "section", "text": {key: text[key] for key in ("type", "text")}}
        flag = "verbatim" if text["type"] == "plain_text" else "emoji"
        assert violations_in("message", block) == []
        assert violations_in(
            "message", replace_at(block, "text", block["text"] | {flag: True})
        ) == [(f"/text/{flag}", "unknown_field")]

    @pytest.mark.parametrize("flag", ["yes", 1, None])
    def test_have_a_flag_that_is_true_or_false(self, flag: Any) -> None:
        block = {"type": "header", "text": plain() | {"emoji": flag}}
        assert violations_in("message", block) == [("/text/emoji", "wrong_type")]

    @pytest.mark.parametrize("pointer", ["subtitle", "title", "body", "subtext"])
    def test_of_a_card_may_be_either(self, pointer: str) -> None:
        assert violations_in("message", replace_at(BLOCKS["card"], pointer, plain())) == []


# By what is wrong: a sample | a value in it | what Slack takes | what it does not
FORMATS: dict[str, list[tuple[str, str, list[Any], list[Any]]]] = {
    "invalid_format": [
        ("datepicker", "initial_date", ["2028-02-29"], ["2026-02-29", "29.02.2028", "2026-2-1"]),
        ("timepicker", "initial_time", ["00:00"], ["24:00", "9:30", "12:60"]),
        ("button", "url", ["slack://open", "mailto:a@example.com"], ["example.com", "https://a b"]),
        ("image_block", "image_url", ["http://example.com"], ["ftp://example.com", "a.png"]),
        ("video", "video_url", ["https://example.com"], ["http://example.com"]),
        ("rich_text", "elements/0/elements/8/value", ["#a1b2c3"], ["red", "#FFF"]),
        ("number_input", "max_value", ["3.25", "1000000000000"], ["1e3", "many", "+5", ".5"]),
    ],
    "invalid_choice": [
        ("button", "style", ["danger"], ["default", "", 1]),
        ("icon_button", "icon", ["trash"], ["bin"]),
        ("alert", "level", ["default", "info", "error", "success"], ["fatal"]),
        ("container", "width", ["narrow", "standard", "full"], ["thin"]),
        ("table", "column_settings/0/align", ["left", "center"], ["middle"]),
        ("task_card", "status", ["in_progress", "error"], ["pending", "done"]),
        ("plan", "tasks/0/status", ["pending"], ["done"]),
        ("rich_text", "elements/1/style", ["bullet"], ["dotted"]),
        ("rich_text", "elements/0/elements/7/range", ["channel", "everyone"], ["all"]),
        ("plain_text_input", "dispatch_action_config/trigger_actions_on/0", [], ["on_blur"]),
        ("conversations_select", "filter/include/0", ["mpim", "public"], ["channel"]),
    ],
    "wrong_type": [
        ("number_input", "is_decimal_allowed", [True], ["yes", None]),
        ("pie", "chart/segments/0/value", [], ["1", True, None, float("nan"), float("inf")]),
        ("data_visualization", "chart/series/0/data/0/value", [0, -7.5], ["1", float("nan")]),
    ],
    "out_of_range": [
        ("pie", "chart/segments/0/value", [1, 0.001], [0, -1]),
    ],
    "unknown_element": [
        ("pie", "chart/type", [], ["doughnut"]),
        ("table", "rows/0/0/type", [], ["raw_number", "cell"]),
        ("rich_text", "elements/0/elements/0/type", [], ["rich_text_section", "bold"]),
        ("rich_text", "elements/3/elements/0/type", [], ["emoji"]),
        ("rich_text", "elements/1/elements/0/type", [], ["text", "rich_text_list"]),
        ("rich_text", "elements/0/type", [], ["section", "text"]),
    ],
}


class TestValues:
    @pytest.mark.parametrize(
        ("code", "name", "pointer", "good", "bad"),
        [(code, *case) for code, cases in FORMATS.items() for case in cases],
    )
    def test_are_written_as_slack_wants(
        self, code: str, name: str, pointer: str, good: list[Any], bad: list[Any]
    ) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        for value in good:
            assert violations_in(surface, replace_at(block, place, value)) == []
        for value in bad:
            where = place.removesuffix("/type") if code == "unknown_element" else place
            assert (where, code) in violations_in(surface, replace_at(block, place, value)), value


def chart(*categories: str, series: int = 1) -> JSON:
    """A bar chart with these categories, whose series have points for Tests and SQL."""
    points = [{"label": "SQL", "value": 2}, {"label": "Tests", "value": 3}]
    rows = [{"name": "Ada", "data": points}] * series
    return {
        "chart": {"type": "bar", "series": rows, "axis_config": {"categories": list(categories)}}
    }


MID, JUNIOR = OPTION | {"value": "mid"}, OPTION | {"value": "junior"}
TWICE = {"options": [OPTION, OPTION]}
MENU = {"type": "static_select", "options": [OPTION, MID]}
GROUPED = {"type": "static_select", "option_groups": [GROUP]}
RADIO, CHECKS, BUTTON = (ELEMENTS[kind] for kind in ("radio_buttons", "checkboxes", "button"))
PEOPLE, ROOMS = ELEMENTS["multi_users_select"], ELEMENTS["conversations_select"]
TEXT_INPUT, NOTES, COUNT = (
    ELEMENTS[f"{kind}_input"] for kind in ("plain_text", "rich_text", "number")
)
CARD, CONTAINER, CHART, DATA = (
    BLOCKS[kind] for kind in ("card", "container", "data_visualization", "data_table")
)
FILE = {"id": "F0123ABCD"}

# What is wrong | something sound | what makes it wrong, None for a field taken away | where | the code
TOGETHER: list[tuple[str, JSON, JSON, str, str]] = [
    ("neither text nor fields", {"type": "section", "text": mrkdwn()}, {"text": None}, "", "missing"),
    ("two pictures", IMAGE, {"slack_file": FILE}, "", "conflict"),
    ("no picture", IMAGE, {"image_url": None}, "", "missing"),
    ("two files", FILE_IMAGE, {"slack_file": FILE | {"url": "https://a.b"}}, "/slack_file", "conflict"),
    ("no file", FILE_IMAGE, {"slack_file": {}}, "/slack_file", "missing"),
    ("a user as a file", FILE_IMAGE, {"slack_file": {"id": "U0123ABCD"}}, "/slack_file/id", "invalid_format"),
    ("options and groups", MENU, {"option_groups": [GROUP]}, "", "conflict"),
    ("no options", MENU, {"options": None}, "", "missing"),
    ("an option twice", MENU, TWICE, "/options/1/value", "duplicate"),
    ("in two groups", GROUPED, {"option_groups": [GROUP] * 2}, "/option_groups/1/options/0/value", "duplicate"),
    ("a start not on offer", MENU, {"initial_option": JUNIOR}, "/initial_option", "not_an_option"),
    ("a start that differs", MENU, {"initial_option": MID | {"text": plain("?")}}, "/initial_option", "not_an_option"),
    ("a start in no group", GROUPED, {"initial_option": JUNIOR}, "/initial_option", "not_an_option"),
    ("a radio button twice", RADIO, TWICE, "/options/1/value", "duplicate"),
    ("a radio start not on offer", RADIO, {"initial_option": JUNIOR}, "/initial_option", "not_an_option"),
    ("a box ticked not on offer", CHECKS, {"initial_options": [JUNIOR]}, "/initial_options/0", "not_an_option"),
    ("no box in the ticked list", CHECKS, {"initial_options": []}, "/initial_options", "too_few"),
    ("an overflow option twice", ELEMENTS["overflow"], TWICE, "/options/1/value", "duplicate"),
    ("a link in a menu", MENU, {"options": [OPTION | {"url": "https://a.b"}]}, "/options/0/url", "unknown_field"),
    ("more than may be chosen", PEOPLE, {"initial_users": ["U1", "U2"]}, "/initial_users", "too_many"),
    ("a prompt shown, none sent", BUTTON, {"agent_prompt": None}, "", "missing"),
    ("an empty filter", ROOMS, {"filter": {}}, "/filter", "missing"),
    ("lengths out of order", TEXT_INPUT, {"min_length": 10, "max_length": 9}, "", "out_of_range"),
    ("a start too long", TEXT_INPUT, {"initial_value": "Grace", "max_length": 4}, "/initial_value", "too_long"),
    ("lines out of order", NOTES, {"min_lines": 9, "max_lines": 8}, "", "out_of_range"),
    ("numbers out of order", COUNT, {"min_value": "11", "initial_value": None}, "/min_value", "out_of_range"),
    ("a start below the least", COUNT, {"initial_value": "-2"}, "/min_value", "out_of_range"),
    ("a start above the most", COUNT, {"initial_value": "10.5"}, "/initial_value", "out_of_range"),
    ("decimals in whole numbers", COUNT, {"is_decimal_allowed": False}, "/initial_value", "invalid_format"),
    ("an action twice", BLOCKS["actions"], {"elements": [BUTTON] * 2}, "/elements/1/action_id", "duplicate"),
    ("a card's action twice", CARD, {"actions": [BUTTON] * 2}, "/actions/1/action_id", "duplicate"),
    ("two icons", CARD, {"slack_icon": {"type": "icon", "name": "star"}}, "", "conflict"),
    ("only small print", {"type": "card", "title": mrkdwn()}, {"title": None, "subtext": mrkdwn()}, "", "missing"),
    ("a box without a title", CONTAINER, {"title": None, "rich_text_title": None}, "", "missing"),
    ("closed, and cannot open", CONTAINER, {"is_collapsible": False}, "", "missing"),
    ("a task twice", BLOCKS["plan"], {"tasks": [TASK] * 2}, "/tasks/1/task_id", "duplicate"),
    ("uneven rows", DATA, {"rows": [[CELL] * 2, [CELL]]}, "/rows/1", "uneven"),
    ("rich text in the header", DATA, {"rows": [[CELL, RICH_TEXT]] * 2}, "/rows/0/1", "wrong_type"),
    ("a category without a point", CHART, chart("Tests", "SQL", "Git"), "/chart/series/0/data", "uneven"),
    ("a point without a category", CHART, chart("SQL"), "/chart/series/0/data", "uneven"),
    ("a category twice", CHART, chart("SQL", "SQL"), "/chart/axis_config/categories/1", "duplicate"),
    ("a series twice", CHART, chart("Tests", "SQL", series=2), "/chart/series/1/name", "duplicate"),
]  # fmt: skip


def alone(thing: JSON) -> tuple[str, JSON, str]:
    """The surface, the block and the pointer for a block, or for an element in a block around it."""
    kind = thing["type"]
    if kind in BLOCKS and kind != "image":
        return "message", thing, ""
    holder = next(place for place in PLACES_OF[kind])
    surface = "modal" if "modal" in PLACES_OF[kind] else "message"
    return surface, *block_with(holder, thing)


class TestFields:
    @pytest.mark.parametrize(
        ("clean", "wrong", "where", "code"),
        [pytest.param(*case, id=label) for label, *case in TOGETHER],
    )
    def test_agree_with_each_other(self, clean: JSON, wrong: JSON, where: str, code: str) -> None:
        surface, block, pointer = alone(clean)
        assert violations_in(surface, block) == []
        mixed = {key: value for key, value in (clean | wrong).items() if value is not None}
        surface, block, pointer = alone(mixed)
        assert (f"{pointer}{where}", code) in violations_in(surface, block)

    @pytest.mark.parametrize(
        "bounds", [("-3", "-2.5", "-2.5"), ("0", "0", "0"), ("9", "9.5", "10")]
    )
    def test_are_compared_as_numbers(self, bounds: tuple[str, str, str]) -> None:
        keys = ("min_value", "initial_value", "max_value")
        surface, block, _ = alone(COUNT | dict(zip(keys, bounds, strict=True)))
        assert violations_in(surface, block) == []
