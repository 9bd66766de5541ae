"""Somebody leaves the workspace in the middle of a loop: nothing is lost, and whoever can act hears of it, once."""

import json
from datetime import timedelta

import pytest

from interviews.store.audit import ChangedLeads
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    NEWS,
    NO_LEAD,
    OVERDUE,
    TOMORROW,
    at,
    leaves,
    lines_to,
    message_of,
    opens,
    parked,
    plans,
    replans,
    sends,
)
from tests.interviews.stored_jobs import PAYLOADS, payload, row


def all_in(company: Company) -> None:
    """Grace, alone on the panel, scores."""
    company.scores(company.grace, KATHERINE, ratings={"ml-ops": 4})
    company.deliver()


def comes_back(company: Company, who: User) -> None:
    """The account is active again, and the bot has had the time to notice."""
    company.slack.workspace.directory.change_user(who, deleted=False)
    company.bot.slack._people._answers.clear()


def a_day_later(company: Company) -> None:
    """By then Grace's card is reminded of."""
    company.clock.moment = TOMORROW + timedelta(days=1)
    company.deliver()


def question(company: Company) -> MessageSnapshot:
    """What the admin is asked once nobody leads."""
    return company.message(company.admin, words=NO_LEAD)


class TestLead:
    def test_of_two_leaves_the_debrief_to_the_other(self, company: Company) -> None:
        plans(company, company.grace)
        company.add_lead(KATHERINE, company.hedy)
        leaves(company, company.ada)
        all_in(company)
        assert company.inbox(company.hedy, "Votes: 1 yes")
        assert company.inbox(company.admin) == []
        assert parked(company) == []

    def test_who_is_named_first_does_not_keep_the_debrief_from_its_channel(
        self, company: Company
    ) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        plans(company, company.grace)
        replans(company, company.ada, channel=room.id)
        leaves(company, company.ada)
        all_in(company)
        assert "Votes: 1 yes" in company.slack.messages(room)[0].text


class TestSomebodyHidden:
    """Who is hidden from apps cannot be asked about or written to: for the bot they have left."""

    def hides(self, company: Company, who: User) -> None:
        company.slack.hide(who)
        company.bot.slack._people._answers.clear()

    def test_on_the_panel_is_named_to_the_lead_and_keeps_nobody_from_theirs(
        self, company: Company
    ) -> None:
        plans(company, company.grace, company.alan)
        replans(company, company.ada, due=at(TOMORROW + timedelta(hours=2)))
        self.hides(company, company.grace)
        company.slack.open_home(company.grace)
        a_day_later(company)
        assert parked(company) == []
        [told] = lines_to(company, company.ada, NEWS)
        assert "has left this workspace, so their scorecard" in told
        assert company.inbox(company.ada, "of 2 scorecards are in")

    def test_as_the_last_lead_is_an_admins_business(self, company: Company) -> None:
        plans(company, company.grace)
        self.hides(company, company.ada)
        all_in(company)
        assert question(company)
        assert parked(company) == []


