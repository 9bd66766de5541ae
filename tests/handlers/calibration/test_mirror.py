"""`/interview mirror`: how somebody rates, for their own eyes, on the data of the last year."""

from tests.company import Company
from tests.handlers.calibration.steps import begins, keys, rates


def plays(company: Company, shift: int) -> None:
    begins(company, company.grace)
    for key in keys(company, company.grace):
        rates(company, company.grace, min(5, max(1, key + shift)))


def mirror(company: Company, who: str = "grace") -> str:
    return company.answer(getattr(company, who), "mirror").text.replace("\n", "")


def test_says_where_too_little_is_known(company: Company) -> None:
    shown = mirror(company)
    assert "0 scorecards in the last year" in shown
    assert "Too few to say much; from 5 on there is more here." in shown
    assert "too few. A round of 8 sample answers tells most." in shown
    assert "Against the panel" not in shown


def test_has_the_rounds_that_are_over_and_nobody_elses(company: Company) -> None:
    plays(company, 1)
    assert "rungs above the key on average" in mirror(company)
    assert "above the key" not in mirror(company, "alan")


def test_forgets_what_is_older_than_a_year(company: Company) -> None:
    plays(company, 0)
    assert "as the key on average" in mirror(company)
    company.clock.forward(days=366)
    assert "too few. A round" in mirror(company)


def test_compares_with_the_panel_once_debriefs_are_open(company: Company) -> None:
    people = (company.grace, company.alan)
    for number in range(5):
        company.adds(
            company.ada, f"Katherine {number}", panel=people, ratings={"ml-ops": 2}, vote="no"
        )
        company.scores(company.grace, f"Katherine {number}", ratings={"ml-ops": 4})
    assert "Against the panel" not in mirror(company)
    for number in range(5):
        company.scores(company.alan, f"Katherine {number}", ratings={"ml-ops": 3}, vote="no")
    assert "Against the panel: 1.5 rungs above the others" in mirror(company)
    assert "5 candidates" in mirror(company)
