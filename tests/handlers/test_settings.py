"""`/interview settings`: everybody's own reminders and weekly digest."""

from tests.company import Company
from tests.handlers.test_reminders import advance, reminders


class TestSettings:
    def test_show_what_holds_and_the_persons_own_zone(self, company: Company) -> None:
        assert (
            "(Europe/Amsterdam)" not in company.opens(company.hedy, "settings").text
        )  # not looked up yet
        view = company.opens(company.hedy, "settings")
        assert view.title == "Settings"
        assert "(Europe/Amsterdam)" in view.text
        chosen = {
            field: state["value"]["selected_option"]["value"]
            for field, state in view.values.items()
        }
        assert chosen == {
            "reminders": "on", "weekly": "on", "weekly_day": "0", "weekly_hour": "9",
        }  # fmt: skip

    def test_hold_from_then_on(self, company: Company) -> None:
        company.sets(company.hedy, reminders="off", weekly_day="4", weekly_hour="16")
        assert company.modal(company.hedy).text == "Saved."
        team = company.slack.workspace.identity.team_id
        kept = company.bot.store.preferences.get(team, company.hedy.id)
        assert (kept.reminders, kept.weekly, kept.weekly_day, kept.weekly_hour) == (
            False, True, 4, 16,
        )  # fmt: skip

    def test_open_from_the_home_tab(self, company: Company) -> None:
        company.presses(company.hedy, company.home(company.hedy), "run.settings")
        assert company.modal(company.hedy).title == "Settings"

    def test_bring_reminders_back_that_had_been_stopped(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.hedy,))
        company.sets(company.hedy, reminders="off")
        advance(company, "2026-03-05 08:00")
        assert company.inbox(company.hedy) == []
        company.sets(company.hedy, reminders="on")
        advance(company, "2026-03-06 08:00")
        assert reminders(company, company.hedy)
