"""Each object that Slack knows: what it needs, and what it has no place for."""

from typing import Any

import pytest

from tests.slack_limits.cases import (
    PLACES_OF,
    SURFACES_OF,
    VARIANTS,
    at,
    paths_in,
    replace_at,
    rows,
    sample,
    steps,
    violations_in,
)
from tests.slack_limits.samples import BLOCKS, ELEMENTS

NAMES = [*VARIANTS, *PLACES_OF, *(kind for kind, surfaces in SURFACES_OF.items() if surfaces)]

# A sample | what it cannot do without, the pointer to an object first
REQUIRED = """
actions              .                               elements
alert                .                               text
carousel             .                               elements
container            .                               child_blocks
context              .                               elements
context_actions      .                               elements
data_table           .                               rows caption
data_visualization   .                               title chart
data_visualization   chart                           type series axis_config
data_visualization   chart/series/0                  name data
data_visualization   chart/series/0/data/0           label value
data_visualization   chart/axis_config               categories
pie                  chart                           segments
pie                  chart/segments/0                label value
header               .                               text
header               text                            type text
image_block          .                               alt_text
input                .                               label element
markdown             .                               text
plan                 .                               title tasks
plan                 tasks/0                         task_id title status
rich_text            .                               elements
rich_text            elements/0                      type elements
rich_text            elements/0/elements/0           type text
rich_text            elements/0/elements/1           url
rich_text            elements/0/elements/2           name
rich_text            elements/0/elements/3           user_id
rich_text            elements/0/elements/4           usergroup_id
rich_text            elements/0/elements/5           channel_id
rich_text            elements/0/elements/6           team_id
rich_text            elements/0/elements/7           range
rich_text            elements/0/elements/8           value
rich_text            elements/0/elements/9           timestamp format
rich_text            elements/1                      style elements
rich_text            elements/2                      elements
rich_text            elements/3                      elements
table                .                               rows
table                rows/0/0                        type text
task_card            .                               task_id title status
task_card            sources/0                       url text
video                .                               title alt_text video_url thumbnail_url
button               .                               type text
button               confirm                         title text confirm deny
workflow_button      .                               text action_id workflow
workflow_button      workflow                        trigger
workflow_button      workflow/trigger                url
feedback_buttons     .                               positive_button negative_button
feedback_buttons     positive_button                 text value
icon_button          .                               icon text
image                .                               alt_text
overflow             .                               options
overflow             options/0                       text value
radio_buttons        .                               options
checkboxes           .                               options
grouped_select       option_groups/0                 label options
number_input         .                               is_decimal_allowed
rich_text_input      .                               action_id
plain_text_input     dispatch_action_config          trigger_actions_on
"""


class TestSamples:
    @pytest.mark.parametrize("name", NAMES)
    def test_are_clean_with_every_field(self, name: str) -> None:
        surface, block, _ = sample(name)
        assert violations_in(surface, block) == []

    def test_cover_each_type_of_the_tables(self) -> None:
        assert set(BLOCKS) == set(SURFACES_OF)
        assert set(ELEMENTS) == set(PLACES_OF)


class TestObjects:
    @pytest.mark.parametrize(
        ("name", "pointer", "key"), [(n, p, k) for n, p, *keys in rows(REQUIRED) for k in keys]
    )
    def test_need_their_fields(self, name: str, pointer: str, key: str) -> None:
        surface, block, prefix = sample(name)
        place = "/".join(["", *map(str, steps(f"{prefix}/{pointer}"))]).rstrip("/")
        thing = {other: value for other, value in at(block, place).items() if other != key}
        assert (place, "missing") in violations_in(
            surface, replace_at(block, place, thing) if place else thing
        )

    @pytest.mark.parametrize("name", NAMES)
    def test_have_no_other_field(self, name: str) -> None:
        surface, block, prefix = sample(name)
        place = f"{prefix}/colour"
        assert violations_in(surface, replace_at(block, place, "red")) == [(place, "unknown_field")]

    @pytest.mark.parametrize(
        "wrong", [None, True, 7, 1.5, "text", [None], {"odd": 1}, {"type": []}]
    )
    @pytest.mark.parametrize("name", NAMES)
    def test_hold_nothing_of_another_type(self, name: str, wrong: Any) -> None:
        """Each object and list inside the sample is replaced by something that has no place there."""
        surface, block, _ = sample(name)
        parts = [path for path in paths_in(block) if isinstance(at(block, path), dict | list)]
        for pointer in parts:
            assert violations_in(surface, replace_at(block, pointer, wrong)) != [], pointer
