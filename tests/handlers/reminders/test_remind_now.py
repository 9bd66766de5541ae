"""*Remind now*: a lead has an interviewer reminded whose scorecard is late, and reads who is and who is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.client.snapshots import MessageSnapshot
from tests.company import Company
from tests.control_names import names_of
from tests.handlers.panels.steps import OVERDUE, REMINDER, at, leaves, replans
from tests.handlers.panels.test_outsiders import change_account
from tests.handlers.reminders.test_reminders import advance, katherine, meets_at, reminders

pytestmark = pytest.mark.usefixtures(katherine.__name__)
KATHERINE = "Katherine Johnson"
LATE = "2026-03-05 12:00"
"""Four hours after the reminder that came by itself; in Amsterdam it is one o'clock."""


def grows_late(company: Company) -> None:
    """Hedy has been reminded in the morning."""
    advance(company, "2026-03-05 08:00")
    advance(company, LATE)


@pytest.fixture
def page(company: Company) -> MessageSnapshot:
    """Ada's list of candidates, once Hedy's card is late."""
    grows_late(company)
    return company.answer(company.ada, "candidates")


def asks(company: Company, page: MessageSnapshot) -> str:
    """Ada presses the button, and reads this."""
    company.presses(company.ada, page, "reminder.now")
    told = company.notice(company.ada)
    company.deliver()
    return told


def stamps(company: Company) -> list[str]:
    """Which reminders stand in Hedy's messages."""
    return [message.ts for message in reminders(company, company.hedy)]


class TestRemindNow:
    def test_sends_what_comes_by_itself_and_says_who_asks_for_it(
        self, company: Company, page: MessageSnapshot
    ) -> None:
        [before] = reminders(company, company.hedy)
        assert "A reminder goes to" in asks(company, page)
        [after] = reminders(company, company.hedy)
        assert after.ts != before.ts
        assert after.actions == before.actions
        assert "asks for it" in after.text
        advance(company, "2026-03-06 08:00")  # those that come by themselves go on
        [by_itself] = reminders(company, company.hedy)
        assert "asks for it" not in by_itself.text

    def test_is_once_in_four_hours_whoever_presses_and_says_from_when_on(
        self, company: Company, page: MessageSnapshot
    ) -> None:
        asks(company, page)
        sent = stamps(company)
        company.add_lead(KATHERINE, company.alan)
        others = company.answer(company.alan, "candidates")
        for moment in (LATE, "2026-03-05 15:59"):
            advance(company, moment)
            company.presses(company.alan, others, "reminder.now")
            assert "Another one can be sent from" in company.notice(company.alan)
            company.deliver()
            assert stamps(company) == sent
        advance(company, "2026-03-05 16:00")
        asks(company, page)
        assert stamps(company) != sent

    def test_waits_four_hours_after_one_that_came_by_itself(self, company: Company) -> None:
        advance(company, "2026-03-05 11:59")
        page = company.answer(company.ada, "candidates")
        assert "Another one can be sent from" in asks(company, page)

    def test_is_not_offered_before_a_card_is_late(self, company: Company) -> None:
        advance(company, "2026-03-04 12:00")
        assert "reminder.now" not in company.answer(company.ada, "candidates").actions
        meets_at(company, "2026-03-06 09:00")
        advance(company, LATE)
        assert "reminder.now" not in company.answer(company.ada, "candidates").actions

    def test_works_when_the_five_are_over_and_is_not_the_last(self, company: Company) -> None:
        for day in range(5, 13):
            advance(company, f"2026-03-{day:02} 12:00")
        assert "This is the last reminder" in reminders(company, company.hedy)[0].text
        asks(company, company.answer(company.ada, "candidates"))
        [asked] = reminders(company, company.hedy)
        assert "asks for it" in asked.text
        assert "last" not in asked.text
        assert "reminder.snooze" not in asked.actions

    @pytest.mark.parametrize("off", ["candidate", "interviewer"])
    def test_works_while_those_that_come_by_themselves_are_off(
        self, company: Company, off: str
    ) -> None:
        if off == "candidate":
            replans(company, company.ada, reminders=[])
        else:
            company.sets(company.hedy, reminders="off")
        advance(company, LATE)
        assert stamps(company) == []
        asks(company, company.answer(company.ada, "candidates"))
        assert len(stamps(company)) == 1

    def test_waits_until_it_is_day_for_the_interviewer_and_says_so(self, company: Company) -> None:
        advance(company, "2026-03-05 20:00")
        page, before = company.answer(company.ada, "candidates"), stamps(company)
        assert "night or weekend" in asks(company, page)
        assert stamps(company) == before
        advance(company, "2026-03-06 00:30")
        asks(company, page)  # the later wish takes the place of this one
        advance(company, "2026-03-06 07:00")
        assert len(stamps(company)) == 1
        assert stamps(company) != before

    @pytest.mark.parametrize("becomes", ["nobody", "coordinator"])
    def test_waits_for_nothing_where_whoever_asked_plans_the_panel_no_longer(
        self, company: Company, becomes: str
    ) -> None:
        advance(company, "2026-03-05 20:00")
        before = stamps(company)
        assert "night or weekend" in asks(company, company.answer(company.ada, "candidates"))
        replans(company, company.ada, leads=[company.alan.id], reminders=[])
        if becomes == "coordinator":
            replans(company, company.alan, coordinators=[company.ada.id])
        advance(company, "2026-03-06 08:00")
        assert (stamps(company) != before) == (becomes == "coordinator")

    def test_says_thank_you_when_the_card_is_in(
        self, company: Company, page: MessageSnapshot
    ) -> None:
        asks(company, page)
        company.scores(company.hedy, KATHERINE)
        company.deliver()
        assert "Thank you" in company.message(company.hedy).text


