"""What leads get by themselves: a quiet line when cards are overdue, and their week at an hour of their own."""

import itertools
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from interviews.reminders.schedule import plan_reminders
from interviews.store.values import stored_time
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.reminders.test_reminders import advance


def digests(company: Company, who: User) -> list[MessageSnapshot]:
    """The weekly digests in somebody's messages."""
    return company.inbox(who, "Your candidates this week")


def moves(company: Company, who: User, zone: str) -> None:
    """Somebody sets another time zone in Slack, and the bot has had the time to notice."""
    company.slack.workspace.directory.change_user(who, tz=zone)
    company.bot.slack._people._answers.clear()


def moments(company: Company, who: User, since: str, days: int) -> list[datetime]:
    """When digests came, of the hours of these days."""
    company.clock.moment = datetime.fromisoformat(f"{since}+00:00")
    company.deliver()
    before, found = len(digests(company, who)), list[datetime]()
    for _ in range(days * 24):
        company.clock.moment = company.clock.moment.replace(minute=0) + timedelta(hours=1)
        if company.deliver() and len(digests(company, who)) > before + len(found):
            found.append(company.clock.moment)
    assert len(digests(company, who)) == before + len(found)
    return found


class TestWeekly:
    @pytest.fixture(autouse=True)
    def katherine(self, company: Company) -> None:
        """On Wednesday at 9:30 UTC Ada adds Katherine, with Hedy on the panel."""
        company.adds(company.ada, "Katherine Johnson", panel=(company.hedy,))
        company.deliver()

    def test_comes_on_monday_at_nine_and_says_what_waits(self, company: Company) -> None:
        advance(company, "2026-03-09 08:59")
        assert digests(company, company.ada) == []
        advance(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "Katherine Johnson" in digest.text
        assert "1 of 2 scorecards in" in digest.text
        assert "Open: 1 · waiting for scorecards: 1 · waiting for your decision: 0" in digest.text
        assert "waiting for \n for 4 days" in digest.text
        assert "half took an hour or less, of one scorecard in" in digest.text
        assert digests(company, company.hedy) == []

    def test_says_what_is_ready_and_how_quickly_cards_came(self, company: Company) -> None:
        company.clock.forward(days=2)
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        advance(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "every scorecard is in, and nothing is decided yet" in digest.text
        assert "Open: 1 · waiting for scorecards: 0 · waiting for your decision: 1" in digest.text
        company.presses(company.ada, digest, "debrief.open")
        assert "Votes" in company.notice(company.ada)
        assert "half took 24 hours or less, of 2 scorecards in" in digest.text

    def test_says_what_was_decided(self, company: Company) -> None:
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        company.decides(company.ada, company.inbox(company.ada)[0])
        advance(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        assert "Katherine Johnson\n: hire" in digest.text
        assert "Calm" not in digest.text
        advance(company, "2026-03-16 09:00")
        assert len(digests(company, company.ada)) == 1  # nothing happened, nothing is said

    def test_comes_every_week_at_the_same_hour_on_the_clock(self, company: Company) -> None:
        for monday in (
            "09 09",
            "16 09",
            "23 09",
            "30 08",
        ):  # London's summer time began on the 29th
            advance(company, f"2026-03-{monday}:00")
        assert len(digests(company, company.ada)) == 4

    def test_is_not_caught_up_with(self, company: Company) -> None:
        advance(company, "2026-03-25 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_comes_at_the_leads_own_day_and_hour(self, company: Company) -> None:
        company.sets(company.ada, weekly_day="3", weekly_hour="14")
        advance(company, "2026-03-05 13:59")
        assert digests(company, company.ada) == []
        advance(company, "2026-03-05 14:00")
        assert len(digests(company, company.ada)) == 1
        advance(company, "2026-03-09 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_goes_on_when_the_hour_is_changed_on_its_own_day(self, company: Company) -> None:
        advance(company, "2026-03-09 09:00")
        company.sets(company.ada, weekly_hour="15")
        advance(company, "2026-03-09 15:00")
        assert len(digests(company, company.ada)) == 1
        advance(company, "2026-03-16 15:00")
        assert len(digests(company, company.ada)) == 2

    @pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "America/Los_Angeles"])
    def test_goes_on_at_the_same_hour_there_when_its_reader_moves_west(
        self, company: Company, zone: str
    ) -> None:
        company.adds(company.hedy, "Mary Jackson", panel=(company.ada,))
        company.deliver()
        advance(company, "2026-03-09 08:00")  # nine o'clock in Vienna
        moves(company, company.hedy, zone)
        came = moments(company, company.hedy, "2026-03-09 08:30", days=31)
        there = [moment.astimezone(ZoneInfo(zone)) for moment in came]
        assert [(moment.day, moment.hour) for moment in there] == [
            (16, 9),
            (23, 9),
            (30, 9),
            (6, 9),
        ]

    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Auckland"])
    def test_goes_on_when_its_reader_moves_east(self, company: Company, zone: str) -> None:
        company.adds(company.hedy, "Mary Jackson", panel=(company.ada,))
        company.deliver()
        advance(company, "2026-03-09 08:00")
        moves(company, company.hedy, zone)
        came = moments(company, company.hedy, "2026-03-09 08:30", days=24)
        there = [moment.astimezone(ZoneInfo(zone)) for moment in came]
        assert len(there) == 3
        assert [(moment.day, moment.hour) for moment in there[1:]] == [(23, 9), (30, 9)]

    @pytest.mark.parametrize(("day", "hour"), [("0", "15"), ("0", "7"), ("3", "14")])
    @pytest.mark.parametrize(
        ("sending", "during"), [(False, 1), (False, 2), (True, 1), (True, 2), (True, 3)]
    )
    def test_follows_settings_that_are_changed_while_it_is_in_hand(
        self,
        company: Company,
        monkeypatch: pytest.MonkeyPatch,
        *,
        sending: bool,
        during: int,
        day: str,
        hour: str,
    ) -> None:
        if sending:  # the digest itself is in hand; else the job that plans it
            company.clock.moment = company.clock.moment.replace(day=9, hour=9, minute=0)
        else:
            company.sets(company.ada, weekly_day="1", weekly_hour="8")
            company.clock.forward(minutes=10)
        asked = itertools.count(1)  # a job asks Slack about its person now and again
        known = company.bot.slack.users_info

        def changes(user_id: str) -> Any:
            if user_id == company.ada.id and next(asked) == during:
                company.sets(company.ada, weekly_day=day, weekly_hour=hour)
            return known(user_id)

        monkeypatch.setattr(company.bot.slack, "users_info", changes)
        company.deliver()
        assert next(asked) > during, "nothing was changed"
        came = moments(company, company.ada, "2026-03-10 00:00", days=14)
        assert [(moment.weekday(), moment.hour) for moment in came] == [(int(day), int(hour))] * 2

    def test_stops_with_one_button(self, company: Company) -> None:
        advance(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        company.presses(company.ada, digest, "weekly.off")
        assert "The weekly digest is off." in company.notice(company.ada)
        advance(company, "2026-03-16 09:00")
        assert len(digests(company, company.ada)) == 1

    def test_is_found_by_every_candidate_it_names(self, company: Company) -> None:
        advance(company, "2026-03-09 09:00")
        [digest] = digests(company, company.ada)
        found = company.candidate("Katherine Johnson")
        [mark] = company.bot.store.messages.list_by_prefix(found.team_id, found.id, "named:")
        assert (mark.candidate_id, mark.ts) == (found.id, digest.ts)

    def test_fits_with_many_candidates_of_long_names(self, company: Company) -> None:
        for number in range(14):
            name = f"Candidate {number} " + "<!channel> *x* & " * 6
            company.adds(company.ada, name[:120], panel=(company.hedy, company.grace))
        advance(company, "2026-03-09 09:00")
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
        company.changes(
            "UPDATE candidates SET due_at = :due_at WHERE id = :id",
            due_at=stored_time(datetime.fromisoformat(f"{moment}+00:00")),
            id=found.id,
        )
        plan_reminders(company.bot.store, company.loop("Katherine Johnson"), company.clock())

    def lines(self, company: Company) -> list[MessageSnapshot]:
        """What Ada is told of it."""
        return company.inbox(company.ada, "scorecards are in")

    def test_names_who_is_missing_to_the_lead_alone(self, company: Company) -> None:
        advance(company, "2026-03-06 11:59")
        assert self.lines(company) == []
        advance(company, "2026-03-06 12:00")
        [line] = self.lines(company)
        assert "1 of 3 scorecards are in" in line.text
        assert "debrief.open_early" in line.actions
        for who in (company.hedy, company.grace):
            assert not company.inbox(who, "Missing")

    def test_keeps_the_contents_sealed(self, company: Company) -> None:
        advance(company, "2026-03-06 12:00")
        [line] = self.lines(company)
        assert "strong" not in line.text
        assert "yes" not in line.text.casefold()
        pressed = company.presses(company.ada, line, "debrief.open_early")
        assert "Opened early by" in company.notice(company.ada)
        company.forge(pressed, user=company.grace.id)
        assert not [
            message
            for message in company.slack.ephemerals(company.grace)
            if "Votes" in message.text
        ]

    def test_is_one_message_that_is_kept_up_to_date(self, company: Company) -> None:
        advance(company, "2026-03-06 12:00")
        [before] = self.lines(company)
        company.scores(company.hedy, "Katherine Johnson", ratings={"ml-ops": 4})
        company.deliver()
        [between] = self.lines(company)
        assert "2 of 3 scorecards are in" in between.text
        company.scores(company.grace, "Katherine Johnson", ratings={"ml-ops": 4})
        advance(company, "2026-03-09 12:00")
        [after] = self.lines(company)
        assert "No scorecard is missing any more" in after.text
        assert "No scorecard is missing any more" in after.words
        assert after.actions == []
        assert before.ts == between.ts == after.ts

    def test_says_nothing_where_nobody_is_missing(self, company: Company) -> None:
        for who in (company.hedy, company.grace):
            company.scores(who, "Katherine Johnson", ratings={"ml-ops": 4})
        advance(company, "2026-03-06 12:00")
        assert self.lines(company) == []

    def test_follows_a_due_time_that_is_moved(self, company: Company) -> None:
        self.due(company, "2026-03-10 12:00")
        advance(company, "2026-03-09 12:00")
        assert self.lines(company) == []
        self.due(company, "2026-03-09 14:00")
        advance(company, "2026-03-09 14:00")
        assert len(self.lines(company)) == 1

    def test_waits_for_the_leads_morning(self, company: Company) -> None:
        self.due(company, "2026-03-06 22:00")
        advance(company, "2026-03-06 22:00")
        assert self.lines(company) == []
        advance(company, "2026-03-09 08:00")
        assert len(self.lines(company)) == 1
