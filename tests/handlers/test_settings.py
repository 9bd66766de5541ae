"""`/interview settings`: everybody's own reminders and weekly digest."""

import pytest

from tests.company import Company
from tests.handlers.reminders.test_reminders import advance, reminders


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
            "reminders": "on", "panel_reminders": "on", "weekly": "on", "weekly_day": "0", "weekly_hour": "9",
            "mirror": "off",
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


class TestRemindersToInterviewers:
    """A lead switches them off for all candidates they lead, in place of one after another in its plan."""

    @pytest.fixture(autouse=True)
    def ada_leads(self, company: Company) -> None:
        for name in ("Katherine Johnson", "Mary Jackson"):
            company.adds(company.ada, name, panel=(company.hedy,))
        company.deliver()

    def test_are_off_for_all_and_come_again(self, company: Company) -> None:
        company.sets(company.ada, panel_reminders="off")
        assert (
            "to interviewers of candidates you lead they are off" in company.home(company.ada).text
        )
        advance(company, "2026-03-05 08:00")
        assert reminders(company, company.hedy) == []
        company.sets(company.ada, panel_reminders="on")
        advance(company, "2026-03-06 08:00")
        assert len(reminders(company, company.hedy)) == 2
        assert "they are off" not in company.home(company.ada).text

    def test_still_come_where_another_lead_wants_them(self, company: Company) -> None:
        company.add_lead("Katherine Johnson", company.alan)
        company.sets(company.ada, panel_reminders="off")
        advance(company, "2026-03-05 08:00")
        [reminder] = reminders(company, company.hedy)
        assert "Katherine Johnson" in reminder.text

    def test_are_said_to_be_off_to_whoever_wants_a_later_one(self, company: Company) -> None:
        advance(company, "2026-03-05 08:00")
        reminder, _ = reminders(company, company.hedy)
        company.sets(company.ada, panel_reminders="off")
        company.presses(company.hedy, reminder, "reminder.snooze")
        assert len(company.inbox(company.hedy, "switched them off for all of theirs")) == 1

    def test_say_in_the_list_where_they_are_off_for_one(self, company: Company) -> None:
        company.bot.store.candidates.set_details(
            company.candidate("Katherine Johnson").model_copy(update={"reminders": False})
        )
        assert company.home(company.ada).text.count("reminders are off") == 1
        assert "reminders are off" not in company.home(company.hedy).text