class TestLastLead:
    @pytest.fixture(autouse=True)
    def nobody_leads(self, company: Company) -> None:
        plans(company, company.grace)
        leaves(company, company.ada)

    def test_is_told_to_an_admin_once_and_not_what_is_in_the_cards(self, company: Company) -> None:
        all_in(company)
        company.scores(company.grace, KATHERINE, ratings={"ml-ops": 5})
        company.deliver()
        assert "has left this workspace" in question(company).text
        assert "Votes" not in "".join(message.text for message in company.inbox(company.admin))
        assert parked(company) == []

    def test_is_replaced_by_the_admin(self, company: Company) -> None:
        company.adds(company.alan, KATHERINE)
        all_in(company)
        company.presses(company.admin, question(company), "leads.open")
        company.chooses(company.admin, "leads", [company.hedy.id])
        company.submits(company.admin)
        company.deliver()
        assert company.candidate(KATHERINE).leads == (company.hedy.id,)
        assert "You are a hiring lead of" in lines_to(company, company.hedy, NEWS)[0]
        buttons = [action for message in company.inbox(company.hedy) for action in message.actions]
        assert {"decision.open", "guest.confirm"} <= set(buttons)
        assert "Votes" not in "".join(message.text for message in company.inbox(company.admin))

    def test_is_replaced_on_record(self, company: Company) -> None:
        self.test_is_replaced_by_the_admin(company)
        found = company.candidate(KATHERINE)
        log = company.bot.store.audit.of_candidate(found.team_id, found.id)
        [entry] = [entry for entry in log if isinstance(entry, ChangedLeads)]
        assert (entry.actor_id, entry.leads) == (company.admin.id, (company.hedy.id,))

    def test_is_not_replaced_by_anybody_else(self, company: Company) -> None:
        all_in(company)
        pressed = company.presses(company.admin, question(company), "leads.open")
        company.forge(pressed, user=company.grace.id)
        assert company.slack.view_of(company.grace) is None or (
            company.modal(company.grace).title != "Hiring leads"
        )
        company.chooses(company.admin, "leads", [company.hedy.id])
        _, answer = company.forge(company.submits(company.admin), user=company.grace.id)
        assert "You may not hand this candidate to other leads" in str(answer["errors"])

    def test_is_not_replaced_by_somebody_who_left_too(self, company: Company) -> None:
        all_in(company)
        company.presses(company.admin, question(company), "leads.open")
        company.chooses(company.admin, "leads", [company.alan.id])
        leaves(company, company.alan)
        assert company.errors(company.admin) == {
            "leads": "Alan Turing has left this workspace. Choose somebody else."
        }

    def test_is_for_an_operator_to_see_where_no_admin_is_left(self, company: Company) -> None:
        leaves(company, company.admin)
        all_in(company)
        assert parked(company) == ["digest"]

    def test_who_is_replaced_before_the_admin_hears_is_no_news(self, company: Company) -> None:
        company.slack.fail("chat.postMessage", status=503)
        all_in(company)
        assert company.inbox(company.admin) == []
        company.add_lead(KATHERINE, company.hedy)
        a_day_later(company)
        assert company.inbox(company.admin) == []
        assert parked(company) == []


class TestNewLeads:
    """Hedy leads from now on, while Grace's card is still waited for."""

    @pytest.fixture(autouse=True)
    def hedy_takes_over(self, company: Company) -> None:
        plans(company, company.grace)
        replans(company, company.ada, due=at(TOMORROW + timedelta(hours=5)))
        leaves(company, company.ada)
        a_day_later(company)
        company.presses(company.admin, question(company), "leads.open")
        company.chooses(company.admin, "leads", [company.hedy.id])
        company.submits(company.admin)
        company.deliver()

    def test_hear_what_is_overdue(self, company: Company) -> None:
        [line] = lines_to(company, company.hedy, OVERDUE)
        assert f"Missing: <@{company.grace.id}>" in line

    def test_have_their_week(self, company: Company) -> None:
        company.clock.forward(days=5)  # past Monday morning
        company.deliver()
        assert KATHERINE in company.message(company.hedy, "this week").text

    def test_stand_in_the_interviewers_message(self, company: Company) -> None:
        text = message_of(company, company.grace).text
        assert company.hedy.id in text
        assert company.ada.id not in text


