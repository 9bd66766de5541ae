"""`/interview mirror`: how somebody rates, for their own eyes, on the data of the last year."""

import pytest

from interviews.calibration.drift import KeyChange, Repeats
from interviews.calibration.estimates import Estimate
from interviews.calibration.mirror import Mirror
from question_bank.bank import Bank
from templates.render import render
from tests.company import Company
from tests.handlers.calibration.steps import begins, keys, rates
from tests.handlers.candidates.test_audit import rich_words


def plays(company: Company, shift: int) -> None:
    begins(company, company.grace)
    for key in keys(company, company.grace):
        rates(company, company.grace, min(5, max(1, key + shift)))


def mirror(company: Company, who: str = "grace") -> str:
    return company.answer(getattr(company, who), "mirror").text.replace("\n", "")


def test_says_where_too_little_is_known(company: Company) -> None:
    shown = mirror(company)
    assert "0 scorecards in the last year" in shown
    assert "Too few to say much; from 5 on, more stands here." in shown
    assert "too few. A round of 8 sample answers tells most." in shown
    assert "Against the panel" not in shown


def test_has_the_rounds_that_are_over_and_nobody_elses(company: Company) -> None:
    plays(company, 1)
    assert "rungs above the key on average" in mirror(company)
    assert "above the key" not in mirror(company, "alan")


def test_forgets_what_is_older_than_a_year(company: Company) -> None:
    plays(company, 0)
    assert "in line with the key on average" in mirror(company)
    company.clock.forward(days=366)
    assert "too few. A round" in mirror(company)


def test_says_how_somebody_has_changed_since_half_a_year(company: Company, bank: Bank) -> None:
    """The role has eight answers only, so that each comes again."""
    few = tuple(role.model_copy(update={"answers": role.answers[:8]}) for role in bank.archetypes)
    with company.using(bank.model_copy(update={"archetypes": few})):
        plays(company, 0)
        company.clock.forward(days=182)
        plays(company, -1)
        shown = mirror(company)
    assert "below the key, and in line with it before (change likely " in shown
    assert "You have moved away from it: a round a month brings you back." in shown
    assert "below your first ratings of the same answers, half a year or more before" in shown
    assert "; 8 answers, " in shown
    assert "Your yardstick has moved: read the anchors before your next interview." in shown
    assert "yardstick" not in mirror(company, "alan")


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


def sure(value: float, low: float, high: float, count: int) -> Estimate:
    return Estimate(value=value, low=low, high=high, count=count)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"key": sure(0, 0, 0, 8)}, "in line with the key on average (every time the same; 8 sample answers)."),
        ({"key": sure(0.5, -0.24, 1.2, 8)}, "0.5 rungs above the key on average (likely 0.2 below to 1.2 above; 8"),
        ({"key": sure(-0.5, -1, -0.04, 8)}, "0.5 rungs below the key on average (likely 0 to 1 below; 8"),
        ({"panel": sure(1, 0.6, 1.4, 5)}, "1 rung above the others on skills that others rated too (likely 0.6 to 1.4"),
        ({"threes": sure(0.3, 0.14, 0.52, 20)}, "Threes: 30% of 20 ratings (likely 14% to 52%)."),
        ({"spread": sure(0.4, -0.1, 0.9, 5)}, "Spread on a card: 0.4 rungs (likely 0 to 0.9; 5 cards)."),
        ({"fives_alone": sure(0.75, 0.3, 0.95, 4)}, "Fives: 3 of your 4 had no second rater (likely 30% to 95%)."),
        ({"fives_alone": sure(0, 0, 0.49, 4)}, "Fives: none of your 4 had no second rater (likely 0% to 49%)."),
        ({"hours_to_card": sure(1, 0.5, 30, 6)}, "Time to a scorecard: 1 hour at the median (likely 0.5 to 30; 6 "),
    ],
)  # fmt: skip
def test_says_each_figure_in_a_line_with_its_interval(
    figures: dict[str, Estimate], said: str
) -> None:
    found = Mirror(cards=6, **figures)
    assert found.says_something
    message = render("calibration/mirror", mirror=found, fewest_cards=5, fewest_keyed=8)
    assert said in rich_words(message["blocks"])


def test_is_read_in_a_minute_with_every_figure_in_it() -> None:
    some = sure(0.5, -0.2, 1.2, 8)
    found = Mirror(
        cards=120, threes=some, spread=some, fives_alone=some, panel=some, key=some,
        key_change=KeyChange(lately=0.5, before=-0.5, moved=sure(1, 0.6, 1.4, 16)),
        repeats=Repeats(moved=sure(1, 0.6, 1.4, 8), apart=1.2, is_nearer=False),
        hours_to_card=some,
    )  # fmt: skip
    message = render("calibration/mirror", mirror=found, fewest_cards=5, fewest_keyed=8)
    words = rich_words(message["blocks"]).split()
    assert 120 < len(words) <= 260
