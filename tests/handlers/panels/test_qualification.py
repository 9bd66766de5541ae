"""What interviewers lack of what their role asks: whoever plans reads it, saves all the same, and reads no more."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from question_bank.bank import Bank
from question_bank.models import Qualification
from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.calibration.steps import (
    ML,
    begins,
    finishes,
    keys,
    more_people,
    parts,
    rates,
    starts,
)
from tests.handlers.panels.steps import (
    KATHERINE,
    leaves,
    message_of,
    opens,
    plans,
    reads,
)
from tests.handlers.panels.steps import begins as begins_plan

ALL = Qualification(shadowed=2, shadowed_by=1, within_one=0.8, exact=0.5)
ROLE = "Machine Learning Engineer"
WARNING = "Machine Learning Engineer asks more of its interviewers"
NEVER = "listened to 0 of 2 interviews · held 0 of 1 while somebody listened · no calibration round passed yet"
TOLD = "If you pass, whoever plans interviews for Machine Learning Engineer can tell"


@contextmanager
def asking(company: Company, bank: Bank, asked: Qualification | None = ALL) -> Iterator[None]:
    """The bot has a bank whose ML engineers are interviewed by people who have this behind them."""
    roles = tuple(
        role.model_copy(update={"qualification": asked}) if role.id == ML else role
        for role in bank.archetypes
    )
    with company.using(bank.model_copy(update={"archetypes": roles, "version": "asking"})):
        yield


@pytest.fixture
def strict(company: Company, bank: Bank) -> Company:
    """A company whose bank asks for all of it."""
    company.closing.enter_context(asking(company, bank))
    return company


def warned_of(view: ViewSnapshot) -> dict[str, str]:
    """What each person lacks, as the page says it."""
    found = {}
    for block in view.blocks:
        if WARNING in str(block):
            for line in block["elements"][1:]:
                *people, words = line["elements"]
                ids = [piece["user_id"] for piece in people if piece["type"] == "user"]
                found |= dict.fromkeys(ids, words["text"].removeprefix(": "))
    return found


def plays(company: Company, who: User, *off: int) -> ViewSnapshot:
    """Somebody rates a round of their own, each answer so many rungs off; the last figure holds for the rest."""
    begins(company, who)
    for number, key in enumerate(keys(company, who)):
        away = off[min(number, len(off) - 1)]
        view = rates(company, who, key + away if key + away <= 5 else key - away)
    company.slack.close(view)
    return view


class TestPlan:
    def test_says_in_the_form_what_each_lacks(self, strict: Company) -> None:
        begins_plan(strict, strict.grace, strict.alan)
        form = strict.modal(strict.ada)
        assert warned_of(form) == {strict.grace.id: NEVER, strict.alan.id: NEVER}
        assert form.text.count("listened to 0 of 2") == 1
        assert "They can interview all the same." in form.text
        assert "/interview calibrate ml-engineer" in form.text

    def test_is_saved_at_once_and_says_it_once_more(self, strict: Company) -> None:
        plans(strict, strict.grace, starts=None)
        saved = strict.modal(strict.ada)
        assert saved.title == "Planned"
        assert warned_of(saved) == {strict.grace.id: NEVER}
        assert warned_of(reads(strict, strict.ada)) == {strict.grace.id: NEVER}

    def test_says_nothing_where_the_role_asks_for_nothing(
        self, company: Company, bank: Bank
    ) -> None:
        plans(company, company.grace, starts=None)
        assert WARNING not in company.modal(company.ada).text
        assert WARNING not in opens(company, company.ada, KATHERINE).text
        with asking(company, bank):
            assert WARNING in opens(company, company.ada, KATHERINE).text
        assert WARNING not in opens(company, company.ada, KATHERINE).text

    def test_says_it_to_nobody_who_does_not_plan(self, strict: Company) -> None:
        plans(strict, strict.grace, strict.alan, starts=None)
        assert WARNING not in reads(strict, strict.grace).text
        for who in (strict.grace, strict.alan):
            assert "asks more" not in str([message.blocks for message in strict.inbox(who)])

    def test_counts_who_listened_and_who_was_listened_to(self, strict: Company) -> None:
        plans(strict, strict.grace, strict.alan, starts=None)
        strict.presses(strict.alan, message_of(strict, strict.alan), "interview.shadowed")
        strict.scores(strict.grace, KATHERINE)
        strict.deliver()
        begins_plan(strict, strict.grace, strict.alan, name="Mary Jackson")
        assert warned_of(strict.modal(strict.ada)) == {
            strict.grace.id: "listened to 0 of 2 interviews · no calibration round passed yet",
            strict.alan.id: NEVER.replace("0 of 2", "1 of 2"),
        }

    def test_leaves_out_whoever_has_scored(self, strict: Company) -> None:
        plans(strict, strict.grace, strict.alan, starts=None)
        strict.scores(strict.grace, KATHERINE)
        assert warned_of(reads(strict, strict.ada)) == {strict.alan.id: NEVER}
        assert warned_of(opens(strict, strict.ada, KATHERINE)) == {strict.alan.id: NEVER}

    def test_speaks_of_somebody_who_left_as_of_anybody(self, strict: Company) -> None:
        plans(strict, strict.grace, starts=None)
        leaves(strict, strict.grace)
        assert warned_of(reads(strict, strict.ada)) == {strict.grace.id: NEVER}

    def test_fits_with_as_many_as_a_panel_takes(self, strict: Company) -> None:
        people = more_people(strict, 12)
        plans(strict, *people, starts=None)
        assert len(warned_of(strict.modal(strict.ada))) == 12
        assert len(warned_of(opens(strict, strict.ada, KATHERINE))) == 12


class TestRound:
    """Whoever plans learns that somebody has passed. That somebody has not, tells nothing of what they did."""

    def test_that_is_not_passed_looks_like_none(self, strict: Company) -> None:
        plans(strict, strict.grace, strict.alan, starts=None)

        def seen() -> list[str]:
            pages = (reads(strict, strict.ada), opens(strict, strict.ada, KATHERINE))
            return [re.sub(r'"block_id": "[^"]*"', "", json.dumps(page.blocks)) for page in pages]

        before = seen()
        assert plays(strict, strict.grace, 2).title == "Where you stand"
        strict.deliver()
        assert seen() == before
        told = [message for message in strict.inbox(strict.ada) if "alibrat" in str(message.blocks)]
        assert told == []

    def test_that_is_passed_is_missed_no_more(self, strict: Company) -> None:
        plans(strict, strict.grace, strict.alan, starts=None)
        plays(strict, strict.grace, 0, 0, 0, 0, 1, 1, 1, 2)
        found = warned_of(opens(strict, strict.ada, KATHERINE))
        assert found == {
            strict.grace.id: NEVER.removesuffix(" · no calibration round passed yet"),
            strict.alan.id: NEVER,
        }

    def test_of_several_people_changes_nothing(self, strict: Company) -> None:
        """Ada sees who is done: what then still stands there would tell her how it went."""
        plans(strict, strict.grace, starts=None)
        starts(strict, strict.ada, strict.grace)
        first = begins(strict, strict.grace)
        assert TOLD not in first.text
        strict.slack.close(first)
        finishes(strict, strict.grace, *keys(strict, strict.grace))
        assert warned_of(opens(strict, strict.ada, KATHERINE)) == {strict.grace.id: NEVER}

    def test_tells_its_rater_before_it_begins_and_at_its_end(self, strict: Company) -> None:
        first = begins(strict, strict.grace)
        assert TOLD in first.text
        assert "It takes 7 of 8 within one rung of the key, 4 of them exactly." in first.text
        assert TOLD not in rates(strict, strict.grace, 3).text
        strict.slack.close(strict.modal(strict.grace))
        assert "You have passed." in plays(strict, strict.alan, 0).text
        view = plays(strict, strict.hedy, 2)
        assert "Nobody hears that you tried; try again whenever you like." in view.text

    def test_begun_before_it_was_asked_for_says_so_and_offers_another(
        self, company: Company, bank: Bank
    ) -> None:
        company.slack.close(begins(company, company.grace))
        given = keys(company, company.grace)
        with asking(company, bank):
            first = begins(company, company.grace)
            assert f"You began this round before {ROLE} asked for one" in first.text
            for key in given:
                view = rates(company, company.grace, key)
            assert "so it passes nobody. One of your own can." in view.text
            company.presses(company.grace, view, "run.own")
            assert TOLD in company.modal(company.grace).text
            for key in keys(company, company.grace):
                view = rates(company, company.grace, key)
            assert "You have passed." in view.text
            old = f"calibrate id:{parts(company, company.grace)[1].round.id}"
            company.slack.close(view)
            assert "passes nobody" not in company.opens(company.grace, old).text

    def test_beside_a_teams_is_offered_where_that_takes_its_place(self, strict: Company) -> None:
        starts(strict, strict.ada, strict.grace)
        first = begins(strict, strict.grace)
        assert "With others, until" in first.text
        assert "It passes nobody; a round of your own can." in first.text
        strict.presses(strict.grace, first, "run.own")
        assert TOLD in strict.modal(strict.grace).text
        assert len(parts(strict, strict.grace)) == 2

    def test_of_a_role_that_asks_for_none_speaks_of_no_passing(
        self, company: Company, bank: Bank
    ) -> None:
        with asking(company, bank, Qualification(shadowed=1)):
            assert "pass" not in begins(company, company.grace).text.lower()
            company.slack.close(company.modal(company.grace))
            view = plays(company, company.alan, 0)
            assert "You have passed" not in view.text


class TestCalibratePage:
    def test_says_where_one_is_oneself(self, strict: Company) -> None:
        page = strict.answer(strict.grace, "calibrate").text.replace("\n", "")
        assert f"Machine Learning Engineer: {NEVER}" in page
        assert "of rounds, whether you have passed one, and nothing else" in page

    def test_says_so_where_nothing_is_missing(self, company: Company, bank: Bank) -> None:
        with asking(company, bank, Qualification(within_one=0.8)):
            plays(company, company.grace, 1)
            page = company.answer(company.grace, "calibrate").text.replace("\n", "")
            assert "Machine Learning Engineer: you have all of it" in page

    def test_has_no_word_of_it_where_no_role_asks(self, company: Company) -> None:
        assert "What roles ask" not in company.answer(company.grace, "calibrate").text
