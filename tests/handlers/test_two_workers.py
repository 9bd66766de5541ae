"""Two processes do what is due at the same time: nobody gets one thing twice, and nothing stands out of date."""

from datetime import UTC, datetime, timedelta

from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    TOMORROW,
    at,
    begins,
    message_of,
    opens,
    plans_to_channel,
    replans,
)
from tests.threads import at_once


def both_work(company: Company) -> None:
    """Two workers do all there is to do."""

    def works() -> None:
        while company.bot.worker.work_once():
            pass

    at_once(works, works)


class TestTwoWorkers:
    def test_post_one_message_about_an_interview_that_is_changed_at_once(
        self, company: Company
    ) -> None:
        begins(company, company.hedy)
        company.chooses(company.ada, "starts.new.U0HEDY", at(TOMORROW))
        company.submits(company.ada)
        field = f"starts.{company.candidate(KATHERINE).id}.U0HEDY"
        opens(company, company.ada, KATHERINE)
        company.chooses(company.ada, field, at(TOMORROW + timedelta(hours=2)))
        company.submits(company.ada)
        company.slack.fail("chat.postMessage", delay=0.5, times=None)
        both_work(company)
        company.slack.heal("chat.postMessage")
        company.deliver()
        assert "12:00" in message_of(company, company.hedy).text
        replans(company, company.ada, due=at(datetime(2026, 3, 20, 12, tzinfo=UTC)))
        assert "20 March" in message_of(company, company.hedy).text

    def test_post_one_digest_to_the_channel_of_two_leads(self, company: Company) -> None:
        room = plans_to_channel(company)
        company.scores(company.grace, KATHERINE)
        company.slack.fail("chat.postMessage", delay=0.5, times=None)
        both_work(company)
        company.slack.heal("chat.postMessage")
        company.deliver()
        [message] = company.slack.messages(room)
        assert "Votes: 1 yes" in message.text