class TestInterviewer:
    @pytest.fixture(autouse=True)
    def grace_leaves(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        company.scores(company.alan, KATHERINE, ratings={"ml-ops": 4})
        leaves(company, company.grace)

    def test_is_told_to_the_lead_once_and_somebody_else_takes_over(self, company: Company) -> None:
        for _ in range(3):
            a_day_later(company)
        [news] = lines_to(company, company.ada, NEWS)
        assert "has left this workspace" in news
        assert "will not come" in news
        company.presses(company.ada, company.message(company.ada, words=NEWS), "plan.open")
        scope = company.candidate(KATHERINE).id
        company.chooses(company.ada, f"panel.{scope}", [company.alan.id, company.hedy.id])
        company.submits(company.ada)
        company.scores(company.hedy, KATHERINE)
        company.deliver()
        assert company.inbox(company.ada, "Votes: 2 yes")
        assert parked(company) == []

    def test_is_named_where_the_debrief_waits_for_them(self, company: Company) -> None:
        a_day_later(company)
        page = company.answer(company.ada, f"debrief {KATHERINE}")
        assert "left this workspace: no scorecard comes from them" in page.text
        assert "plan.open" in page.actions
        assert "left this" not in company.answer(company.alan, f"debrief {KATHERINE}").text

    def test_is_waited_for_no_more_in_lists(self, company: Company) -> None:
        a_day_later(company)
        listed = company.answer(company.ada, "candidates")
        assert "no longer in this workspace" in listed.text
        assert "waiting for" not in listed.text
        assert "reminder.now" not in listed.actions

    def test_is_named_in_the_line_about_what_is_overdue(self, company: Company) -> None:
        replans(company, company.ada, due=at(TOMORROW + timedelta(hours=5)))
        a_day_later(company)
        [line] = lines_to(company, company.ada, OVERDUE)
        assert "left this workspace: no scorecard comes from them" in line
        assert "reminded without you" not in line

    def test_who_opens_home_again_is_back(self, company: Company) -> None:
        a_day_later(company)
        assert "left this" in company.answer(company.ada, f"debrief {KATHERINE}").text
        comes_back(company, company.grace)
        company.home(company.grace)
        assert "left this" not in company.answer(company.ada, f"debrief {KATHERINE}").text
        assert "left this" not in company.home(company.ada).text
        company.clock.moment = TOMORROW + timedelta(days=4, hours=6)
        company.deliver()
        assert company.inbox(company.grace, "still open")
        assert len(lines_to(company, company.ada, NEWS)) == 1

    def test_who_is_sent_something_again_is_back(self, company: Company) -> None:
        a_day_later(company)
        assert "left this" in company.answer(company.ada, f"debrief {KATHERINE}").text
        comes_back(company, company.grace)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        start = f"starts.{scope}.{company.grace.id}"
        company.chooses(company.ada, start, at(TOMORROW + timedelta(days=2)))
        sends(company, company.ada)
        company.deliver()
        assert "left this" not in company.answer(company.ada, f"debrief {KATHERINE}").text

    def test_who_leaves_once_more_is_told_once_more(self, company: Company) -> None:
        a_day_later(company)
        comes_back(company, company.grace)
        company.home(company.grace)
        leaves(company, company.grace)
        company.clock.moment = TOMORROW + timedelta(days=4, hours=6)
        company.deliver()
        assert len(lines_to(company, company.ada, NEWS)) == 2

    def test_whose_card_is_in_is_no_news(self, company: Company) -> None:
        leaves(company, company.alan)
        a_day_later(company)
        assert len(lines_to(company, company.ada, NEWS)) == 1  # Grace's


JOBS = [(kind, fields) for kind, fields in PAYLOADS if kind != "erase"]


@pytest.mark.parametrize(("kind", "fields"), JOBS)
def test_no_kind_of_job_fails_for_somebody_who_has_left(
    company: Company, kind: str, fields: dict[str, str]
) -> None:
    """Each as if it were due for Grace, who interviews and leads, and has gone; Ada leads too."""
    plans(company, company.grace, company.alan)
    company.add_lead(KATHERINE, company.grace)
    company.changes("DELETE FROM jobs")
    found = company.candidate(KATHERINE)
    mine = company.loop(KATHERINE).interview_of(company.grace.id)
    assert mine
    leaves(company, company.grace)
    fields |= {"interview_id": mine.id} if "interview_id" in fields else {}
    stored = payload(kind, fields, found.id, company.grace.id)
    company.bot.store.jobs.add(row(found.team_id, kind, json.dumps(stored)), company.clock())
    before = len(company.slack.messages(company.grace))
    company.clock.moment = TOMORROW + timedelta(hours=6)
    company.deliver()
    assert [job for job in company.bot.store.unfinished.all() if job.last_error] == []
    assert len(company.slack.messages(company.grace)) == before
