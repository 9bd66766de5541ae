"""Somebody chooses twice before the first answer is there: the newer choice stays, and nobody reads of an error."""

import pytest

from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, plans

ERRORS = ("went wrong", "changed or closed meanwhile")


def plan_of(company: Company) -> dict[str, tuple[str, ...]]:
    """Who looks at what, as it was saved."""
    return {seat.interviewer_id: seat.focus for seat in company.loop(KATHERINE).interviews}


def focus(company: Company) -> dict[str, tuple[str, ...]]:
    """Who looks at what, as Ada sees it in the form."""
    prefix = "focus.ml-engineer.new."
    return {
        field.removeprefix(prefix): tuple(
            option["value"] for option in state["plan.changed"]["selected_options"]
        )
        for field, state in company.values(company.ada).items()
        if field.startswith(prefix)
    }


@pytest.fixture(autouse=True)
def nobody_reads_of_an_error(company: Company) -> object:
    yield
    view = company.slack.view_of(company.ada)
    for words in ERRORS:
        assert not company.inbox(company.ada, words)
        assert view is None or words not in view.text


class TestThePlan:
    def test_follows_the_second_of_two_choices(self, company: Company) -> None:
        begins(company, company.grace)
        with company.slack.quickly():
            company.chooses(company.ada, "panel.new", [company.grace.id, company.alan.id])
            everybody = [company.grace.id, company.alan.id, company.hedy.id]
            company.chooses(company.ada, "panel.new", everybody)
        seen = focus(company)
        assert set(seen) == set(everybody)
        company.submits(company.ada)
        assert {who: set(skills) for who, skills in plan_of(company).items()} == {
            who: set(skills) for who, skills in seen.items()
        }

    def test_keeps_both_choices_in_two_fields(self, company: Company) -> None:
        begins(company, company.grace)
        mine = f"focus.ml-engineer.new.{company.grace.id}"
        with company.slack.quickly():
            company.chooses(company.ada, "panel.new", [company.grace.id, company.alan.id])
            company.chooses(company.ada, mine, ["modern-python", "ml-ops"])
        seen = focus(company)
        assert set(seen[company.grace.id]) == {"modern-python", "ml-ops"}
        assert seen[company.alan.id]

    def test_stays_saved_where_something_was_chosen_just_before(self, company: Company) -> None:
        begins(company, company.grace)
        with company.slack.quickly():
            for panel in ([company.grace.id, company.alan.id], [company.grace.id]):
                choice = company.chooses(company.ada, "panel.new", panel)
            company.submits(company.ada)
            company.slack.repeat(choice)  # it was under way for longer than the form
        assert company.modal(company.ada).title == "Planned"
        assert set(plan_of(company)) == {company.grace.id}


class TestPages:
    def test_show_the_second_skill(self, company: Company) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        company.presses(company.ada, kit, "questions.open")
        with company.slack.quickly():
            company.chooses(company.ada, "questions.skill", "ml-data")
            company.chooses(company.ada, "questions.skill", "ml-ops")
        role = company.bot.bank.archetype("ml-engineer")
        skill = role and role.skill("ml-ops")
        assert skill
        assert f"{role.name}: {skill.name}" in company.modal(company.ada).text

    @pytest.mark.parametrize("action", ["question.next", "question.other"])
    def test_turn_once_for_a_double_click(self, company: Company, action: str) -> None:
        kit = company.answer(company.ada, "ml-engineer")
        first = next(
            block["accessory"]["value"]
            for block in kit.blocks
            if block.get("accessory", {}).get("action_id") == "question.open"
        )
        company.presses(company.ada, kit, "question.open", first)
        with company.slack.quickly():
            for _ in range(2):
                company.presses(company.ada, company.modal(company.ada), action)
        assert company.modal(company.ada).title == "Question"


class TestTheScorecard:
    def test_turns_to_the_second_candidate(self, company: Company) -> None:
        for name, role_id in ((KATHERINE, "ml-engineer"), ("Margaret Hamilton", "data-engineer")):
            company.adds(company.grace, name, role_id, panel=(company.ada,))
        company.opens_card(company.ada)
        with company.slack.quickly():
            for name in (KATHERINE, "Margaret Hamilton"):
                company.chooses(company.ada, "candidate", company.candidate(name).id)
        role = company.bot.bank.archetype("data-engineer")
        assert role
        rated = {field for field in company.values(company.ada) if field.startswith("rating.")}
        assert rated <= {f"rating.{skill.id}" for skill in role.skills}
        assert rated
        company.fills(company.modal(company.ada), level=None)
        company.submits(company.ada)
        assert company.loop("Margaret Hamilton").card_of(company.ada.id)


class TestEvidence:
    def test_is_about_the_second_candidate(self, company: Company) -> None:
        for name, role_id in ((KATHERINE, "ml-engineer"), ("Margaret Hamilton", "data-engineer")):
            company.adds(company.grace, name, role_id, panel=(company.ada,))
        message = company.slack.say("Knew the p99.", user=company.ada)
        company.slack.shortcut("add_as_evidence", user=company.ada, message=message)
        with company.slack.quickly():
            for name in (KATHERINE, "Margaret Hamilton"):
                company.chooses(company.ada, "candidate", company.candidate(name).id)
        target = f"skill.{company.candidate('Margaret Hamilton').id}"
        company.chooses(company.ada, target, ":overall")
        company.submits(company.ada)
        assert "Margaret Hamilton" in company.modal(company.ada).text


class TestUndo:
    def test_pressed_twice_says_that_it_is_undone(self, company: Company) -> None:
        plans(company, company.grace)
        company.decides(company.ada, company.home(company.ada), "hold")
        with company.slack.quickly():
            for _ in range(2):
                company.presses(company.ada, company.modal(company.ada), "decision.undo")
        assert "Undone" in company.modal(company.ada).text


class TestHome:
    def test_shows_what_holds_after_two_changes(self, company: Company) -> None:
        plans(company, company.ada)
        home = company.home(company.ada)
        with company.slack.quickly():
            for outcome in ("hold", "advance"):
                company.decides(company.ada, home, outcome)
                company.deliver()
        assert KATHERINE not in company.home_tab(company.ada).text