def _sends_card(company: Company) -> None:
    company.scores(company.hedy, KATHERINE)


def _is_taken_off(company: Company) -> None:
    replans(company, company.ada, panel=[company.ada.id, company.grace.id])


def _is_moved(company: Company) -> None:
    meets_at(company, "2026-03-09 09:00")


def _leaves(company: Company) -> None:
    leaves(company, company.hedy)


def _is_a_stranger(company: Company) -> None:
    change_account(company, company.hedy, "stranger")


class TestNobodyElse:
    """What has become of the card or its author since the button was shown is looked at when it is pressed."""

    @pytest.mark.parametrize(
        ("happens", "sentence"),
        [
            (_sends_card, "waited for any more"),
            (_is_taken_off, "waited for any more"),
            (_is_moved, "is not over yet"),
            (_leaves, "no longer in this workspace"),
            (_is_a_stranger, "no longer in this workspace"),
        ],
    )
    def test_is_reminded(
        self, company: Company, happens: Callable[[Company], None], sentence: str
    ) -> None:
        grows_late(company)
        mine = company.answer(company.ada, f"debrief {KATHERINE}")
        before = stamps(company)
        happens(company)
        assert sentence in asks(company, mine)
        assert set(stamps(company)) <= set(before)

    def test_is_reminded_of_a_candidate_who_is_decided(
        self, company: Company, page: MessageSnapshot
    ) -> None:
        before = stamps(company)
        company.decides(company.ada, company.answer(company.ada, f"debrief {KATHERINE}"), "hold")
        assert "decided now" in asks(company, page)
        assert stamps(company) == before

    def test_asks_but_a_lead(self, company: Company, page: MessageSnapshot) -> None:
        pressed = company.presses(company.ada, page, "reminder.now")
        company.deliver()
        before = stamps(company)
        advance(company, "2026-03-06 14:00")
        for who in (company.grace, company.hedy, company.admin):
            company.forge(pressed, user=who.id)
            company.deliver()
        assert stamps(company) != before  # the one of the next morning
        assert "asks for it" not in reminders(company, company.hedy)[0].text


