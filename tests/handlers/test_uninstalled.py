"""The app is taken out of its workspace: after thirty days all of the team's data goes, unless the app is back."""

import pytest

from tests.company import Company

pytestmark = pytest.mark.once
KATHERINE = "Katherine Johnson"
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}
OF_ONE_PERSON = {"type": "tokens_revoked", "tokens": {"oauth": ["U0ADA"], "bot": []}}


@pytest.fixture(autouse=True)
def katherine(company: Company) -> None:
    company.adds(
        company.ada, KATHERINE, panel=(company.grace,), note="Calm.", ratings={"ml-ops": 4}
    )
    company.deliver()


def rows(company: Company) -> dict[str, int]:
    """How many rows of the team each table has, where it has any."""
    query = company.bot.store._engine.query
    counts = {
        place.table: len(query(f"SELECT 1 FROM {place.table} WHERE team_id = 'T0TEAM'"))  # noqa: S608
        for place in company.bot.store.traces.places()
    }
    return {table: count for table, count in counts.items() if count}


def is_taken_out(company: Company, event: dict[str, object] | None = None) -> None:
    company.slack.event(event or {"type": "app_uninstalled"})
    company.slack.fail("auth.test", error="account_inactive", status=200, times=None)


def waits(company: Company, days: float) -> None:
    company.clock.forward(days=days)
    company.deliver()


class TestUninstalled:
    @pytest.mark.parametrize("event", [None, REVOKED])
    def test_erases_everything_after_thirty_days(
        self, company: Company, event: dict[str, object] | None
    ) -> None:
        is_taken_out(company, event)
        waits(company, 29)
        assert rows(company)["candidates"] == 1
        waits(company, 1.1)
        assert rows(company) == {}

    def test_erases_nothing_where_the_app_is_back(self, company: Company) -> None:
        is_taken_out(company)
        waits(company, 5)
        company.slack.heal("auth.test")
        waits(company, 26)
        assert rows(company)["candidates"] == 1
        assert not [j for j in company.bot.store.unfinished.all() if j.kind == "forget_team"]

    def test_begins_anew_where_it_is_taken_out_once_more(self, company: Company) -> None:
        is_taken_out(company)
        waits(company, 20)
        company.slack.event({"type": "app_uninstalled"})
        waits(company, 20)
        assert rows(company)["candidates"] == 1
        waits(company, 11)
        assert rows(company) == {}

    def test_is_not_meant_where_one_persons_token_went(self, company: Company) -> None:
        is_taken_out(company, OF_ONE_PERSON)
        waits(company, 31)
        assert rows(company)["candidates"] == 1

    def test_waits_for_slack_to_say(self, company: Company) -> None:
        company.slack.event({"type": "app_uninstalled"})
        company.slack.fail("auth.test", status=503, times=None)
        waits(company, 31)
        assert rows(company)["candidates"] == 1
