"""An opening's page, and the list of openings, go on counting whoever was erased, without a name."""

from tests.company import Company
from tests.handlers.openings.steps import BERLIN, makes_opening, plans_in, says


def test_of_an_opening_survive_an_erasure(company: Company) -> None:
    makes_opening(company, company.ada)
    for name in ("Dorothy Vaughan", "Mary Jackson"):
        plans_in(company, company.ada, name, company.grace)
    company.erases(company.ada, "Dorothy Vaughan")
    shown = says(company, company.ada)
    assert "1 candidate in progress" in shown
    assert "erased undecided: 1" in shown
    assert (
        "1 candidate is erased, and counted here without a name, by the stage they reached. Phone screen: 1"
        in shown
    )
    assert "Dorothy" not in shown
    assert "2 candidates" in company.answer(company.ada, "openings").text
    assert BERLIN in shown
