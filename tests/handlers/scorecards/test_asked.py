"""The questions that were asked can be ticked in the scorecard: the planned ones first, and none of it is a must."""

import pytest

from interviews.models import AskedQuestion
from question_bank.bank import Bank
from question_bank.models import Archetype
from sandbox.world.blocks import spots
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans


@pytest.fixture
def planned(company: Company) -> Company:
    """Grace and Alan interview Katherine, each with questions of their own."""
    plans(company, company.grace, company.alan, starts=None)
    return company


def offered(company: Company, who: User) -> list[str]:
    """The ids of the questions that can be ticked, from the top down."""
    [options] = [
        spot.element["options"]
        for spot in spots(company.modal(who).blocks)
        if spot.key[0].partition("~")[0] == "asked"
    ]
    return [option["value"] for option in options]


def ticked(company: Company, who: User) -> list[str]:
    chosen = company.values(who)["asked"]["value"]["selected_options"]
    return [option["value"] for option in chosen or ()]


def kept(company: Company, who: User) -> tuple[AskedQuestion, ...]:
    """The questions that stand in somebody's newest card."""
    card = company.loop(KATHERINE).card_of(who.id)
    assert card
    return card.asked


def without(bank: Bank, role: Archetype, question_id: str) -> Bank:
    """The bank in which the role has this question no more."""
    fewer = tuple(each for each in role.questions if each.id != question_id)
    changed = role.model_copy(update={"questions": fewer})
    others = tuple(changed if each.id == role.id else each for each in bank.archetypes)
    return bank.model_copy(update={"archetypes": others, "version": "newer"})


class TestQuestionsAsked:
    def test_begin_with_the_planned_ones_and_go_on_with_others_of_the_skills(
        self, planned: Company, ml: Archetype
    ) -> None:
        planned.opens(planned.grace, f"score {KATHERINE}")
        mine = planned.loop(KATHERINE).interview_of(planned.grace.id)
        assert mine
        listed = offered(planned, planned.grace)
        assert tuple(listed[: len(mine.questions)]) == mine.questions
        of_skills = {each.id for each in ml.questions if each.skill in mine.focus}
        assert set(listed) == of_skills

    def test_follow_a_skill_that_is_added(self, planned: Company, ml: Archetype) -> None:
        view = planned.opens(planned.grace, f"score {KATHERINE}")
        before = offered(planned, planned.grace)
        planned.chooses(planned.grace, "asked", before[:1])
        mine = planned.loop(KATHERINE).interview_of(planned.grace.id)
        assert mine
        other = next(skill.id for skill in ml.skills if skill.id not in mine.focus)
        planned.adds_skill(view, other)
        assert set(offered(planned, planned.grace)) - set(before) == {
            each.id for each in ml.questions if each.skill == other
        }
        assert ticked(planned, planned.grace) == before[:1]

    def test_are_kept_with_the_card_in_the_words_of_the_bank(
        self, planned: Company, ml: Archetype
    ) -> None:
        planned.opens(planned.grace, f"score {KATHERINE}")
        asked = offered(planned, planned.grace)[:2]
        planned.chooses(planned.grace, "asked", asked)
        planned.chooses(planned.grace, "recommendation", "yes")
        planned.submits(planned.grace)
        words = {each.id: (each.skill, each.ask) for each in ml.questions}
        assert [(each.id, (each.skill_id, each.ask)) for each in kept(planned, planned.grace)] == [
            (question_id, words[question_id]) for question_id in asked
        ]

    def test_need_not_be_ticked(self, planned: Company) -> None:
        planned.scores(planned.grace, KATHERINE)
        assert kept(planned, planned.grace) == ()

    def test_stay_in_a_draft(self, planned: Company) -> None:
        planned.opens(planned.grace, f"score {KATHERINE}")
        asked = offered(planned, planned.grace)[:1]
        planned.chooses(planned.grace, "asked", asked)
        planned.slack.close(planned.modal(planned.grace))
        planned.opens(planned.grace, f"score {KATHERINE}")
        assert ticked(planned, planned.grace) == asked

    def test_are_amended_with_the_card_though_the_bank_has_lost_one(
        self, planned: Company, bank: Bank, ml: Archetype
    ) -> None:
        planned.opens(planned.grace, f"score {KATHERINE}")
        lost, stays, new = offered(planned, planned.grace)[:3]
        planned.chooses(planned.grace, "asked", [lost, stays])
        planned.chooses(planned.grace, "recommendation", "yes")
        planned.submits(planned.grace)
        before = kept(planned, planned.grace)
        with planned.using(without(bank, ml, lost)):
            planned.opens(planned.grace, f"score {KATHERINE}")
            assert set(ticked(planned, planned.grace)) == {lost, stays}
            planned.chooses(planned.grace, "asked", [lost, stays, new])
            planned.submits(planned.grace)
        assert kept(planned, planned.grace)[:2] == before
        assert {each.id for each in kept(planned, planned.grace)} == {lost, stays, new}

    def test_are_nobody_elses_before_the_seal_is_open(self, planned: Company) -> None:
        planned.opens(planned.grace, f"score {KATHERINE}")
        planned.chooses(planned.grace, "asked", offered(planned, planned.grace)[:1])
        planned.chooses(planned.grace, "recommendation", "yes")
        planned.submits(planned.grace)
        planned.deliver()
        [question] = kept(planned, planned.grace)
        for who in (planned.ada, planned.alan):
            for command in ("debrief", "plan", "export"):
                answer = planned.types(who, f"{command} {KATHERINE}")
                planned.deliver()
                assert question.ask not in str(answer.message and answer.message.blocks)
            assert not [each for each in planned.inbox(who) if question.ask in str(each.blocks)]
