"""What the policy does by itself: a lead reads who goes, can put them on hold or look, and then they are gone."""

from datetime import UTC, datetime

import pytest

from interviews.outbox import StartRetention, enqueue
from interviews.permissions import Person
from interviews.retention.models import Policy
from interviews.retention.policy import change_policy
from sandbox.client.snapshots import MessageSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.bot.slack.stub_slack import StubSlack
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, leaves
from tests.handlers.retention.test_policy import LONG, decides

SOON = "By your team's policy"


def sets_policy(company: Company, months: int = 12) -> None:
    admin = Person(team_id="T0TEAM", user_id=company.admin.id, is_admin=True)
    sent = Policy(team_id="T0TEAM", months_decided=months, months_inactive=months)
    change_policy(company.bot.store, admin, sent, company.clock())


def a_day_passes(company: Company, days: float = 1) -> None:
    """So many days later the bot does what is due on that day."""
    company.clock.forward(days=days)
    enqueue(company.bot.store, StartRetention(), company.clock())
    company.deliver()


def warnings(company: Company, who: User) -> list[MessageSnapshot]:
    return company.inbox(who, words=SOON)


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    """Ada hired Katherine on 4 March 2026; the team keeps records for a year."""
    decides(company)
    sets_policy(company)


class TestWarning:
    def test_says_who_goes_when_and_lets_the_lead_hold_or_look(self, company: Company) -> None:
        a_day_passes(company, 300)
        assert warnings(company, company.ada) == []
        a_day_passes(company, 65)
        [warning] = warnings(company, company.ada)
        assert "1 candidate is erased soon" in warning.text
        assert KATHERINE in warning.text
        assert "hire, 4 March 2026 · goes on 14 March 2027" in warning.text.replace("\n", "")
        company.presses(company.ada, warning, Act.DEBRIEF)
        company.presses(company.ada, warning, f"{Act.RUN}.1")
        company.writes(company.ada, "reason", "A letter has come.")
        company.submits(company.ada)
        for _ in range(12):
            a_day_passes(company)
        assert company.candidate_named(KATHERINE, "decided")
        assert warnings(company, company.ada) == [warning]

    def test_waits_for_the_lead_s_own_day(self, company: Company) -> None:
        company.clock.moment = datetime(2027, 3, 6, 3, 0, tzinfo=UTC)  # a Saturday
        a_day_passes(company, 0)
        assert warnings(company, company.ada) == []
        company.clock.forward(days=2, hours=6)
        company.deliver()
        assert len(warnings(company, company.ada)) == 1

    def test_is_one_a_day_with_twelve_and_the_number_of_the_rest(self, company: Company) -> None:
        for number in range(14):
            company.adds(company.ada, f"{number} {LONG}", ratings={"ml-ops": 4})
        company.deliver()
        a_day_passes(company, 362)
        [warning] = warnings(company, company.ada)
        assert "15 candidates are erased soon" in warning.text
        assert "And 3 more of yours" in warning.text

    def test_goes_to_an_admin_where_every_lead_has_left(self, company: Company) -> None:
        leaves(company, company.ada)
        a_day_passes(company, 365)
        [warning] = warnings(company, company.admin)
        assert KATHERINE in warning.text
        assert warnings(company, company.ada) == []


class TestErasure:
    def test_takes_everything_as_by_hand_and_says_by_rule(self, company: Company) -> None:
        company.slack.open_home(company.ada)
        a_day_passes(company, 365)
        for _ in range(10):
            a_day_passes(company)
        company.clock.forward(minutes=6)
        company.deliver()
        engine = company.bot.store._engine
        rows = str([engine.query(f"SELECT * FROM {table}") for table in engine.table_names()])  # noqa: S608
        told = "".join(message.text for message in company.slack.messages(company.ada))
        assert "katherine" not in (rows + told).lower()
        assert [job for job in company.bot.store.unfinished.all() if job.last_error] == []
        assert (
            "The team's own rule erased a candidate" in company.answer(company.admin, "audit").text
        )

    def test_is_told_to_the_other_system(self, company: Company, receiver: StubSlack) -> None:
        a_day_passes(company, 365)
        for _ in range(10):
            a_day_passes(company)
        heard = [told.raw.decode() for told in receiver.received]
        assert any('"candidate.erased"' in event.replace(" ", "") for event in heard)

    def test_in_the_middle_of_a_card_keeps_nothing_of_it(self, company: Company) -> None:
        company.adds(company.ada, "Dorothy Vaughan", panel=(company.grace,), ratings={"ml-ops": 4})
        company.deliver()
        a_day_passes(company, 366)
        company.clock.forward(days=11)
        company.opens(company.grace, "score Dorothy Vaughan")
        enqueue(company.bot.store, StartRetention(), company.clock())
        company.deliver()
        company.chooses(company.grace, "recommendation", "yes")
        assert "no such candidate" in str(company.submits(company.grace).errors)
        assert "Dorothy" not in str(company.bot.store._engine.query("SELECT * FROM candidates"))
