"""Candidates who come from a file: silence, or what a plan brings, as the operator wants it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, OVERDUE, REMINDER, message_of, opens, sends

HEADER = "name,role,level,leads,due_at,interviewer,starts_at"


@pytest.fixture
def listed(company: Company, tmp_path: Path) -> str:
    """Katherine, whom Grace interviews tomorrow and Alan has interviewed yesterday; Ada leads."""
    file, ada = tmp_path / "list.csv", company.ada.id
    first = f"{KATHERINE},ml-engineer,senior,{ada},2026-03-06T18:00Z"
    rows = (
        f"{first},{company.grace.id},2026-03-05T14:00Z",
        f"{first},{company.alan.id},2026-03-03T14:00Z",
    )
    file.write_text("\n".join((HEADER, *rows)))
    return str(file)


def imports(company: Company, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    settings = company.settings
    monkeypatch.setattr("bot.cli.import_.now", company.clock)
    for name in ("database_url", "slack_bot_token"):
        monkeypatch.setenv(name.upper(), getattr(settings, name).get_secret_value())
    monkeypatch.setenv("SLACK_API_URL", settings.slack_api_url)
    ended = CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    company.deliver()


class TestWithoutNotify:
    def test_nobody_gets_a_message_and_lists_have_the_candidate(
        self, company: Company, listed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        imports(company, monkeypatch, listed)
        company.clock.forward(days=7)
        company.deliver()
        for who in (company.ada, company.grace, company.alan):
            assert not company.inbox(who)
            assert KATHERINE in company.answer(who, "candidates").text

    def test_home_tabs_that_are_open_show_them_at_once(
        self, company: Company, listed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company.slack.open_home(company.grace)
        company.deliver()
        imports(company, monkeypatch, listed)
        assert KATHERINE in company.slack.home_of(company.grace).text

    def test_reminders_follow_the_next_plan_in_slack(
        self, company: Company, listed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        imports(company, monkeypatch, listed)
        company.clock.forward(minutes=1)
        opens(company, company.ada, KATHERINE)
        sends(company, company.ada)
        company.clock.forward(hours=10)
        company.deliver()
        assert company.inbox(company.alan, words=REMINDER)


class TestWithNotify:
    def test_interviewers_hear_of_it_and_are_reminded(
        self, company: Company, listed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        imports(company, monkeypatch, listed, "--notify")
        assert not company.inbox(company.ada)
        grace = message_of(company, company.grace)
        assert "05 March 2026 at 14:00 UTC" in grace.text
        company.clock.forward(hours=10)
        company.deliver()
        assert company.inbox(company.alan, words=REMINDER)
        company.clock.forward(days=4, hours=14)
        company.deliver()
        assert company.inbox(company.ada, words=OVERDUE)
