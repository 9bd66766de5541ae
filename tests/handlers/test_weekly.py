"""What leads get by themselves: a quiet line when cards are overdue, and their week at an hour of their own."""

import sqlite3
from datetime import datetime

import pytest

from interviews.reminding import plan_reminders
from interviews.store.values import stored_time
from sandbox.records import User
from sandbox.seen import SeenMessage
from tests.company import Company
from tests.handlers.test_reminders import comes


def digests(company: Company, who: User) -> list[SeenMessage]:
    """The weekly digests in somebody's messages."""
    return [one for one in company.inbox(who) if "Your candidates this week" in one.text]


class TestWeekly:
    @pytest.fixture(autouse=True)
    def katherine(self, company: Company) -> None:
        """On Wednesday at 9:30 UTC Ada adds Katherine, with Hedy on the panel."""
        company.adds(company.ada, "Katherine Johnson", panel=(company.hedy,))
        company.deliver()

    def test_comes_on_monday_at_nine_and_says_what_waits(self, company: Company) -> None:
        comes(company, "2026-03-09 08:59")
        assert digests(company, company.ada) == []
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "Katherine Johnson" in digest.text
        assert "1 of 2 scorecards in" in digest.text
        assert "Open: 1 · waiting for scorecards: 1 · waiting for your decision: 0" in digest.text
        assert "waiting for \n for 4 days" in digest.text
        assert "half took an hour or less (n = 1" in digest.text
        assert digests(company, company.hedy) == []

    def test_says_what_is_ready_and_how_quickly_cards_came(self, company: Company) -> None:
        company.clock.forward(days=2)
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "every scorecard is in, and nothing is decided yet" in digest.text
        assert "Open: 1 · waiting for scorecards: 0 · waiting for your decision: 1" in digest.text
        company.slack.press(digest, "debrief.open", user=company.ada)
        assert "Votes" in company.slack.ephemerals(company.ada)[-1].text
        assert "half took 24 hours or less (n = 2" in digest.text

    def test_says_what_was_decided(self, company: Company) -> None:
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        company.slack.press(company.inbox(company.ada)[0], "decision.open", user=company.ada)
        company.slack.choose(company.modal(company.ada), "outcome", "hire")
        company.slack.type(company.modal(company.ada), "reason", "Calm and exact.")
        company.slack.submit(company.modal(company.ada))
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "Katherine Johnson\n: hire" in digest.text
        assert "Calm" not in digest.text
        comes(company, "2026-03-16 09:00")
        assert len(digests(company, company.ada)) == 1  # nothing happened, nothing is said

    def test_comes_every_week_at_the_same_hour_on_the_clock(self, company: Company) -> None:
        for monday in (
            "09 09",
            "16 09",
            "23 09",
            "30 08",
        ):  # London's summer time began on the 29th
            comes(company, f"2026-03-{monday}:00")
        assert len(digests(company, company.ada)) == 4

    def test_is_not_caught_up_with(self, company: Company) -> None:
        comes(company, "2026-03-25 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_comes_at_the_leads_own_day_and_hour(self, company: Company) -> None:
        company.types(company.ada, "settings")
        company.slack.choose(company.modal(company.ada), "weekly_day", "3")
        company.slack.choose(company.modal(company.ada), "weekly_hour", "14")
        company.slack.submit(company.modal(company.ada))
        comes(company, "2026-03-05 13:59")
        assert digests(company, company.ada) == []
        comes(company, "2026-03-05 14:00")
        assert len(digests(company, company.ada)) == 1
        comes(company, "2026-03-09 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_goes_on_when_the_hour_is_changed_on_its_own_day(self, company: Company) -> None:
        comes(company, "2026-03-09 09:00")
        company.types(company.ada, "settings")
        company.slack.choose(company.modal(company.ada), "weekly_hour", "15")
        company.slack.submit(company.modal(company.ada))
        comes(company, "2026-03-09 15:00")
        assert len(digests(company, company.ada)) == 1
        comes(company, "2026-03-16 15:00")
        assert len(digests(company, company.ada)) == 2

    def test_stops_with_one_button(self, company: Company) -> None:
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        company.slack.press(digest, "weekly.off", user=company.ada)
        assert "The weekly digest is off." in company.slack.ephemerals(company.ada)[-1].text
        comes(company, "2026-03-16 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_is_found_by_every_candidate_it_names(self, company: Company) -> None:
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        found = company.candidate("Katherine Johnson")
        [mark] = company.bot.store.messages.starting(found.team_id, found.id, "named:")
        assert (mark.candidate_id, mark.ts) == (found.id, digest.ts)

    def test_fits_with_many_candidates_of_long_names(self, company: Company) -> None:
        for number in range(14):
            name = f"Candidate {number} " + "<!channel> *x* & " * 6
            company.adds(company.ada, name[:120], panel=(company.hedy, company.grace))
        comes(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "3 more wait for scorecards" in digest.text


class TestOverdue:
    @pytest.fixture(autouse=True)
    def katherine(self, company: Company) -> None:
        """Katherine's cards are due on Friday at noon; Hedy and Grace owe theirs."""
        company.adds(company.ada, "Katherine Johnson", panel=(company.hedy, company.grace))
        self.due(company, "2026-03-06 12:00")

    def due(self, company: Company, moment: str) -> None:
        """The lead changes when cards are due."""
        found = company.loop("Katherine Johnson").candidate
        with sqlite3.connect(company.database) as connection:
            row = (stored_time(datetime.fromisoformat(f"{moment}+00:00")), found.id)
            connection.execute("UPDATE candidates SET due_at = ? WHERE id = ?", row)
        connection.close()
        plan_reminders(company.bot.store, company.loop("Katherine Johnson"), company.clock())

    def told(self, company: Company) -> list[SeenMessage]:
        """What Ada is told of it."""
        return [one for one in company.inbox(company.ada) if "scorecards are in" in one.text]

    def test_names_who_is_missing_to_the_lead_alone(self, company: Company) -> None:
        comes(company, "2026-03-06 11:59")
        assert self.told(company) == []
        comes(company, "2026-03-06 12:00")
        [line] = self.told(company)
        assert "1 of 3 scorecards are in" in line.text
        assert "debrief.open_early" in line.actions
        for who in (company.hedy, company.grace):
            assert not [one for one in company.inbox(who) if "Missing" in one.text]

    def test_keeps_the_contents_sealed(self, company: Company) -> None:
        comes(company, "2026-03-06 12:00")
        [line] = self.told(company)
        assert "strong" not in line.text
        assert "yes" not in line.text.casefold()
        pressed = company.slack.press(line, "debrief.open_early", user=company.ada)
        assert "Opened early by" in company.slack.ephemerals(company.ada)[-1].text
        company.forge(pressed, user=company.grace.id)
        assert not [one for one in company.slack.ephemerals(company.grace) if "Votes" in one.text]

    def test_is_one_message_that_is_kept_up_to_date(self, company: Company) -> None:
        comes(company, "2026-03-06 12:00")
        [before] = self.told(company)
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        [between] = self.told(company)
        assert "2 of 3 scorecards are in" in between.text
        company.scores(company.grace, "Katherine Johnson", ratings={"ml-ops": 4})
        comes(company, "2026-03-09 12:00")
        [after] = self.told(company)
        assert "No scorecard is missing any more" in after.text
        assert after.actions == []
        assert before.ts == between.ts == after.ts

    def test_says_nothing_where_nobody_is_missing(self, company: Company) -> None:
        for who in (company.hedy, company.grace):
            company.scores(who, "Katherine Johnson", ratings={"ml-ops": 4})
        comes(company, "2026-03-06 12:00")
        assert self.told(company) == []

    def test_follows_a_due_time_that_is_moved(self, company: Company) -> None:
        self.due(company, "2026-03-10 12:00")
        comes(company, "2026-03-09 12:00")
        assert self.told(company) == []
        self.due(company, "2026-03-09 14:00")
        comes(company, "2026-03-09 14:00")
        assert len(self.told(company)) == 1

    def test_waits_for_the_leads_morning(self, company: Company) -> None:
        self.due(company, "2026-03-06 22:00")
        comes(company, "2026-03-06 22:00")
        assert self.told(company) == []
        comes(company, "2026-03-09 08:00")
        assert len(self.told(company)) == 1
