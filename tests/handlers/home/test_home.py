"""The Home tab: what waits for a person comes first."""

import json
import re
from datetime import UTC, datetime, timedelta

from interviews.store.values import stored_time
from question_bank.models import Archetype
from sandbox.client.snapshots import ViewSnapshot
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    TOMORROW,
    at,
    begins,
    close,
    plans,
    replans,
    sends,
)

DAYS = timedelta(days=1)


def dates(home: ViewSnapshot) -> list[datetime]:
    """The moments that a tab shows, in order, which Slack writes in the reader's own time zone."""
    found = re.findall(r'"timestamp": (\d+)', json.dumps(home.blocks))
    return [datetime.fromtimestamp(int(seconds), UTC) for seconds in found]


class TestHome:
    def test_shows_a_newcomer_the_kits(self, company: Company) -> None:
        home = company.home(company.ada)
        assert "You are up to date" in home.text
        assert "Data Engineer" in home.text

    def test_lists_open_scorecards_before_candidates(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        waiting, mine = company.home(company.grace).text.split("Your candidates")
        assert "Katherine Johnson" in waiting
        assert "1 of 2 scorecards in" in mine

    def test_waits_for_no_scorecard_of_somebody_who_was_decided(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        assert KATHERINE in company.home(company.grace).text
        close(company)
        home = company.home(company.grace)
        assert "You are up to date" in home.text
        assert KATHERINE not in home.text

    def test_opens_the_scorecard_and_the_debrief(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        home = company.home(company.grace)
        company.presses(company.grace, home, "score.open")
        assert company.modal(company.grace).title == "Score Katherine Johnson"
        company.presses(company.grace, home, "debrief.open")
        assert "1 of 2 scorecards are in" in company.inbox(company.grace)[-1].text

    def test_says_what_went_wrong_by_direct_message(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        home = company.home(company.grace)
        company.slack.fail("views.open", error="expired_trigger_id")
        company.presses(company.grace, home, "score.open")
        assert "please press it again" in company.inbox(company.grace)[-1].text

    def test_is_within_slacks_limits_with_many_candidates(self, company: Company) -> None:
        for number in range(23):
            company.adds(company.ada, f"Candidate {number} " + "x" * 90, panel=(company.grace,))
        assert "3 older ones are not shown" in company.home(company.grace).text

    def test_puts_drafts_first_and_resumes_them(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.types(company.grace, "score Katherine")
        company.writes(company.grace, "note", "Half a thought")
        company.slack.close(company.modal(company.grace))
        home = company.home(company.grace)
        assert "Katherine Johnson" in home.text.split("Resume draft")[0]
        company.presses(company.grace, home, "score.resume")
        view = company.modal(company.grace)
        assert "Your draft is back as you left it." in view.text
        assert view.values["note"]["value"]["value"] == "Half a thought"

    def test_shows_no_draft_that_cannot_be_sent_any_more(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        company.types(company.grace, f"score {KATHERINE}")
        company.writes(company.grace, "note", "Half a thought")
        assert "draft" in company.home(company.grace).text
        replans(company, company.ada, panel=[company.alan.id])
        assert "draft" not in company.home_tab(company.grace).text
        assert KATHERINE not in company.home_tab(company.grace).text
        replans(company, company.ada, panel=[company.alan.id, company.grace.id])
        assert "draft" in company.home_tab(company.grace).text  # it was kept all the time

    def test_says_when_and_about_what_ones_coming_interviews_are(
        self, company: Company, ml: Archetype
    ) -> None:
        plans(company, company.grace, company.alan)
        home = company.home(company.grace)
        waiting, coming = home.text.split("Your candidates")[0].split("Your coming interviews")
        assert KATHERINE not in waiting
        assert KATHERINE in coming
        assert "Machine Learning Engineer · senior" in coming
        [mine] = [
            interview
            for interview in company.loop(KATHERINE).interviews
            if interview.interviewer_id == company.grace.id
        ]
        names = [skill.name for skill in ml.skills if skill.id in mine.focus]
        assert len(names) >= 2
        assert all(name in coming for name in names)
        assert str(int(TOMORROW.timestamp())) in str(home.blocks)
        company.presses(company.grace, home, "interview.kit")
        assert KATHERINE in company.modal(company.grace).text

    def test_lets_an_interview_wait_for_its_scorecard_once_it_has_begun(
        self, company: Company
    ) -> None:
        plans(company, company.grace)
        company.clock.moment = TOMORROW
        home = company.home(company.grace)
        assert "Your coming interviews" not in home.text
        assert KATHERINE in home.text.split("Your candidates")[0]

    def test_lets_what_waits_for_the_leads_decision_wait_for_them(self, company: Company) -> None:
        company.adds(company.ada, "Dorothy Vaughan", ratings={"ml-ops": 4})
        plans(company, company.grace, name="Mary Jackson", starts=None)
        plans(company, company.grace, name=KATHERINE)
        waiting, listed = company.home(company.ada).text.split("Your candidates")
        assert "Dorothy Vaughan" in waiting
        assert "your decision" in waiting
        assert "up to date" not in waiting
        assert "Dorothy Vaughan" not in listed
        assert listed.index("Mary Jackson") < listed.index(KATHERINE)

    def test_says_since_when_and_until_when_each_row_waits(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        for who, starts in ((company.grace, TOMORROW), (company.alan, TOMORROW + DAYS)):
            company.chooses(company.ada, f"starts.new.{who.id}", at(starts))
        company.chooses(company.ada, "due.new", at(TOMORROW + DAYS * 2))
        sends(company, company.ada)
        company.deliver()
        company.clock.moment = TOMORROW + DAYS / 2
        mine, lead = company.home(company.grace), company.home(company.ada)
        interview, due = dates(mine)[:2]
        assert (interview, due) == (TOMORROW, TOMORROW + DAYS * 2)
        assert "Interview" in mine.text.split("Your candidates")[0]
        due, next_interview = dates(lead)
        assert (due, next_interview) == (TOMORROW + DAYS * 2, TOMORROW + DAYS)
        company.clock.moment += DAYS * 3
        for who in (company.grace, company.ada):
            assert "overdue by 36 hours" in company.home(who).text
        company.clock.moment += DAYS * 3
        company.scores(company.grace, KATHERINE)
        company.scores(company.alan, KATHERINE)
        [waits_since] = dates(company.home(company.ada))
        assert waits_since == company.clock.moment

    def test_puts_a_half_written_card_first_and_then_what_is_overdue_for_longest(
        self, company: Company
    ) -> None:
        for name, due in (("Ann", 9), ("Bea", 2), ("Cia", 1), ("Dot", 8)):
            plans(company, company.grace, name=name, starts=None)
            company.changes(
                "UPDATE candidates SET due_at = :due WHERE name = :name",
                name=name, due=stored_time(TOMORROW + DAYS * due),
            )  # fmt: skip
        company.types(company.grace, "score Ann")
        company.writes(company.grace, "note", "Half a thought")
        company.clock.moment = TOMORROW + DAYS * 4
        waiting = company.home(company.grace).text.split("Your candidates")[0]
        found = [waiting.index(name) for name in ("Ann", "Cia", "Bea", "Dot")]
        assert found == sorted(found)

    def test_lists_overdue_candidates_before_others_that_wait(self, company: Company) -> None:
        for name in ("Mary Jackson", "Dorothy Vaughan"):
            plans(company, company.grace, name=name, starts=None)
        company.changes(
            "UPDATE candidates SET due_at = :due WHERE name = 'Mary Jackson'",
            due=stored_time(TOMORROW),
        )
        order = []
        for moment in (TOMORROW - DAYS, TOMORROW + DAYS):
            company.clock.moment = moment
            listed = company.home(company.ada).text.split("Your candidates")[1]
            order.append(listed.index("Mary Jackson") < listed.index("Dorothy Vaughan"))
        assert order == [False, True]

    def test_opens_a_kit_at_once_with_all_that_its_message_has(
        self, company: Company, ml: Archetype
    ) -> None:
        home = company.home(company.ada)
        company.slack.press(home, "run.4", value=ml.id, user=company.ada)
        kit = company.modal(company.ada)
        assert kit.text == company.answer(company.ada, ml.id).text
        company.presses(company.ada, kit, "run.full")
        full = company.modal(company.ada)
        assert ml.signal.ask in full.text
        company.slack.press(
            full, "question.open", user=company.ada, value=f"{ml.id} {ml.questions[0].id}"
        )
        assert ml.questions[0].ask in company.modal(company.ada).text
        assert company.inbox(company.ada) == []

    def test_plans_a_panel_and_changes_one(self, company: Company) -> None:
        plans(company, company.grace)
        home = company.home(company.ada)
        company.presses(company.ada, home, "run.plan")
        company.presses(company.ada, company.modal(company.ada), "plan.open")
        assert (
            company.values(company.ada)["candidate"]["plan.changed"]["selected_option"]["value"]
            == company.candidate(KATHERINE).id
        )
        company.slack.close(company.modal(company.ada))
        company.slack.press(home, "run.1", value="plan", user=company.ada)
        assert company.modal(company.ada).title == "Plan the panel"
        assert "name" in company.modal(company.ada).values
