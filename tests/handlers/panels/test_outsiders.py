"""People of other companies and bots are refused wherever somebody is chosen; guest accounts are asked about once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.client.snapshots import Answer
from sandbox.world.records import Account, User
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    NEWS,
    NO_LEAD,
    TOMORROW,
    begins,
    fills,
    leaves,
    lines_to,
    message_of,
    opens,
    plans,
)

STRANGER = "Hedy Lamarr belongs to another company. Choose people of this workspace."
BOT = "Hedy Lamarr is a bot. Choose people only."
GUESTS_DO_NOT_LEAD = "Hedy Lamarr has a guest account, which leads and coordinates no search."
ASKED = "Hedy Lamarr has a guest account in this workspace."

Chooses = Callable[[Company, User], Answer]


def puts_on_the_panel(company: Company, who: User) -> Answer:
    begins(company, who)
    return company.submits(company.ada)


def names_as_a_colleague(company: Company, who: User) -> Answer:
    return company.adds(company.ada, KATHERINE, panel=(who,))


def hands_over_to(company: Company, who: User) -> Answer:
    plans(company, company.grace)
    company.presses(company.grace, message_of(company, company.grace), "interview.hand_over")
    company.chooses(company.grace, "to", who.id)
    return company.submits(company.grace)


def makes_a_lead(company: Company, who: User) -> Answer:
    begins(company, company.grace)
    company.chooses(company.ada, "leads.new", [company.ada.id, who.id])
    return company.submits(company.ada)


def makes_a_coordinator(company: Company, who: User) -> Answer:
    begins(company, company.grace)
    company.chooses(company.ada, "coordinators.new", [who.id])
    return company.submits(company.ada)


def replaces_the_leads_with(company: Company, who: User) -> Answer:
    plans(company, company.grace)
    leaves(company, company.ada)
    company.scores(company.grace, KATHERINE)
    company.deliver()
    asked = company.message(company.admin, words=NO_LEAD)
    company.presses(company.admin, asked, "leads.open")
    company.chooses(company.admin, "leads", [who.id])
    return company.submits(company.admin)


INTERVIEWS: list[Chooses] = [puts_on_the_panel, names_as_a_colleague, hands_over_to]
LEADS: list[Chooses] = [makes_a_lead, makes_a_coordinator, replaces_the_leads_with]


def change_account(company: Company, who: User, account: Account) -> None:
    """Somebody's account is another one by now, and the bot has had the time to notice."""
    company.slack.change_account(who, account)
    company.bot.slack._people._answers.clear()


@pytest.mark.parametrize("chooses", [*INTERVIEWS, *LEADS])
class TestSomebodyChosen:
    @pytest.mark.parametrize(
        ("account", "sentence"), [("stranger", STRANGER), ("known stranger", STRANGER), ("workflow", BOT)]
    )  # fmt: skip
    def test_who_does_not_belong_here_is_refused_by_name(
        self, company: Company, chooses: Chooses, account: Account, sentence: str
    ) -> None:
        change_account(company, company.hedy, account)
        answer = chooses(company, company.hedy)
        assert answer.errors
        assert sentence in answer.errors.values()

    def test_of_another_workspace_of_the_organization_belongs_here(
        self, company: Company, chooses: Chooses
    ) -> None:
        change_account(company, company.hedy, "member of two")
        assert not chooses(company, company.hedy).errors


@pytest.mark.parametrize("account", ["guest", "guest of one channel"])
class TestAGuestAccount:
    @pytest.mark.parametrize("chooses", INTERVIEWS)
    def test_interviews_once_somebody_has_said_so_twice(
        self, company: Company, chooses: Chooses, account: Account
    ) -> None:
        change_account(company, company.hedy, account)
        chooses(company, company.hedy)
        who = company.grace if chooses is hands_over_to else company.ada
        assert ASKED in company.modal(who).text
        company.submits(who)
        assert company.modal(who).title in ("Planned", "Saved", "Handed over")
        assert company.loop(KATHERINE).interview_of(company.hedy.id)

    @pytest.mark.parametrize("chooses", LEADS)
    def test_never_leads(self, company: Company, chooses: Chooses, account: Account) -> None:
        change_account(company, company.hedy, account)
        answer = chooses(company, company.hedy)
        assert answer.errors
        assert any(error.startswith(GUESTS_DO_NOT_LEAD) for error in answer.errors.values())

    def test_adds_no_candidate_by_scoring(self, company: Company, account: Account) -> None:
        change_account(company, company.hedy, account)
        answer = company.adds(company.hedy, KATHERINE)
        assert answer.errors
        assert "whoever adds a candidate leads it" in answer.errors["name"]

    def test_scores_whom_it_interviews(self, company: Company, account: Account) -> None:
        plans(company, company.hedy, starts=None)
        change_account(company, company.hedy, account)
        company.scores(company.hedy, KATHERINE)
        assert company.has_saved(company.hedy)

    def test_leads_no_plan_of_its_own(self, company: Company, account: Account) -> None:
        change_account(company, company.hedy, account)
        opens(company, company.hedy, KATHERINE)
        fills(company, company.hedy, (company.grace,))
        [error] = company.errors(company.hedy).values()
        assert error.startswith(GUESTS_DO_NOT_LEAD)

    def test_is_named_to_the_lead_where_nobody_could_ask_in_time(
        self, company: Company, account: Account
    ) -> None:
        begins(company, company.grace, company.alan, company.hedy)
        change_account(company, company.hedy, account)
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        company.deliver()
        [note] = company.inbox(company.ada, "Take them off the plan unless they are to interview.")
        assert "Hedy Lamarr has a guest account." in note.text


class TestSomebodyWhoBecomesAStranger:
    def test_is_treated_like_an_interviewer_who_has_left(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        change_account(company, company.grace, "stranger")
        company.clock.moment = TOMORROW + timedelta(days=1)
        company.deliver()
        [line] = lines_to(company, company.ada, NEWS)
        assert "has left this workspace" in line
        assert company.inbox(company.grace, "still open") == []

    def test_is_treated_like_a_lead_who_has_left(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        change_account(company, company.ada, "known stranger")
        company.scores(company.grace, KATHERINE)
        company.deliver()
        assert company.inbox(company.ada, "Votes") == []
        assert company.message(company.admin, words=NO_LEAD)

    def test_is_named_to_the_lead_who_puts_them_on_the_panel(self, company: Company) -> None:
        company.adds(company.ada, KATHERINE)
        company.adds(company.hedy, KATHERINE)
        company.deliver()
        [asked] = [
            message for message in company.inbox(company.ada) if "guest.confirm" in message.actions
        ]
        change_account(company, company.hedy, "stranger")
        company.presses(company.ada, asked, "guest.confirm")
        company.deliver()
        assert company.inbox(company.ada, STRANGER), "the lead is not told"
        company.presses(company.ada, asked, "guest.confirm")
        assert company.notice(company.ada) == STRANGER

    def test_adds_no_candidate_by_scoring(self, company: Company) -> None:
        change_account(company, company.hedy, "stranger")
        answer = company.adds(company.hedy, KATHERINE)
        assert answer.errors == {"name": STRANGER}
        assert company.bot.store.candidates.all_of("T0TEAM") == ()

    def test_has_no_home_tab_kept_up_to_date(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        before = company.home(company.grace).text
        change_account(company, company.grace, "stranger")
        company.scores(company.alan, KATHERINE)
        company.deliver()
        assert company.home_tab(company.grace).text == before
