"""The address of a CV is noted in the plan, and stands where the interviewers look for it."""

import pytest

from handlers.panels.plan.checks import NO_ADDRESS
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, fills, opens, reads

CV = "https://files.example.com/cv/katherine.pdf?v=2"


def plans_with(company: Company, address: str) -> None:
    opens(company, company.ada, KATHERINE)
    fills(company, company.ada, (company.grace,))
    company.writes(company.ada, "cv_url.new", address)


def test_the_address_stands_in_the_interviewers_message_and_the_plan(company: Company) -> None:
    plans_with(company, CV)
    company.submits(company.ada)
    company.deliver()
    assert CV in str(company.message(company.grace, KATHERINE).blocks)
    assert CV in str(reads(company, company.ada).blocks)


@pytest.mark.parametrize(
    "typed", ["in the drive", "javascript:alert(1)", "https://", "https://a b.com"]
)
def test_what_is_no_address_is_refused_and_stays_as_typed(company: Company, typed: str) -> None:
    plans_with(company, typed)
    assert company.errors(company.ada) == {"cv_url.new": NO_ADDRESS}
