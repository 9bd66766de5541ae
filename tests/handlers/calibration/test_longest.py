"""Answers as long and as hostile as a bank may have them: Slack takes every page, and nothing is read as markup."""

import pytest

from question_bank.bank import Bank
from question_bank.models import Anchors, Answer, Archetype
from tests.company import Company
from tests.handlers.calibration.steps import begins, finishes, more_people, parts, rates, starts
from tests.handlers.test_longest import HOSTILE, filled


def longest(role: Archetype, unit: str) -> Archetype:
    """The role with the longest texts in its anchors, guides and answers."""
    anchors = Anchors(**dict.fromkeys(Anchors.model_fields, filled(unit, 240)))
    guide = {"good": filled(unit, 300)}
    questions = tuple(
        question.model_copy(
            update={
                "ask": filled(unit, 240),
                "junior": question.junior.model_copy(update=guide),
                "senior": question.senior.model_copy(update=guide),
            }
        )
        for question in role.questions
    )
    answers = tuple(
        Answer(
            question=questions[number].id, text=f"{number} {filled(unit, 998)}", key=number % 5 + 1,
            why=filled(unit, 400), misleads="right words in the wrong order", arguable=filled(unit, 300),
        )
        for number in range(8)
    )  # fmt: skip
    skills = tuple(
        skill.model_copy(update={"anchors": anchors, "name": f"{number} {filled(unit, 46)}"})
        for number, skill in enumerate(role.skills)
    )
    changes = {"questions": questions, "answers": answers, "skills": skills}
    return role.model_copy(update=changes | {"name": f"{role.id[:2]} {filled(unit, 45)}"})


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_fit_into_every_page(company: Company, bank: Bank, unit: str) -> None:
    roles = tuple(longest(role, unit) for role in bank.archetypes)
    with company.using(bank.model_copy(update={"archetypes": roles, "version": unit})):
        view = begins(company, company.grace)
        while view.title.startswith("Answer"):
            view = rates(company, company.grace, 3, filled(unit, 500))
        assert view.title == "Where you stand"
        assert len(parts(company, company.grace)[0].ratings) == 8
        assert "Calibration" in company.answer(company.grace, "calibrate").text


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_fit_into_what_a_team_gets(company: Company, bank: Bank, unit: str) -> None:
    """Five people rate; all their messages, the summary among them, are taken by Slack."""
    roles = tuple(longest(role, unit) for role in bank.archetypes)
    people = more_people(company, 5)
    company.closing.enter_context(company.using(bank.model_copy(update={"archetypes": roles})))
    round_id = starts(company, company.ada, *people)
    company.answer(company.ada, f"calibrate team id:{round_id}")
    for number, who in enumerate(people):
        finishes(company, who, *[number % 5 + 1] * 8)
        company.answer(who, "calibrate")
    assert "Talk about these first" in company.message(company.ada, words="Calibration for").text
