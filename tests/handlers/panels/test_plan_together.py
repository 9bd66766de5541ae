"""Two leads have the same plan open: neither undoes the other's changes without having seen them."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.client.snapshots import Answer, ViewSnapshot
from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels import steps
from tests.handlers.panels.steps import CHANGED, KATHERINE, TOMORROW, at, lines_to, opens, plans

pytestmark = pytest.mark.pooled

MEANWHILE = "Somebody else changed this plan meanwhile."
LATER, MUCH_LATER = (TOMORROW + timedelta(hours=hours) for hours in (2, 6))


@pytest.fixture(autouse=True)
def both_have_it_open(company: Company) -> None:
    """Ada and Edsger lead; Grace and Alan are to meet Katherine tomorrow; both leads look at the plan."""
    plans(company, company.grace, company.alan)
    company.add_lead(KATHERINE, company.admin)
    for lead in (company.ada, company.admin):
        opens(company, lead, KATHERINE)


def chooses(company: Company, who: User, field: str, value: Any) -> None:
    scope = company.candidate(KATHERINE).id
    field, _, person = field.partition(" ")
    name = f"{field}.{scope}" + (f".{person}" if person else "")
    company.chooses(who, name, value)


def sends(company: Company, who: User) -> Answer:
    answer = steps.sends(company, who)
    company.deliver()
    return answer


def second_form(company: Company) -> ViewSnapshot:
    """The form that Edsger gets, who sends second; so far nothing of his is kept."""
    before = company.loop(KATHERINE)
    sends(company, company.admin)
    assert company.loop(KATHERINE) == before
    view = company.modal(company.admin)
    assert view.title == "Plan the panel"
    assert MEANWHILE in view.text
    return view


class TestSecond:
    def test_sees_what_the_first_changed_and_keeps_their_own(self, company: Company) -> None:
        chooses(company, company.ada, f"starts {company.grace.id}", at(LATER))
        sends(company, company.ada)
        chooses(company, company.admin, f"starts {company.alan.id}", at(MUCH_LATER))
        second_form(company)
        sends(company, company.admin)
        assert company.modal(company.admin).title == "Planned"
        loop = company.loop(KATHERINE)
        assert {interview.interviewer_id: interview.starts_at for interview in loop.interviews} == {
            company.grace.id: LATER, company.alan.id: MUCH_LATER,
        }  # fmt: skip

    def test_keeps_whom_they_put_on_and_whom_they_took_off(self, company: Company) -> None:
        extra = company.slack.add_user("U0BARBARA", "Barbara Liskov")
        chooses(company, company.ada, "panel", [company.grace.id, company.alan.id, company.hedy.id])
        sends(company, company.ada)
        chooses(company, company.admin, "panel", [company.grace.id, extra.id])
        second_form(company)
        sends(company, company.admin)
        panel = {interview.interviewer_id for interview in company.loop(KATHERINE).interviews}
        assert panel == {company.grace.id, company.hedy.id, extra.id}

    def test_takes_nobody_off_whose_interview_the_first_has_moved(self, company: Company) -> None:
        chooses(company, company.ada, f"starts {company.alan.id}", at(LATER))
        sends(company, company.ada)
        chooses(company, company.admin, "panel", [company.grace.id])
        second_form(company)
        field = f"panel.{company.candidate(KATHERINE).id}"
        panel = company.values(company.admin)[field]["plan.changed"]["selected_users"]
        assert set(panel) == {company.grace.id, company.alan.id}

    def test_finds_the_firsts_where_both_changed_the_same(self, company: Company) -> None:
        for lead, moment in ((company.ada, LATER), (company.admin, MUCH_LATER)):
            chooses(company, lead, f"starts {company.grace.id}", at(moment))
        sends(company, company.ada)
        view = second_form(company)
        field = f"starts.{company.candidate(KATHERINE).id}.{company.grace.id}"
        start = company.values(company.admin)[field]["value"]["selected_date_time"]
        assert start == int(LATER.timestamp())
        assert "theirs stands" in view.text

    def test_can_still_have_it_otherwise(self, company: Company) -> None:
        for lead, moment in ((company.ada, LATER), (company.admin, MUCH_LATER)):
            chooses(company, lead, f"starts {company.grace.id}", at(moment))
        sends(company, company.ada)
        second_form(company)
        chooses(company, company.admin, f"starts {company.grace.id}", at(MUCH_LATER))
        sends(company, company.admin)
        [grace] = [
            interview for interview in company.loop(KATHERINE).interviews
            if interview.interviewer_id == company.grace.id
        ]  # fmt: skip
        assert grace.starts_at == MUCH_LATER

    def test_does_not_undo_a_hand_over(self, company: Company) -> None:
        company.presses(company.grace, company.message(company.grace), "interview.hand_over")
        company.chooses(company.grace, "to", company.hedy.id)
        sends(company, company.grace)
        chooses(company, company.admin, "due", at(MUCH_LATER))
        second_form(company)
        sends(company, company.admin)
        loop = company.loop(KATHERINE)
        assert {interview.interviewer_id for interview in loop.interviews} == {
            company.hedy.id, company.alan.id,
        }  # fmt: skip
        assert loop.candidate.due_at == MUCH_LATER

    def test_is_not_asked_where_both_sent_the_same(self, company: Company) -> None:
        for lead in (company.ada, company.admin):
            chooses(company, lead, f"starts {company.grace.id}", at(LATER))
            sends(company, lead)
            assert company.modal(lead).title == "Planned"
        assert len(lines_to(company, company.grace, CHANGED)) == 1

    def test_in_the_very_moment_is_told_so_at_the_field(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The first one's change lands between the look at the plan and the transaction."""
        monkeypatch.setattr("handlers.panels.plan.plan.has_changed", lambda *_: False)
        chooses(company, company.ada, f"starts {company.grace.id}", at(LATER))
        sends(company, company.ada)
        chooses(company, company.admin, f"starts {company.alan.id}", at(MUCH_LATER))
        assert "in this very moment" in str(sends(company, company.admin).errors)
        monkeypatch.undo()
        second_form(company)
