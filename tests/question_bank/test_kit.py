"""What one interview asks: by level, skill, tag and minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.kit import UnknownFocus, focuses, pick
from question_bank.load.loader import load
from question_bank.models import Archetype, Level

BANK = load()
ROLES = st.sampled_from(BANK.archetypes)


class TestWithoutWishes:
    def test_asks_the_core_questions_in_the_order_of_the_bank(self, ml: Archetype) -> None:
        kit = pick(ml)
        assert kit.questions == tuple(question for question in ml.questions if question.core)
        assert kit.left_out == ()

    def test_asks_the_same_at_every_level(self, ml: Archetype) -> None:
        kits = [pick(ml, level) for level in Level]
        assert [kit.level for kit in kits] == list(Level)
        assert len({kit.questions for kit in kits}) == 1


class TestFocus:
    def test_on_a_skill_asks_all_its_questions_core_first(self, ml: Archetype) -> None:
        kit = pick(ml, focus="ml-ops")
        assert {question.skill for question in kit.questions} == {"ml-ops"}
        assert len(kit.questions) == 7
        assert [question.core for question in kit.questions] == [True] + [False] * 6
        assert kit.focus == "MLOps: serving and monitoring"

    def test_knows_a_skill_by_its_name_too(self, ml: Archetype) -> None:
        assert pick(ml, focus="statistics-and-maths") == pick(ml, focus="ml-statistics")

    def test_on_a_tag_asks_all_that_have_it_from_whichever_skill(self, ml: Archetype) -> None:
        kit = pick(ml, focus="debugging")
        assert all("debugging" in question.tags for question in kit.questions)
        assert len({question.skill for question in kit.questions}) > 1

    @pytest.mark.parametrize("role", BANK.archetypes, ids=lambda role: role.id)
    def test_on_any_skill_or_tag_there_is_asks_something(self, role: Archetype) -> None:
        for focus in focuses(role):
            assert pick(role, focus=focus).questions

    def test_on_nothing_that_there_is_suggests_the_nearest(self, ml: Archetype) -> None:
        with pytest.raises(UnknownFocus) as error:
            pick(ml, focus="leakeage")
        assert error.value.suggestions[0] == "leakage"


class TestMinutes:
    def test_are_kept_and_what_did_not_fit_is_named(self, ml: Archetype) -> None:
        kit = pick(ml, minutes=45)
        assert kit.total_minutes <= 45
        assert {*kit.questions, *kit.left_out} == set(pick(ml).questions)
        assert kit.left_out

    def test_go_to_must_haves_first(self, ml: Archetype) -> None:
        must = {skill.id for skill in ml.skills if skill.must_have}
        kit = pick(ml, minutes=45)
        assert {question.skill for question in kit.questions} <= must
        assert "engineering-judgement" in {question.skill for question in kit.left_out}

    def test_leave_what_is_asked_in_its_usual_order(self, ml: Archetype) -> None:
        kit = pick(ml, minutes=60)
        assert kit.questions == tuple(
            question for question in ml.questions if question in kit.questions
        )

    def test_enough_for_all_leave_nothing_out(self, ml: Archetype) -> None:
        assert pick(ml, minutes=240).left_out == ()

    @given(role=ROLES, minutes=st.integers(1, 240), data=st.data())
    def test_never_lose_a_question_nor_go_over(
        self, role: Archetype, minutes: int, data: st.DataObject
    ) -> None:
        focus = data.draw(st.one_of(st.none(), st.sampled_from(focuses(role))))
        kit, whole = pick(role, focus=focus, minutes=minutes), pick(role, focus=focus)
        assert kit.total_minutes <= minutes
        assert sorted((*kit.questions, *kit.left_out), key=lambda question: question.id) == sorted(
            whole.questions, key=lambda question: question.id
        )
        must = {skill.id for skill in role.skills if skill.must_have}
        taken_by_must = sum(
            question.minutes for question in kit.questions if question.skill in must
        )
        for question in kit.left_out:
            if question.skill in must:
                assert taken_by_must + question.minutes > minutes
