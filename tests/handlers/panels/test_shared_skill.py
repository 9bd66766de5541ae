"""One skill that everybody on the panel rates: off unless a lead chooses it, kept in the plan and in each new split."""

from sandbox.world.records import User
from templates.forms import NO_SKILL
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, fills, opens, plans, reads, sends

SHARED = "ml-evaluation"


def focus_in_form(company: Company, scope: str, *people: User) -> list[set[str]]:
    values = company.values(company.ada)
    fields = [values[f"focus.ml-engineer.{scope}.{who.id}"]["plan.changed"] for who in people]
    return [{option["value"] for option in field["selected_options"]} for field in fields]


def saved_focus(company: Company) -> list[tuple[str, ...]]:
    return [interview.focus for interview in company.loop(KATHERINE).interviews]


class TestSharedSkill:
    def test_is_nobodys_unless_it_is_chosen(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        assert company.candidate(KATHERINE).shared_skill is None
        assert "Everybody also rates" not in reads(company, company.ada).text

    def test_is_offered_with_the_reason(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        assert "Only ratings that overlap show who is strict" in str(
            company.modal(company.ada).blocks
        )

    def test_is_in_everybodys_split_and_stays_as_the_panel_grows(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        company.chooses(company.ada, "shared_skill.new", SHARED)
        fills(company, company.ada, (company.grace, company.alan, company.hedy))
        everybody = (company.grace, company.alan, company.hedy)
        for focus in focus_in_form(company, "new", *everybody):
            assert SHARED in focus
            assert len(focus) <= 3
        sends(company, company.ada)
        assert all(SHARED in focus for focus in saved_focus(company))
        skill = company.bot.bank.archetype("ml-engineer").skill(SHARED)
        assert f"Everybody also rates {skill.name}" in reads(company, company.ada).text

    def test_can_be_chosen_and_given_up_in_a_plan_that_stands(self, company: Company) -> None:
        plans(company, company.grace, company.alan)
        scope = company.candidate(KATHERINE).id
        opens(company, company.ada, KATHERINE)
        company.chooses(company.ada, f"shared_skill.{scope}", SHARED)
        sends(company, company.ada)
        assert company.candidate(KATHERINE).shared_skill == SHARED
        assert all(SHARED in focus for focus in saved_focus(company))
        opens(company, company.ada, KATHERINE)
        company.chooses(company.ada, f"shared_skill.{scope}", NO_SKILL)
        sends(company, company.ada)
        assert company.candidate(KATHERINE).shared_skill is None
        assert any(SHARED not in focus for focus in saved_focus(company))

    def test_of_another_role_is_none(self, company: Company) -> None:
        begins(company, company.grace, company.alan)
        company.chooses(company.ada, "shared_skill.new", SHARED)
        company.chooses(company.ada, "role", "data-engineer")
        chosen = company.values(company.ada)["shared_skill.new"]["plan.changed"]
        assert chosen["selected_option"]["value"] == NO_SKILL
