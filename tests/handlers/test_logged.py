"""Whatever somebody may have to answer for is one line of the log, with nothing in it that anybody typed."""

import pytest

from interviews.store.audit_log import Wanted
from tests.company import Company
from tests.handlers.openings.steps import BERLIN, makes_opening, plans_in, shows
from tests.handlers.panels.steps import KATHERINE, begins, opens, sends

pytestmark = pytest.mark.once


def actions(company: Company) -> list[str]:
    """The kinds of what was logged, in order, and forgotten by the next call."""
    company.clock.forward(minutes=1)
    team_id = company.slack.workspace.identity.team_id
    lines = company.bot.store.audit.find(team_id, Wanted(oldest_first=True), 500)
    assert company.bot.store.audit.remove_some(team_id) or not lines
    return [line.entry.action for line in lines]


def text_of_the_log(company: Company) -> str:
    engine = company.bot.store._engine
    return str(
        engine.query("SELECT * FROM audit_lines") + engine.query("SELECT * FROM audit_heads")
    )


class TestCandidate:
    def test_is_logged_from_the_plan_to_the_decision(self, company: Company) -> None:
        ada, alan, grace = company.ada, company.alan, company.grace
        begins(company, ada, grace)
        sends(company, ada)
        assert actions(company) == ["added_candidate"]
        opens(company, ada, KATHERINE)
        panel = f"panel.{company.candidate(KATHERINE).id}"
        company.chooses(ada, panel, [ada.id, grace.id, alan.id])
        sends(company, ada)
        assert actions(company) == ["changed_plan"]
        company.deliver()
        company.presses(alan, company.message(alan), "interview.did_not_happen")
        assert actions(company) == ["changed_panel"]
        for who in (ada, grace):
            company.scores(who, KATHERINE)
        assert actions(company) == ["sent_card", "sent_card"]
        company.answer(ada, f"debrief {KATHERINE}")
        page = company.answer(ada, f"debrief {KATHERINE}")
        assert actions(company) == ["read_debrief", "read_debrief"]
        company.decides(ada, page, "hire", "Calm under pressure.")
        assert actions(company) == ["decided"]
        company.becomes_known()
        assert actions(company) == []

    def test_leaves_no_word_and_no_user_id_in_a_line(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE, panel=(company.grace,), note="Calm under pressure.")
        text = text_of_the_log(company)
        for word in ("Katherine", "Calm", company.ada.id, company.grace.id):
            assert word not in text


class TestOpening:
    def test_is_logged_from_its_beginning_to_its_end(self, company: Company) -> None:
        ada = company.ada
        makes_opening(company, ada)
        assert actions(company) == ["added_opening"]
        company.presses(ada, shows(company, ada), "opening.open")
        company.writes(ada, "title", "ML, Hamburg")
        company.submits(ada)
        assert actions(company) == ["changed_opening"]
        plans_in(company, ada, KATHERINE, company.grace, title="ML, Hamburg")
        assert actions(company) == ["added_candidate"]
        for act in ("opening.close", "opening.reopen"):
            company.presses(ada, shows(company, ada, "ML, Hamburg"), act)
        assert actions(company) == ["closed_opening", "reopened_opening"]

    def test_is_found_by_its_title(self, company: Company) -> None:
        makes_opening(company, company.ada)
        assert f"began the opening {BERLIN}" in company.answer(company.ada, "audit").text.replace(
            "\n", ""
        )


class TestSettings:
    def test_are_logged_where_something_changed(self, company: Company) -> None:
        company.sets(company.ada, weekly_day="4")
        company.sets(company.ada, weekly_day="4")
        assert actions(company) == ["changed_settings"]

    def test_have_words_in_the_log(self, company: Company) -> None:
        company.sets(company.ada, weekly_day="4", weekly_hour="8")
        text = company.answer(company.admin, "audit").text.replace("\n", "")
        assert "changed settings of their own: the day of the digest and its hour" in text
