"""Whoever led once may have read the others: what they send afterwards does not pass for made apart."""

from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans, replans

OPEN = "sent when the others' scorecards were open to them"


def digest(company: Company, who: User) -> str:
    """The debrief as its reader has it now."""
    return company.answer(who, f"debrief {KATHERINE}").text


class TestFormerLead:
    def test_who_opened_early_does_not_vote_as_if_they_had_not(self, company: Company) -> None:
        plans(company, company.ada, company.hedy)
        company.scores(company.hedy, KATHERINE, vote="no")
        sealed = company.answer(company.ada, f"debrief {KATHERINE}")
        company.presses(company.ada, sealed, "debrief.open_early")
        replans(company, company.ada, leads=[company.alan.id])
        company.clock.forward(hours=1)
        company.scores(company.ada, KATHERINE, vote="yes")
        assert digest(company, company.alan).count(OPEN) == 1

    def test_who_read_the_digest_does_not_vote_as_if_they_had_not(self, company: Company) -> None:
        plans(company, company.hedy)
        company.add_lead(KATHERINE, company.alan)
        company.scores(company.hedy, KATHERINE)
        company.clock.forward(minutes=5)
        panel = [company.hedy.id, company.alan.id]
        replans(company, company.ada, leads=[company.ada.id], panel=panel)
        company.clock.forward(hours=1)
        company.scores(company.alan, KATHERINE)
        assert digest(company, company.ada).count(OPEN) == 1

    def test_who_left_before_any_card_was_open_has_read_none(self, company: Company) -> None:
        plans(company, company.hedy, company.alan)
        company.add_lead(KATHERINE, company.alan)
        replans(company, company.ada, leads=[company.ada.id])
        company.clock.forward(minutes=5)
        company.scores(company.hedy, KATHERINE)
        company.clock.forward(minutes=5)
        company.scores(company.alan, KATHERINE)
        assert OPEN not in digest(company, company.ada)


class TestLog:
    def test_says_who_leads_since_a_plan_changed_it(self, company: Company) -> None:
        plans(company, company.hedy)
        replans(company, company.ada, leads=[company.alan.id])
        told = company.answer(company.alan, f"audit {KATHERINE}")
        [entry] = [str(block) for block in told.blocks if " lead " in str(block)]
        assert entry.index(company.ada.id) < entry.index(" made ") < entry.index(company.alan.id)

    def test_is_silent_where_a_plan_leaves_the_leads_as_they_are(self, company: Company) -> None:
        plans(company, company.hedy)
        replans(company, company.ada, panel=[company.hedy.id, company.grace.id])
        assert " lead " not in company.answer(company.ada, f"audit {KATHERINE}").text
