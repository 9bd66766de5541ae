"""Which block goes on which surface, and which element into which block."""

import pytest

from slack_limits.check import Surface, check_acknowledgement
from slack_limits.surfaces import BLOCK_SINCE, BLOCK_SURFACES, SETTLED
from tests.slack_limits.cases import PLACES_OF, SURFACES_OF, block_with, violations_in
from tests.slack_limits.samples import BLOCKS, ELEMENTS

CHILDREN = [
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
]
HOLDERS = ["actions", "card", "context", "context_actions", "input", "section"]


class TestPlaces:
    @pytest.mark.parametrize("surface", Surface)
    @pytest.mark.parametrize("kind", SURFACES_OF)
    def test_of_a_block(self, kind: str, surface: str) -> None:
        wanted = [] if surface in SURFACES_OF[kind] else [("", "not_on_surface")]
        assert violations_in(surface, BLOCKS[kind]) == wanted

    @pytest.mark.parametrize("holder", HOLDERS)
    @pytest.mark.parametrize("kind", PLACES_OF)
    def test_of_an_element(self, kind: str, holder: str) -> None:
        block, pointer = block_with(holder, ELEMENTS[kind])
        for surface in SURFACES_OF[holder]:
            wanted = [] if surface in PLACES_OF[kind] else [(pointer, "not_on_surface")]
            assert violations_in(surface, block) == (
                wanted if holder in PLACES_OF[kind] else [(pointer, "wrong_block")]
            )

    @pytest.mark.parametrize("kind", SURFACES_OF)
    def test_of_a_block_inside_a_container(self, kind: str) -> None:
        child = BLOCKS[kind] | {"block_id": "child"}
        usual = "wrong_block" if "message" in SURFACES_OF[kind] else "not_on_surface"
        wanted = [] if kind in CHILDREN else [("/child_blocks/0", usual)]
        assert violations_in("message", BLOCKS["container"] | {"child_blocks": [child]}) == wanted

    def test_of_a_block_inside_a_carousel(self) -> None:
        carousel = {"type": "carousel", "elements": [BLOCKS["section"]]}
        assert violations_in("message", carousel) == [("/elements/0", "wrong_block")]

    def test_of_a_table_inside_a_container_at_home(self) -> None:
        container = BLOCKS["container"] | {"child_blocks": [BLOCKS["table"]]}
        assert violations_in("home", container) == [("/child_blocks/0", "not_on_surface")]

    def test_of_what_slack_does_not_know(self) -> None:
        assert violations_in("message", {"type": "hologram"}) == [("", "unknown_block")]
        block, pointer = block_with("actions", {"type": "lever"})
        assert violations_in("message", block) == [(pointer, "unknown_element")]

    @pytest.mark.parametrize("kind", ["conversations_select", "channels_select"])
    def test_of_an_address_to_answer_to(self, kind: str) -> None:
        element = {"type": kind, "response_url_enabled": True}
        for holder, surface in [
            ("input", "modal"),
            ("input", "home"),
            ("actions", "modal"),
            ("section", "message"),
        ]:
            block, pointer = block_with(holder, element)
            wanted = [(f"{pointer}/response_url_enabled", "unknown_field")]
            assert violations_in(surface, block) == (
                [] if (holder, surface) == ("input", "modal") else wanted
            )


class TestAge:
    def test_is_known_of_blocks_only(self) -> None:
        assert BLOCK_SINCE.keys() <= BLOCK_SURFACES.keys()

    @pytest.mark.parametrize("kind", BLOCK_SURFACES)
    def test_of_a_block_in_an_answer_is_over_a_year(self, kind: str) -> None:
        young = BLOCK_SINCE.get(kind, SETTLED) > SETTLED
        wanted = [("/blocks/1/type", "young_block")] if young else []
        found = check_acknowledgement([BLOCKS["divider"], {"type": kind}])
        assert [(violation.path, violation.code) for violation in found] == wanted

    def test_counts_inside_another_block_too(self) -> None:
        carousel = BLOCKS["carousel"]
        found = check_acknowledgement([carousel])
        assert [violation.path for violation in found] == [
            "/blocks/0/type",
            *(f"/blocks/0/elements/{number}/type" for number in range(len(carousel["elements"]))),
        ]
