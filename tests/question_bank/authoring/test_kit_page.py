"""The kit on paper."""

import pytest

from question_bank.authoring.kit_page import kit_page
from question_bank.kit import pick
from question_bank.models import Archetype, Level


def plain(page: str) -> str:
    """The page without Markdown's backslashes."""
    return page.replace("\\", "")


class TestPrintedKit:
    def test_has_every_question_with_guides_follow_ups_and_red_flags(self, ml: Archetype) -> None:
        page = plain(kit_page(pick(ml)))
        for question in pick(ml).questions:
            for words in (
                question.ask, question.why, *question.deeper, *question.rescue, *question.red_flags,
                question.junior.cue, question.junior.good, question.junior.fine_to_miss,
                question.senior.cue, question.senior.good, question.senior.unprompted,
            ):  # fmt: skip
                assert words in page

    def test_has_the_cue_above_the_guide_and_no_row_for_it_where_there_is_none(
        self, ml: Archetype
    ) -> None:
        question = ml.questions[0]
        row = f"| listen for | **{question.junior.cue}** | **{question.senior.cue}** |\n| good |"
        assert row in plain(kit_page(pick(ml, focus=question.skill)))
        guides_only = question.model_copy(
            update={
                "junior": question.junior.model_copy(update={"cue": ""}),
                "senior": question.senior.model_copy(update={"cue": ""}),
            }
        )
        page = kit_page(
            pick(ml.model_copy(update={"questions": (guides_only,)}), focus=question.skill)
        )
        assert "listen for" not in page

    def test_has_the_ladder_of_every_skill_it_asks_about_and_of_no_other(
        self, ml: Archetype
    ) -> None:
        page = plain(kit_page(pick(ml, focus="ml-ops")))
        for skill in ml.skills:
            for anchor in skill.anchors.model_dump().values():
                assert (anchor in page) == (skill.id == "ml-ops")
        assert page.count("- [ ] not assessed") == 1

    def test_has_room_to_write_under_every_question(self, ml: Archetype) -> None:
        page = kit_page(pick(ml))
        assert page.count("Notes:") == len(pick(ml).questions)
        assert page.count("\n________________________________________\n") >= 4 * 8

    def test_names_level_and_minutes_and_what_was_left_out(self, ml: Archetype) -> None:
        kit = pick(ml, Level.SENIOR, None, 45)
        page = plain(kit_page(kit))
        assert page.startswith("# Interview kit: Machine Learning Engineer, senior\n")
        assert f"{kit.total_minutes} minutes of 45" in page
        assert "## Recommendation for target level senior" in page
        for question in kit.left_out:
            assert f"{question.minutes} min: {question.ask}" in page

    def test_shows_signs_that_markdown_would_read_as_markup(self, ml: Archetype) -> None:
        question = ml.questions[0].model_copy(
            update={"ask": "Is X | None *better* than [] or `_x_`?"}
        )
        page = kit_page(pick(ml.model_copy(update={"questions": (question,)})))
        assert r"Is X \| None \*better\* than \[\] or \`\_x\_\`?" in page

    @pytest.mark.parametrize("level", [None, *Level])
    def test_has_no_two_empty_lines_in_a_row(self, ml: Archetype, level: Level | None) -> None:
        assert "\n\n\n" not in kit_page(pick(ml, level, minutes=45))
