"""`/interview asked ml-engineer`: figures of many scorecards for leads and admins, and of few or of anybody none."""

import pytest

from question_bank.bank import Bank
from question_bank.models import Archetype
from tests.company import Company
from tests.interviews.asked import NAMES, score_many

ROW = "Rated 1: 0 · 2: 3 · 3: 4 · 4: 3 · 5: 0"


def interviews(company: Company, role: Archetype, people: int, questions: int = 1) -> None:
    """So many candidates whom Ada leads, each scored by two of five interviewers."""
    score_many(
        company.bot.store, company.slack.workspace.identity.team_id, role, people,
        lead=company.ada.id, questions=questions,
    )  # fmt: skip


class TestQuestionsAsked:
    def test_are_counted_for_a_lead(self, company: Company, ml: Archetype) -> None:
        assert ml.questions[0].skill != ml.skills[1].id
        interviews(company, ml, 5)
        view = company.opens(company.ada, "asked ml-engineer")
        text = view.text
        assert "From 10 scorecards with ticked questions" in text
        assert f"{ml.skill(ml.questions[0].skill).name} · asked 10 times\n{ROW}" in text
        assert "Tells apart 1.00 (1.00 to 1.00)" in text
        assert "Never asked" in text
        assert not [name for name in NAMES if name in str(view.blocks)]
        assert "U0PANEL" not in str(view.blocks)

    def test_are_counted_for_an_admin(self, company: Company, ml: Archetype) -> None:
        interviews(company, ml, 5)
        assert ROW in company.opens(company.admin, "asked ml").text

    def test_of_few_scorecards_say_nothing(self, company: Company, ml: Archetype) -> None:
        interviews(company, ml, 4)
        text = company.opens(company.ada, "asked ml-engineer").text
        assert "in fewer than 10 scorecards of this role" in text
        assert "asked 8 times" not in text
        assert "Never asked" not in text

    def test_are_nothing_for_an_interviewer(self, company: Company, ml: Archetype) -> None:
        interviews(company, ml, 5)
        for text in ("asked ml-engineer", "asked"):
            answer = company.answer(company.alan, text)
            assert answer.text == "Only hiring leads and admins see what became of the questions."

    def test_of_the_largest_bank_fit_and_say_how_many_do_not(
        self, company: Company, bank: Bank, ml: Archetype
    ) -> None:
        first = ml.questions[0]
        many = tuple(
            first.model_copy(update={"id": f"question-{number}", "ask": "W" * 240})
            for number in range(1000)
        )
        role = ml.model_copy(update={"questions": many})
        larger = bank.model_copy(update={"archetypes": (role,), "version": "larger"})
        interviews(company, role, 5, questions=400)
        with company.using(larger):
            view = company.opens(company.ada, "asked ml-engineer")
        assert len(view.blocks) <= 100
        assert "640 more have no room here" in view.text

    @pytest.mark.parametrize("typed", ["asked", "asked astronaut"])
    def test_are_offered_by_role_where_none_is_named(self, company: Company, typed: str) -> None:
        answer = company.answer(company.admin, typed)
        assert "Of which role?" in answer.text
        company.presses_last(company.admin, answer)
        assert company.modal(company.admin).title == "Questions asked"
