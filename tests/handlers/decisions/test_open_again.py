"""A candidate on hold, or advanced, is opened again by a lead, long after the decision was made."""

import pytest

from interviews.decisions import reopen
from interviews.errors import NotAllowed
from interviews.permissions import Person
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    NEWS,
    REMINDER,
    lines_to,
    message_of,
    plans,
    replans,
)


@pytest.fixture(autouse=True)
def all_cards_in(company: Company) -> None:
    """Ada and Edsger lead; Hedy is on the panel and has scored."""
    plans(company, company.hedy, starts=None)
    company.add_lead(KATHERINE, company.admin)
    company.scores(company.hedy, KATHERINE, ratings={"ml-ops": 4})
    company.deliver()


def digest_of(company: Company, who: User) -> MessageSnapshot:
    [found] = [message for message in company.inbox(who) if message.words.startswith("Debrief")]
    return found


def decides(company: Company, outcome: str, days: int = 3) -> None:
    """Ada decides, and some days go by."""
    company.decides(company.ada, digest_of(company, company.ada), outcome, "The search is paused.")
    company.deliver()
    company.clock.forward(days=days)
    company.deliver()


def opens_again(company: Company, message: MessageSnapshot) -> str:
    company.presses(company.ada, message, "decision.reopen")
    company.deliver()
    return company.notice(company.ada)


def reopened_by(company: Company, who: User) -> bool:
    """What a button would do that was pressed by somebody who never saw it."""
    found = company.candidate_named(KATHERINE, "decided")
    person = Person(team_id=found.team_id, user_id=who.id)
    return reopen(company.bot.store, person, found.id, company.clock())


@pytest.mark.parametrize("outcome", ["hold", "advance"])
class TestAfterAHoldOrAnAdvance:
    def test_a_lead_opens_it_again_and_decides_anew(self, company: Company, outcome: str) -> None:
        decides(company, outcome)
        assert "go on as before" in opens_again(company, digest_of(company, company.ada))
        assert "Decided" not in digest_of(company, company.ada).text
        decides(company, "hire")
        assert "Decided: hire" in digest_of(company, company.ada).text
        assert "decision.reopen" not in digest_of(company, company.ada).actions

    def test_more_interviews_can_be_planned_and_scored(
        self, company: Company, outcome: str
    ) -> None:
        decides(company, outcome)
        opens_again(company, digest_of(company, company.ada))
        replans(company, company.ada, panel=[company.hedy.id, company.grace.id])
        assert "score.open" in message_of(company, company.grace).actions
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
        assert len(company.loop(KATHERINE).cards) == 2

    def test_it_is_in_the_list_of_the_decided_for_leads_alone(
        self, company: Company, outcome: str
    ) -> None:
        decides(company, outcome)
        assert "decision.reopen" not in company.answer(company.hedy, "candidates decided").actions
        opens_again(company, company.answer(company.ada, "candidates decided"))
        assert company.candidate(KATHERINE)


class TestIt:
    def test_reminds_again_of_a_card_that_is_not_in(self, company: Company) -> None:
        replans(company, company.ada, panel=[company.hedy.id, company.grace.id])
        decides(company, "hold")
        assert lines_to(company, company.grace, REMINDER) == []
        opens_again(company, company.answer(company.ada, "candidates decided"))
        company.clock.forward(days=3, hours=6)  # by day in New York
        company.deliver()
        assert len(lines_to(company, company.grace, REMINDER)) == 1

    def test_is_told_to_the_other_leads_and_to_nobody_else(self, company: Company) -> None:
        decides(company, "hold")
        before = [message.ts for message in company.inbox(company.hedy)]
        opens_again(company, digest_of(company, company.ada))
        assert "again: scorecards, reminders" in lines_to(company, company.admin, NEWS)[-1]
        assert lines_to(company, company.ada, NEWS) == []
        assert [message.ts for message in company.inbox(company.hedy)] == before

    def test_is_logged_with_what_had_been_decided(self, company: Company) -> None:
        decides(company, "hold")
        opens_again(company, digest_of(company, company.ada))
        assert "again after the decision: hold" in company.answer(company.ada, "audit").text

    def test_twice_is_told_to_be_open_already(self, company: Company) -> None:
        decides(company, "hold")
        listed = company.answer(company.ada, "candidates decided")
        opens_again(company, listed)
        assert "open already" in opens_again(company, listed)

    def test_is_not_for_a_hire(self, company: Company) -> None:
        decides(company, "hire")
        assert "decision.reopen" not in digest_of(company, company.ada).actions
        with pytest.raises(NotAllowed, match="only a hold or an advance"):
            reopened_by(company, company.ada)

    def test_is_not_for_the_panel(self, company: Company) -> None:
        decides(company, "hold")
        with pytest.raises(NotAllowed, match="You may not decide"):
            reopened_by(company, company.hedy)
