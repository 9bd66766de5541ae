"""Each size that Slack limits, one step inside and one step outside: characters, items, numbers."""

from typing import Any

import pytest

from tests.slack_limits.cases import at, copies, replace_at, rows, sample, violations_in
from tests.slack_limits.samples import BLOCKS, CELL

# A sample | a text in it | the most characters Slack takes there
CHARACTERS = """
section            block_id                          255
section            text/text                         3000
section            fields/0/text                     2000
header             text/text                         150
context            elements/0/text                   3000
alert              text/text                         200
input              label/text                        2000
input              hint/text                         2000
image_block        image_url                         3000
image_block        alt_text                          2000
image_block        title/text                        2000
video              title/text                        199
video              author_name                       49
video              provider_name                     50
video              description/text                  200
video              alt_text                          2000
video              video_url                         3000
video              thumbnail_url                     3000
video              title_url                         2000
video              provider_icon_url                 2000
card               title/text                        150
card               subtitle/text                     150
card               body/text                         200
card               subtext/text                      200
container          title/text                        150
container          subtitle/text                     150
data_visualization title                             50
data_visualization chart/series/0/name               20
data_visualization chart/axis_config/x_label         50
data_visualization chart/axis_config/y_label         50
pie                chart/segments/0/label            20
button             text/text                         75
button             action_id                         255
button             value                             2000
button             url                               3000
button             accessibility_label               75
button             agent_prompt                      4000
button             confirm/title/text                100
button             confirm/text/text                 300
button             confirm/confirm/text              30
button             confirm/deny/text                 30
workflow_button    text/text                         75
workflow_button    accessibility_label               75
icon_button        value                             2000
icon_button        accessibility_label               75
feedback_buttons   positive_button/text/text         75
feedback_buttons   positive_button/value             2000
feedback_buttons   negative_button/accessibility_label 75
overflow           options/0/text/text               75
overflow           options/0/value                   75
overflow           options/0/description/text        75
overflow           options/0/url                     3000
multi_static_select option_groups/0/label/text       75
static_select      placeholder/text                  150
multi_users_select placeholder/text                  150
plain_text_input   placeholder/text                  150
email_text_input   placeholder/text                  150
url_text_input     placeholder/text                  150
number_input       placeholder/text                  150
rich_text_input    placeholder/text                  150
datepicker         placeholder/text                  150
timepicker         placeholder/text                  150
plain_text_input   initial_value                     3000
"""

# A sample | a list in it | the fewest and the most items Slack takes there
ITEMS = """
section             fields                           1 10
context             elements                         1 10
actions             elements                         1 25
context_actions     elements                         1 5
card                actions                          1 3
carousel            elements                         1 10
container           child_blocks                     1 10
plan                tasks                            0 50
rich_text           elements                         1 -
rich_text           elements/0/elements              1 -
table               rows                             1 100
table               rows/1                           1 20
table               column_settings                  1 20
data_table          rows                             2 201
data_visualization  chart/series                     1 12
pie                 chart/segments                   1 12
overflow            options                          1 5
bare_radio_buttons  options                          1 10
bare_checkboxes     options                          1 10
bare_select         options                          1 100
grouped_select      option_groups                    1 100
grouped_select      option_groups/0/options          1 100
multi_users_select  initial_users                    1 -
icon_button         visible_to_user_ids              1 10
plain_text_input    dispatch_action_config/trigger_actions_on 1 2
"""

# A sample | a number in it | the least and the most Slack takes there
NUMBERS = """
plain_text_input     min_length                      0 3000
plain_text_input     max_length                      1 3000
rich_text_input      min_lines                       1 100
rich_text_input      max_lines                       1 100
file_input           max_files                       1 10
multi_users_select   max_selected_items              1 -
external_select      min_query_length                0 -
datetimepicker       initial_date_time               1000000000 9999999999
rich_text            elements/0/elements/2/skin_tone  1 6
rich_text            elements/1/indent               0 8
rich_text            elements/1/offset               0 -
rich_text            elements/2/border               0 1
data_table           page_size                       1 100
data_table           row_header_column_index         0 1
"""


class TestSizes:
    @pytest.mark.parametrize(("name", "pointer", "most"), rows(CHARACTERS))
    def test_of_a_text(self, name: str, pointer: str, most: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        start = "https://example.com/" if "url" in pointer.rsplit("/", 1)[-1] else "x"
        assert violations_in(surface, replace_at(block, place, start.ljust(int(most), "x"))) == []
        assert (place, "too_long") in violations_in(
            surface, replace_at(block, place, start.ljust(int(most) + 1, "x"))
        )

    @pytest.mark.parametrize(("name", "pointer"), [row[:2] for row in rows(CHARACTERS)])
    def test_of_a_text_that_is_empty(self, name: str, pointer: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        wanted = [] if pointer.endswith(("/x_label", "/y_label")) else [(place, "empty")]
        assert violations_in(surface, replace_at(block, place, "")) == wanted

    @pytest.mark.parametrize(("name", "pointer", "least", "most"), rows(ITEMS))
    def test_of_a_list(self, name: str, pointer: str, least: str, most: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        things = at(block, place)
        codes = {
            count: violations_in(surface, replace_at(block, place, copies(things[0], count)))
            for count in edges(least, most)
        }
        assert codes[int(least)] == []
        assert codes.get(int(least) - 1, [(place, "too_few")]) == [(place, "too_few")]
        if most != "-":
            assert (place, "too_many") not in codes[int(most)]
            assert (place, "too_many") in codes[int(most) + 1]

    @pytest.mark.parametrize(("name", "pointer", "least", "most"), rows(NUMBERS))
    def test_of_a_number(self, name: str, pointer: str, least: str, most: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/{pointer}"
        for number in edges(least, most):
            entries = int(least) <= number and (most == "-" or number <= int(most))
            codes = violations_in(surface, replace_at(block, place, number))
            assert ((place, "out_of_range") in codes) is not entries, number

    @pytest.mark.parametrize("wrong", [True, "5", 2.5, None, []])
    def test_of_a_number_that_is_none(self, wrong: Any) -> None:
        surface, block, prefix = sample("file_input")
        assert violations_in(surface, replace_at(block, f"{prefix}/max_files", wrong)) == [
            (f"{prefix}/max_files", "wrong_type")
        ]

    @pytest.mark.parametrize(
        ("columns", "wanted"), [(20, []), (21, [("/rows/0", "too_many"), ("/rows/1", "too_many")])]
    )
    def test_of_a_data_table_across(self, columns: int, wanted: list[tuple[str, str]]) -> None:
        assert (
            violations_in("message", BLOCKS["data_table"] | {"rows": [[CELL] * columns] * 2})
            == wanted
        )

    @pytest.mark.parametrize(
        ("points", "faults"), [(20, set()), (21, {"series/0/data", "axis_config/categories"})]
    )
    def test_of_a_chart_across(self, points: int, faults: set[str]) -> None:
        labels = [f"skill {number}" for number in range(points)]
        series = [{"name": "Ada", "data": [{"label": label, "value": 3} for label in labels]}]
        chart = {"type": "line", "series": series, "axis_config": {"categories": labels}}
        wanted = {(f"/chart/{fault}", "too_many") for fault in faults}
        assert (
            set(violations_in("message", BLOCKS["data_visualization"] | {"chart": chart})) == wanted
        )


def edges(least: str, most: str) -> list[int]:
    low = [count for count in (int(least) - 1, int(least)) if count >= 0]
    return low if most == "-" else [*low, int(most), int(most) + 1]
