"""Pages of calibration are read in two minutes at most, also where the bank's longest answers are in them."""

import pytest

from question_bank.bank import Bank
from tests.company import Company
from tests.handlers.calibration.steps import (
    asked,
    begins,
    finishes,
    joins,
    keys,
    more_people,
    parts,
    rates,
    result_pages,
    starts,
)

MOST_WORDS, MOST_BLOCKS = 600, 30
FOLDED = 3 * 125
"""Words of the three answers that a summary has in whole, each folded."""


@pytest.fixture
def longest(bank: Bank) -> Bank:
    """The bank, each role with its eight longest answers only."""

    def length(answer: object) -> int:
        return len(f"{answer}".split())

    roles = tuple(
        role.model_copy(update={"answers": tuple(sorted(role.answers, key=length)[-8:])})
        for role in bank.archetypes
    )
    return bank.model_copy(update={"archetypes": roles})


ROLES = ("ml-engineer", "backend-developer", "data-engineer", "devops-engineer")


@pytest.mark.parametrize("role", ROLES)
def test_own_round_and_its_result(company: Company, longest: Bank, role: str) -> None:
    with company.using(longest):
        view = begins(company, company.grace, role)
        for key in keys(company, company.grace):
            assert len(view.text.split()) <= MOST_WORDS
            view = rates(company, company.grace, 1 if key > 3 else 5, "word " * 30)
        pages = result_pages(company, company.grace)
        assert [page.text.count("You noted: ") for page in pages] == [2, 2, 2, 2]
        for page in pages:
            assert len(page.text.split()) <= MOST_WORDS
            assert len(page.blocks) <= MOST_BLOCKS


def test_team_round_and_what_it_sends(company: Company, longest: Bank) -> None:
    people = more_people(company, 5)
    company.closing.enter_context(company.using(longest))
    round_id = starts(company, company.ada, *people)
    for number, who in enumerate(people):
        assert len(asked(company, who).text.split()) <= 60
        finishes(company, who, *[number % 5 + 1] * 8, evidence="word " * 30)
        joins(company, who)
    summary = company.answer(company.ada, f"calibrate team id:{round_id}")
    assert "Talk about these first" in summary.text
    assert len(summary.text.split()) <= MOST_WORDS + FOLDED
    for page in result_pages(company, people[0]):
        assert len(page.text.split()) <= MOST_WORDS
    assert len(company.message(people[0], "You met the key").text.split()) <= 60
    assert len(company.answer(company.ada, "calibrate").text.split()) <= 150
    assert len(parts(company, people[0])) == 1