class TestWhere:
    @pytest.fixture(autouse=True)
    def two_are_late(self, company: Company) -> None:
        replans(company, company.ada, panel=[company.hedy.id, company.grace.id, company.ada.id])
        advance(company, "2026-03-06 15:00")

    def test_on_home_for_all_of_a_candidate_as_a_modal(self, company: Company) -> None:
        advance(company, "2026-03-06 19:30")
        company.presses(company.ada, company.home(company.ada), "reminder.now")
        told = company.modal(company.ada).text
        company.deliver()
        assert "A reminder goes to" in told  # to Grace in New York
        assert "It is night or weekend for" in told  # Hedy in Amsterdam
        assert KATHERINE in told
        assert "asks for it" in company.message(company.grace, "still open").text

    @pytest.mark.parametrize("late", [True, False])
    def test_for_all_of_a_candidate_but_for_whoever_asks(
        self, company: Company, late: bool
    ) -> None:
        ada, alan = company.ada, company.alan
        company.add_lead(KATHERINE, alan)
        replans(company, ada, panel=[ada.id, alan.id, company.hedy.id, company.grace.id])
        for moment in ("2026-03-09 16:30", "2026-03-09 20:30"):
            advance(company, moment)
        home, before = company.home(alan), company.inbox(alan, words=REMINDER)
        for who in () if late else (company.hedy, company.grace):
            company.scores(who, KATHERINE)
        company.presses(alan, home, "reminder.now")
        told = company.modal(alan)
        company.deliver()
        assert alan.id in company.loop(KATHERINE).missing
        assert alan.id not in str(told.blocks)
        sentence = "A reminder goes to" if late else "Nobody else's scorecard is late, so nobody"
        assert sentence in told.text
        assert company.inbox(alan, words=REMINDER) == before

    def test_on_home_by_direct_message_where_nobody_knows_yet_who_is_there(
        self, company: Company
    ) -> None:
        advance(company, "2026-03-06 19:30")
        home = company.home(company.ada)
        company.bot.slack._people._answers.clear()
        company.presses(company.ada, home, "reminder.now")
        assert "A reminder goes to" in company.message(company.ada, "A reminder").text

    def test_for_each_card_where_the_debrief_waits(self, company: Company) -> None:
        page = company.answer(company.ada, f"debrief {KATHERINE}")
        found = names_of(page.blocks)
        assert {"Remind now: Hedy Lamarr", "Remind now: Grace Hopper"} <= set(found)
        assert "reminder.now" not in company.answer(company.grace, f"debrief {KATHERINE}").actions

    def test_for_each_card_in_the_line_about_what_is_overdue(self, company: Company) -> None:
        line = self.overdue(company)
        assert line.actions.count("reminder.now") == 2
        assert "They are reminded without you, five times at most." in line.text

    @pytest.mark.parametrize("why", ["off for the candidate", "off for the interviewers", "over"])
    def test_with_the_truth_about_those_that_come_by_themselves(
        self, company: Company, why: str
    ) -> None:
        if why == "off for the candidate":
            replans(company, company.ada, reminders=[])
        elif why == "off for the interviewers":
            for who in (company.hedy, company.grace):
                company.sets(who, reminders="off")
        else:
            for day in range(9, 14):
                advance(company, f"2026-03-{day:02} 15:00")
        assert "No reminder goes to anybody by itself any more." in self.overdue(company).text

    def test_with_the_names_of_those_that_some_still_come_to(self, company: Company) -> None:
        company.sets(company.hedy, reminders="off")
        assert "<@U0GRACE> is reminded without you" in self.overdue(company).text

    def overdue(self, company: Company) -> MessageSnapshot:
        """What Ada reads at the due time, an hour from now."""
        then = company.clock() + timedelta(hours=1)
        replans(company, company.ada, due=at(then))
        advance(company, f"{then:%Y-%m-%d %H:%M}")
        return company.message(company.ada, words=OVERDUE)
