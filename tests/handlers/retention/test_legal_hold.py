"""`/interview legal-hold`: keeps a candidate or an opening from being erased; whoever tries reads whom to ask."""

import logging

import pytest

from sandbox.client.snapshots import MessageSnapshot, ViewSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.openings.steps import BERLIN, makes_opening, plans_in
from tests.handlers.panels.steps import KATHERINE, plans

REASON = "A complaint of 3 March, our file 17."


def holds(company: Company, who: User, named: str = KATHERINE) -> None:
    """Somebody puts whom or what they name on hold."""
    company.opens(who, f"legal-hold {named}")
    company.writes(who, "reason", REASON)
    company.submits(who)


def words(shown: MessageSnapshot | ViewSnapshot) -> str:
    """What stands there in one line."""
    return shown.text.replace("\n", "")


def lifts(company: Company, who: User, named: str = KATHERINE) -> None:
    company.presses(who, company.opens(who, f"legal-hold {named}"), Act.LIFT_HOLD)


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """Ada leads; Grace is on the panel."""
    plans(company, company.grace)


class TestForm:
    def test_says_what_a_hold_is_and_then_that_it_stands(self, company: Company) -> None:
        asked = company.opens(company.ada, f"legal-hold {KATHERINE}").text
        assert KATHERINE in asked
        assert "nobody erases them" in asked
        holds(company, company.ada)
        shown = words(company.modal(company.ada))
        assert "On hold for legal reasons since " in shown
        assert REASON in shown

    def test_wants_a_reason(self, company: Company) -> None:
        company.opens(company.ada, f"legal-hold {KATHERINE}")
        company.writes(company.ada, "reason", "  ")
        assert "in a sentence" in company.errors(company.ada)["reason"]

    def test_sent_twice_is_one_hold(self, company: Company) -> None:
        company.opens(company.ada, f"legal-hold {KATHERINE}")
        company.writes(company.ada, "reason", REASON)
        again = company.slack.repeat(company.submits(company.ada))
        assert "On hold for legal reasons" in str(again.body)

    def test_of_two_at_once_the_second_keeps_what_they_typed(self, company: Company) -> None:
        company.opens(company.admin, f"legal-hold {KATHERINE}")
        company.writes(company.admin, "reason", "Of my own.")
        holds(company, company.ada)
        assert "before you" in company.errors(company.admin)["reason"]
        assert company.values(company.admin)["reason"]["value"]["value"] == "Of my own."

    def test_is_refused_to_the_panel_and_unknown_to_strangers(self, company: Company) -> None:
        told = company.answer(company.grace, f"legal-hold {KATHERINE}").text
        assert "You may not put this candidate on hold for legal reasons" in told
        told = company.answer(company.alan, f"legal-hold {KATHERINE}").text
        assert "You have no candidate" in told
        assert "lead no opening" in told


class TestOnHold:
    def test_keeps_a_candidate_from_being_erased(self, company: Company) -> None:
        holds(company, company.ada)
        shown = company.opens(company.ada, f"forget {KATHERINE}")
        assert shown.title == "On hold"
        assert shown.values == {}
        assert "Placed by you" in words(shown)
        assert REASON not in shown.text
        shown = company.opens(company.admin, f"forget {KATHERINE}")
        assert company.ada.id in str(shown.blocks)
        assert "Ask them, or an admin" in shown.text

    def test_keeps_one_whose_form_was_open_already(self, company: Company) -> None:
        company.opens(company.ada, f"forget {KATHERINE}")
        company.writes(company.ada, "name", KATHERINE)
        holds(company, company.admin)
        company.submits(company.ada)
        shown = company.modal(company.ada)
        assert shown.title == "On hold"
        assert company.admin.id in str(shown.blocks)
        assert "Ask an admin to lift it" in shown.text
        assert company.candidate(KATHERINE)

    def test_ends_when_it_is_lifted(self, company: Company) -> None:
        holds(company, company.ada)
        lifts(company, company.ada)
        assert "The hold is lifted" in company.modal(company.ada).text
        company.erases(company.ada, KATHERINE)
        assert company.modal(company.ada).title == "Erased"

    def test_of_an_admin_is_shown_to_the_lead_without_a_way_to_lift_it(
        self, company: Company
    ) -> None:
        holds(company, company.admin)
        shown = company.opens(company.ada, f"legal-hold {KATHERINE}")
        assert REASON in shown.text
        assert Act.LIFT_HOLD not in shown.actions
        assert "an admin lifts it" in shown.text

    def test_is_in_the_log_and_its_reason_is_nowhere_else(
        self, company: Company, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        holds(company, company.ada)
        lifts(company, company.ada)
        company.deliver()
        told = words(company.answer(company.ada, "audit"))
        assert f"put {KATHERINE} on hold for legal reasons" in told
        assert f"lifted the legal hold on {KATHERINE}" in told
        assert "file 17" not in caplog.text
        assert "file 17" not in company.bot.metrics.page().decode()
        engine = company.bot.store._engine
        for table in engine.table_names():
            assert "file 17" not in str(engine.query(f"SELECT * FROM {table}")), table  # noqa: S608


class TestOpening:
    @pytest.fixture(autouse=True)
    def opening(self, company: Company) -> None:
        """Ada leads the opening, and Dorothy is planned in it."""
        makes_opening(company, company.ada)
        plans_in(company, company.ada, "Dorothy Vaughan", company.hedy)

    def test_on_hold_keeps_everybody_in_it(self, company: Company) -> None:
        holds(company, company.ada, BERLIN)
        assert "everybody in it" in company.modal(company.ada).text
        shown = company.opens(company.ada, "forget Dorothy Vaughan")
        assert "on everybody in their opening" in words(shown)
        company.slack.close(shown)
        company.erases(company.ada, KATHERINE)
        assert company.modal(company.ada).title == "Erased"
        lifts(company, company.ada, BERLIN)
        assert f"put the opening {BERLIN} on hold" in company.answer(
            company.ada, "audit"
        ).text.replace("\n", "")
        company.erases(company.ada, "Dorothy Vaughan")
        assert company.modal(company.ada).title == "Erased"

    def test_stands_with_the_candidates_in_the_list_of_what_is_on_hold(
        self, company: Company
    ) -> None:
        assert "Nothing is on hold" in company.answer(company.ada, "legal-hold").text
        holds(company, company.ada, f"opening {BERLIN}")
        holds(company, company.admin)
        listed = company.answer(company.ada, "legal-hold")
        assert KATHERINE in listed.text
        assert f"{BERLIN} · the whole opening" in words(listed)
        assert REASON not in listed.text
        company.presses_last(company.ada, listed)
        assert Act.LIFT_HOLD in company.modal(company.ada).actions
        assert "Nothing is on hold" in company.answer(company.grace, "legal-hold").text
