"""Coordinators plan panels and chase scorecards without leading: they see counts and names, and never contents."""

from datetime import timedelta

import pytest

from handlers.panels.plan.checks import GUEST_IN_PANEL
from templates.ids import Act
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    NEWS,
    OVERDUE,
    TOMORROW,
    at,
    begins,
    fills,
    leaves,
    lines_to,
    opens,
    plans,
    reads,
    replans,
)

NOTE = "quick with generators"


@pytest.fixture
def katherine(company: Company) -> None:
    """Ada has Grace and Alan meet Katherine; Hedy coordinates, and cards are due tomorrow at noon."""
    begins(company, company.grace, company.alan)
    company.chooses(company.ada, "coordinators.new", [company.hedy.id])
    company.chooses(company.ada, "due.new", at(TOMORROW + timedelta(hours=2)))
    company.submits(company.ada)
    company.deliver()


def appoint(company: Company) -> None:
    """From now on the settings name Hedy as coordinator of every candidate."""
    company.settings = company.settings.model_copy(
        update={"interview_coordinators": (company.hedy.id,)}
    )
    company.crashes()


@pytest.mark.usefixtures("katherine")
class TestCoordinator:
    """Somebody whom the plan of a candidate names."""

    def test_finds_the_candidate_in_the_list_and_on_home_with_counts(
        self, company: Company
    ) -> None:
        company.scores(company.grace, KATHERINE, note=NOTE)
        for shown in (company.answer(company.hedy, "candidates"), company.home(company.hedy)):
            assert "· you coordinate" in shown.text
            assert "1 of 2 scorecards in" in shown.text
            assert "\nPlan\n" in shown.text
            assert Act.DECIDE not in shown.actions
            assert NOTE not in shown.text

    def test_reads_who_is_missing_and_never_what_was_written(self, company: Company) -> None:
        company.scores(company.grace, KATHERINE, note=NOTE)
        for shown in ("1 of 2 scorecards are in", "2 of 2 scorecards are in"):
            page = company.answer(company.hedy, f"debrief {KATHERINE}")
            assert shown in page.text
            assert shown in page.words
            assert NOTE not in page.text + page.words
            assert not {"debrief.open_early", "decision.open"} & set(page.actions)
            if "1 of" in shown:
                company.scores(company.alan, KATHERINE)
                company.deliver()
        assert company.inbox(company.hedy, NOTE) == []

    def test_has_somebody_reminded(self, company: Company) -> None:
        company.clock.forward(days=1, hours=3)
        late = company.answer(company.hedy, "candidates")
        company.presses(company.hedy, late, "reminder.now")
        assert "The reminder comes" in company.notice(company.hedy)

    def test_is_told_who_is_overdue_as_leads_are(self, company: Company) -> None:
        company.scores(company.grace, KATHERINE, note=NOTE)
        company.clock.forward(days=1, hours=3)
        company.deliver()
        line = company.message(company.hedy, words=OVERDUE)
        assert "Missing: <@U0ALAN>." in line.text
        assert "debrief.open_early" not in line.actions
        assert "debrief.open_early" in company.message(company.ada, words=OVERDUE).actions
        company.scores(company.alan, KATHERINE)
        company.deliver()
        done = company.message(company.hedy, words=OVERDUE)
        assert "the debrief is open to the panel and the hiring lead" in done.text
        assert NOTE not in done.text + done.words

    def test_hears_what_becomes_of_interviews(self, company: Company) -> None:
        leaves(company, company.alan)
        company.clock.forward(days=1, hours=3)
        company.deliver()
        told = company.message(company.hedy, words=NEWS)
        assert told.words.startswith("<@U0ALAN> has left this workspace")

    def test_changes_panel_due_time_and_reminders(self, company: Company) -> None:
        replans(company, company.hedy, panel=[company.grace.id, company.admin.id], reminders=[])
        there = company.loop(KATHERINE)
        assert {held.interviewer_id for held in there.interviews} == {"U0GRACE", "U0ADMIN"}
        assert not there.candidate.reminders
        assert there.candidate.leads == ("U0ADA",)
        assert there.candidate.coordinators == ("U0HEDY",)

    def test_finds_no_field_for_what_leads_alone_choose(self, company: Company) -> None:
        form, own = opens(company, company.hedy, KATHERINE), company.candidate(KATHERINE).id
        fields = {f"leads.{own}", f"coordinators.{own}", f"channel.{own}"}
        assert fields.isdisjoint(company.values(company.hedy))
        assert "A hiring lead can change who leads" in form.text
        opens(company, company.ada, KATHERINE)
        assert fields <= company.values(company.ada).keys()

    def test_does_not_let_in_a_guest(self, company: Company) -> None:
        company.adds(company.admin, KATHERINE)
        company.deliver()
        assert lines_to(company, company.hedy, ".*without being") == []
        own = company.candidate(KATHERINE).id
        opens(company, company.hedy, KATHERINE)
        everybody = [company.grace.id, company.alan.id, company.admin.id]
        company.chooses(company.hedy, f"panel.{own}", everybody)
        assert company.errors(company.hedy) == {f"panel.{own}": GUEST_IN_PANEL}

    def test_takes_a_decision_that_can_be_undone_for_none(self, company: Company) -> None:
        for who in (company.grace, company.alan):
            company.scores(who, KATHERINE)
        company.deliver()
        asked = ("candidates", f"debrief {KATHERINE}")
        before = [company.answer(company.hedy, text).words for text in asked]
        company.decides(company.ada, company.answer(company.ada, f"debrief {KATHERINE}"))
        assert [company.answer(company.hedy, text).words for text in asked] == before
        company.becomes_known()
        decided = company.answer(company.hedy, f"debrief {KATHERINE}")
        assert "Calm and exact." not in decided.text + decided.words

    def test_on_the_panel_sees_what_the_panel_sees(self, company: Company) -> None:
        company.scores(company.grace, KATHERINE, note=NOTE)
        replans(company, company.ada, panel=[company.grace.id, company.hedy.id])
        assert NOTE not in company.answer(company.hedy, f"debrief {KATHERINE}").text
        company.scores(company.hedy, KATHERINE)
        assert NOTE in company.answer(company.hedy, f"debrief {KATHERINE}").text

    def test_is_not_offered_the_candidate_to_score(self, company: Company) -> None:
        assert KATHERINE not in company.opens_card(company.hedy).text

    def test_stands_in_the_plan_and_in_the_log_with_who_named_them(self, company: Company) -> None:
        assert "Coordinator: " in reads(company, company.grace).text
        replans(company, company.ada, coordinators=[])
        log = company.answer(company.ada, f"audit {KATHERINE}").words
        assert f"<@U0ADA> made <@U0HEDY> coordinate {KATHERINE}" in log
        assert f"<@U0ADA> made nobody coordinate {KATHERINE}" in log
        hidden = company.answer(company.hedy, f"debrief {KATHERINE}")
        assert "You have no candidate" in hidden.text

    def test_is_forgotten_with_the_candidate(self, company: Company) -> None:
        company.erases(company.ada, KATHERINE)
        rows = company.bot.store._engine.query("SELECT * FROM candidate_coordinators")
        assert rows == []


