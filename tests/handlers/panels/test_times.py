"""What planning warns of, and never refuses: two rooms, two interviews, and hours that are nobody's day."""

from datetime import datetime, timedelta

import pytest

from handlers.panels.plan.plan import MEANT
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    TOMORROW,
    at,
    begins,
    opens,
    plans,
    reads,
    sends,
)
from tests.handlers.panels.test_overview import lines_of

pytestmark = pytest.mark.once
AFTERNOON = TOMORROW.replace(hour=16)
"""Eight in the morning in Los Angeles, eleven in New York, five in Amsterdam: everybody works."""
MARY = "Mary Jackson"


def starts(company: Company, **times: datetime) -> None:
    """Ada chooses when some of the panel of somebody new meet them."""
    for name, moment in times.items():
        who: User = getattr(company, name)
        company.chooses(company.ada, f"starts.new.{who.id}", at(moment))


def warned(company: Company) -> list[str]:
    """What Ada's modal warns of."""
    return [
        line.removeprefix("⚠ ")
        for line in lines_of(company.modal(company.ada))
        if line.startswith("⚠ ")
    ]


def forget_people(company: Company) -> None:
    """Nobody has been looked up in the last five minutes."""
    company.bot.slack._people._answers.clear()


class TestTwoRooms:
    def test_are_asked_about_once_and_named_as_long_as_they_stand(self, company: Company) -> None:
        begins(company, company.grace, company.alan, company.hedy)
        starts(company, grace=AFTERNOON, alan=AFTERNOON + timedelta(minutes=30))
        company.submits(company.ada)
        who = "U0GRACE on 05 March 2026 at 16:00 UTC, U0ALAN at 16:30 UTC"
        told = [f"The candidate is in two rooms at a time: {who}"]
        assert MEANT in company.modal(company.ada).text
        assert company.modal(company.ada).submit == "Save anyway"
        assert warned(company) == told
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        assert warned(company) == told
        reads(company, company.ada)
        assert warned(company) == told
        reads(company, company.grace)
        assert "two rooms" not in company.modal(company.grace).text

    def test_are_none_where_one_interview_ends_as_the_other_begins(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        starts(company, grace=AFTERNOON, alan=AFTERNOON + timedelta(minutes=45))
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"

    def test_follow_the_minutes_of_each(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        starts(company, grace=AFTERNOON, alan=AFTERNOON + timedelta(minutes=45))
        company.writes(company.ada, f"minutes.new.{company.grace.id}", "50")
        company.submits(company.ada)
        assert len(warned(company)) == 1

    def test_that_stand_already_are_not_asked_about_again(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        starts(company, grace=AFTERNOON, alan=AFTERNOON)
        sends(company, company.ada)
        opens(company, company.ada, KATHERINE)
        scope = company.candidate(KATHERINE).id
        company.chooses(company.ada, f"due.{scope}", at(AFTERNOON + timedelta(days=1)))
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"

    def test_are_asked_about_anew_once_a_time_is_another(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        starts(company, grace=AFTERNOON, alan=AFTERNOON)
        company.submits(company.ada)
        starts(company, alan=AFTERNOON + timedelta(minutes=15))
        company.submits(company.ada)
        assert MEANT in company.modal(company.ada).text
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"


class TestTwoInterviews:
    @pytest.fixture(autouse=True)
    def grace_meets_mary(self, company: Company) -> None:
        """Alan leads Mary, whom Grace meets for an hour."""
        opens(company, company.alan, MARY)
        company.chooses(company.alan, "role", "ml-engineer")
        company.chooses(company.alan, "level", "senior")
        company.chooses(company.alan, "panel.new", [company.grace.id])
        company.chooses(company.alan, f"starts.new.{company.grace.id}", at(AFTERNOON))
        company.writes(company.alan, f"minutes.new.{company.grace.id}", "60")
        sends(company, company.alan)
        company.deliver()

    def warned_of_katherine(self, company: Company) -> list[str]:
        """Ada has Grace meet Katherine half an hour after Mary."""
        begins(company, company.grace)
        starts(company, grace=AFTERNOON + timedelta(minutes=30))
        company.submits(company.ada)
        return warned(company)

    def test_are_told_without_a_name_that_the_lead_may_not_know(self, company: Company) -> None:
        assert self.warned_of_katherine(company) == [
            "U0GRACE has another interview meanwhile: 05 March 2026 at 16:30 UTC"
        ]
        assert MARY not in str(company.modal(company.ada))
        company.submits(company.ada)
        assert MARY not in str(company.modal(company.ada))
        assert MARY not in str(reads(company, company.ada))

    def test_are_told_with_the_name_to_whoever_may_know(self, company: Company) -> None:
        company.add_lead(MARY, company.ada)
        assert self.warned_of_katherine(company) == [
            f"U0GRACE interviews {MARY} meanwhile: 05 March 2026 at 16:00 UTC, 60 minutes"
        ]

    def test_are_none_once_the_other_is_off_or_decided(self, company: Company) -> None:
        company.changes("UPDATE candidates SET status = 'decided'")
        assert self.warned_of_katherine(company) == []

    def test_show_nothing_of_a_decision_that_only_leads_know(self, company: Company) -> None:
        company.changes("UPDATE candidates SET status = 'closing'")
        assert len(self.warned_of_katherine(company)) == 1

    def test_are_one_where_the_other_was_cancelled(self, company: Company) -> None:
        company.changes("UPDATE interviews SET state = 'cancelled'")
        assert self.warned_of_katherine(company) == []


class TestHours:
    def test_are_each_interviewers_own(self, company: Company) -> None:
        begins(company, company.grace, company.hedy)
        starts(company, grace=TOMORROW, hedy=TOMORROW.replace(hour=16, minute=30))
        company.submits(company.ada)
        assert warned(company) == [
            "05 March 2026 at 10:00 UTC is 05:00 for U0GRACE",
            "45 minutes from 05 March 2026 at 16:30 UTC on end at 18:15 for U0HEDY",
        ]
        company.submits(company.ada)
        found = lines_of(company.modal(company.ada))
        assert any(
            "U0GRACE, 05 March 2026 at 10:00 UTC, 45 minutes (05:00 for them)" in line
            for line in found
        )
        lines = lines_of(reads(company, company.ada))
        assert "05 March 2026 at 10:00 UTC · 45 minutes · 05:00 for them" in lines
        lines = lines_of(reads(company, company.grace))
        assert "05 March 2026 at 10:00 UTC · 45 minutes" in lines

    def test_say_the_day_where_it_is_another(self, company: Company) -> None:
        far = company.slack.add_user("U0FAR", "Beatrice Tinsley", tz="Pacific/Apia")
        begins(company, far, company.alan)
        for who in (far, company.alan):
            moment = TOMORROW.replace(hour=20) if who is far else TOMORROW.replace(hour=4)
            company.chooses(company.ada, f"starts.new.{who.id}", at(moment))
        sends(company, company.ada)
        text = "\n".join(lines_of(reads(company, company.ada)))
        assert "09:00 the day after for them" in text
        assert "20:00 the day before for them" in text

    def test_that_are_not_known_when_the_form_is_sent_are_told_after_it(
        self, company: Company
    ) -> None:
        room = company.slack.add_channel("hiring", [company.ada], private=True, with_bot=True)
        begins(company, company.grace, company.hedy)
        starts(company, grace=TOMORROW, hedy=AFTERNOON)
        company.chooses(company.ada, "channel.new", room.id)  # takes the one call to Slack
        forget_people(company)
        company.submits(company.ada)
        assert company.modal(company.ada).title == "Planned"
        assert warned(company) == []
        company.deliver()
        told = company.message(company.ada, "is 05:00 for")
        assert "early or late for <@U0GRACE>." in told.words

    def test_are_shown_in_the_plan_once_people_are_looked_up(self, company: Company) -> None:
        plans(company, company.grace)
        forget_people(company)
        assert "05:00 for them" in reads(company, company.ada).text

    def test_come_too_late_for_a_plan_that_gave_way_to_its_form(self, company: Company) -> None:
        plans(company, company.grace)
        forget_people(company)
        company.slack.after_each_step(list)
        opens(company, company.ada, KATHERINE)
        company.later.run()
        assert company.modal(company.ada).title == "Plan the panel"

    def test_come_to_a_form_without_what_was_typed_meanwhile_being_lost(
        self, company: Company
    ) -> None:
        begins(company, company.grace)
        forget_people(company)
        company.slack.after_each_step(list)
        company.chooses(company.ada, "panel.new", [company.grace.id, company.alan.id])
        company.writes(company.ada, f"minutes.new.{company.alan.id}", "90")
        company.later.run()
        assert "<@U0ALAN> · 8 hours behind you" in company.modal(company.ada).text
        minutes = company.values(company.ada)[f"minutes.new.{company.alan.id}"]
        assert minutes["value"]["value"] == "90"

    def test_are_named_in_the_form_beside_whoever_has_another_clock(self, company: Company) -> None:
        begins(company, company.grace, company.ada)
        assert "<@U0GRACE> · 5 hours behind you" in company.modal(company.ada).text
        assert "<@U0ADA> ·" not in company.modal(company.ada).text


class TestTheMost:
    def test_that_can_clash_fits_into_the_form(self, company: Company) -> None:
        crowd = tuple(
            company.slack.add_user(f"U0CROWD{n:04}", f"Person {n} " * 12, tz="Pacific/Apia")
            for n in range(12)
        )
        for name in (MARY, "W" * 120):
            begins(company, *crowd, name=name)
            leads = [company.ada.id, *(person.id for person in crowd[:11])]
            company.chooses(company.ada, "leads.new", leads)
            for who in crowd:
                company.chooses(company.ada, f"starts.new.{who.id}", at(AFTERNOON))
            company.submits(company.ada)
            assert MEANT in company.modal(company.ada).text
            company.submits(company.ada)
            assert company.modal(company.ada).title == "Planned"
        assert len(warned(company)) == 25
        assert len(reads(company, company.ada, "W" * 120).blocks) <= 20
