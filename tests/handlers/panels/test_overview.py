"""The plan, to be read: by everybody who may know of the candidate, in a minute, without the form."""

from datetime import timedelta

import pytest

from sandbox.client.snapshots import ViewSnapshot
from tests.company import Company
from tests.handlers.panels.steps import (
    KATHERINE,
    TOMORROW,
    at,
    begins,
    close,
    fills,
    leaves,
    opens,
    plans,
    plans_to_channel,
    reads,
    replans,
)

CHANGE = "plan.open"


def lines_of(view: ViewSnapshot) -> list[str]:
    """What the page says, line by line, with people by id and times as numbers."""
    return [
        "".join(
            piece.get("text") or piece.get("user_id") or piece.get("channel_id") or piece["fallback"]
            for piece in line["elements"]
        )
        for block in view.blocks
        if block["type"] == "rich_text"
        for line in block["elements"]
    ]  # fmt: skip


class TestPlan:
    def test_says_who_when_how_long_what_and_whose_card_is_in(self, company: Company) -> None:
        begins(company, company.grace, company.alan, company.hedy)
        company.chooses(company.ada, f"starts.new.{company.hedy.id}", at(TOMORROW))
        company.writes(company.ada, f"minutes.new.{company.alan.id}", "90")
        company.chooses(company.ada, "due.new", at(TOMORROW + timedelta(days=1)))
        company.submits(company.ada)
        company.scores(company.alan, KATHERINE)
        company.clock.forward(days=-1)
        found = lines_of(reads(company, company.grace))
        assert found[:4] == [
            f"{KATHERINE} · Machine Learning Engineer · target level senior",
            "Hiring lead: U0ADA",
            "1 of 3 scorecards in · due 06 March 2026 at 10:00 UTC",
            "The debrief goes to the leads by direct message",
        ]
        assert [line for line in found[4:] if "·" in line and "U0" in line] == [
            "U0HEDY · to come", "U0GRACE · scorecard waited for", "U0ALAN · scorecard in",
        ]  # fmt: skip
        assert "05 March 2026 at 10:00 UTC · 45 minutes · 11:00 for them" in found
        assert "No time is set · 90 minutes" in found

    def test_says_where_the_debrief_goes_and_that_reminders_are_off(self, company: Company) -> None:
        room = plans_to_channel(company)
        replans(company, company.ada, reminders=[])
        found = lines_of(reads(company, company.grace))
        assert f"The debrief goes to {room.id}" in found
        assert "Reminders are off" in found

    def test_says_to_leads_what_nobody_looks_at_and_who_has_left(self, company: Company) -> None:
        plans(company, company.grace)
        leaves(company, company.grace)
        company.clock.moment = TOMORROW + timedelta(days=1)
        company.deliver()
        text = reads(company, company.ada).text
        assert "Nobody looks at" in text
        assert "no longer in this workspace, so no scorecard comes" in text

    def test_is_found_by_everybody_who_may_know_and_changed_by_leads(
        self, company: Company
    ) -> None:
        plans(company, company.grace)
        company.adds(company.hedy, KATHERINE)  # as a guest
        for who, may_change in (
            (company.grace, False),
            (company.admin, False),
            (company.ada, True),
        ):
            assert (CHANGE in reads(company, who).actions) is may_change
        assert company.hedy.id not in str(reads(company, company.grace).blocks)
        found = company.candidate(KATHERINE)
        for stranger in (company.hedy, company.alan):
            assert company.answer(stranger, f"plan id:{found.id}").text

    def test_is_still_read_and_no_longer_changed_once_it_is_decided(self, company: Company) -> None:
        plans(company, company.grace)
        shown = reads(company, company.ada)
        close(company)
        company.presses(company.ada, shown, CHANGE)
        assert "decided now, so the panel cannot be changed" in company.modal(company.ada).text
        for who in (company.ada, company.grace):
            view = reads(company, who)
            assert "Decided: the plan stays as it is" in view.text
            assert CHANGE not in view.actions

    def test_gives_way_to_the_form_for_whoever_may_change_it(self, company: Company) -> None:
        plans(company, company.grace)
        shown = reads(company, company.ada)
        company.presses(company.ada, shown, CHANGE)
        assert company.modal(company.ada).title == "Plan the panel"
        assert company.modal(company.ada).id == shown.id

    def test_is_refused_to_a_lead_no_longer_when_the_button_is_pressed(
        self, company: Company
    ) -> None:
        plans(company, company.grace)
        company.add_lead(KATHERINE, company.alan)
        shown = reads(company, company.alan)
        company.changes("DELETE FROM candidate_leads WHERE user_id = 'U0ALAN'")
        company.presses(company.alan, shown, CHANGE)
        assert company.modal(company.alan).title != "Plan the panel"

    @pytest.mark.parametrize("name", ["W" * 120, "<!channel> & *x*", "Ma\u202erg"])
    def test_of_twelve_people_and_an_awkward_name_fits(self, company: Company, name: str) -> None:
        crowd = [company.slack.add_user(f"U0CROWD{n}", f"Person {n} " * 12) for n in range(12)]
        opens(company, company.ada)
        fills(company, company.ada, tuple(crowd), name=name)
        company.submits(company.ada)
        view = reads(
            company, company.ada, f"id:{company.bot.store.candidates.all_of('T0TEAM')[0].id}"
        )
        assert len(view.blocks) <= 20
        assert len([word for word in view.text.split() if word]) <= 300

    def test_of_a_role_that_the_bank_has_lost_is_read_all_the_same(self, company: Company) -> None:
        plans(company, company.grace, starts=None)
        company.changes("UPDATE candidates SET archetype_id = 'gone'")
        found = lines_of(reads(company, company.grace))
        assert found[0] == f"{KATHERINE} · gone · target level senior"
        assert found[-1] == "All skills"