class TestCoordinatorOfEveryCandidate:
    """Somebody whom the settings name."""

    def test_sees_and_plans_what_others_have_planned(self, company: Company) -> None:
        plans(company, company.grace)
        appoint(company)
        assert "you coordinate" in company.answer(company.hedy, "candidates").text
        replans(company, company.hedy, panel=[company.grace.id, company.alan.id])
        assert company.loop(KATHERINE).interview_of(company.alan.id)

    def test_names_a_lead_of_somebody_new_who_hears_of_it(self, company: Company) -> None:
        appoint(company)
        opens(company, company.hedy, KATHERINE)
        fills(company, company.hedy, (company.grace,))
        assert company.errors(company.hedy).keys() == {"leads.new"}
        company.chooses(company.hedy, "leads.new", [company.ada.id])
        company.submits(company.hedy)
        company.deliver()
        there = company.candidate(KATHERINE)
        assert (there.leads, there.coordinators) == ((company.ada.id,), (company.hedy.id,))
        told = company.message(company.ada, words=r"<@\w+> planned")
        assert (
            f"<@U0HEDY> planned the interviews with {KATHERINE}. You are a hiring lead"
            in told.words
        )

    def test_plans_nobody_twice_of_one_name(self, company: Company) -> None:
        plans(company, company.grace)
        appoint(company)
        opens(company, company.hedy)
        fills(company, company.hedy, (company.alan,), name=KATHERINE)
        company.chooses(company.hedy, "leads.new", [company.ada.id])
        [error] = company.errors(company.hedy).values()
        assert error.startswith("You already have an open candidate of this name")


def test_whoever_leads_nothing_sends_no_debrief_to_a_channel(company: Company) -> None:
    """Whoever reads it would be for somebody to choose who may not read it."""
    room = company.slack.add_channel("own", [company.hedy], private=True, with_bot=True)
    opens(company, company.hedy, KATHERINE)
    fills(company, company.hedy, (company.grace,))
    company.chooses(company.hedy, "leads.new", [company.ada.id])
    company.chooses(company.hedy, "channel.new", room.id)
    errors = company.errors(company.hedy)
    assert errors == {"channel.new": "A hiring lead chooses this. Leave it empty."}
