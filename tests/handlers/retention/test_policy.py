"""Data and retention: admins set how long records are kept, and see beforehand whom that erases."""

from sandbox.client.snapshots import ViewSnapshot
from sandbox.world.records import User
from templates.ids import Act
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE

LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3


def opens(company: Company, who: User) -> ViewSnapshot:
    """Somebody opens the form from their settings."""
    company.presses(who, company.opens(who, "settings"), Act.POLICY)
    return company.modal(who)


def asks(company: Company, who: User, decided: str = "12", **typed: str) -> str:
    """Somebody fills in the form, and sees whom it would erase."""
    opens(company, who)
    company.chooses(who, "decided", decided)
    for field, text in typed.items():
        company.writes(who, field, text)
    company.submits(who)
    return company.modal(who).text.replace("\n", "")


def decides(company: Company, name: str = KATHERINE) -> None:
    """Ada has somebody scored, and hires them."""
    company.adds(company.ada, name, ratings={"ml-ops": 4})
    company.deliver()
    company.decides(company.ada, company.message(company.ada, f"{name}"), "hire")
    company.becomes_known()


class TestForm:
    def test_is_for_admins(self, company: Company) -> None:
        assert Act.POLICY not in company.opens(company.ada, "settings").actions
        opened = company.presses(
            company.admin, company.opens(company.admin, "settings"), Act.POLICY
        )
        assert company.modal(company.admin).title == "Data and retention"
        company.forge(opened, user=company.ada.id)
        assert (
            "Only an admin" in company.inbox(company.ada)[-1].text
            or "Only an admin" in company.modal(company.ada).text
        )

    def test_shows_whom_it_would_erase_before_it_holds(self, company: Company) -> None:
        decides(company)
        company.clock.forward(days=364)
        shown = asks(company, company.admin)
        assert "erased 12 months after a decision" in shown
        assert "erases 1 candidate" in shown
        assert KATHERINE in shown
        assert not company.bot.store.policies.get("T0TEAM").erases
        company.submits(company.admin)
        assert "Saved. Leads are told a week before" in company.modal(company.admin).text
        assert company.bot.store.policies.get("T0TEAM").months_decided == 12
        assert "12 months after a decision" in company.answer(company.admin, "audit").text

    def test_names_ten_and_counts_the_rest(self, company: Company) -> None:
        for number in range(12):
            company.adds(company.ada, f"{number} {LONG}", ratings={"ml-ops": 4})
        company.clock.forward(days=40)
        assert "and 2 more" in asks(company, company.admin, "0", inactive="1")

    def test_goes_back_with_what_was_typed(self, company: Company) -> None:
        asks(company, company.admin, "own", own="18", forget="90")
        company.presses(company.admin, company.modal(company.admin), Act.POLICY)
        values = company.values(company.admin)
        assert values["decided"]["value"]["selected_option"]["value"] == "own"
        assert (values["own"]["value"]["value"], values["forget"]["value"]["value"]) == ("18", "90")
        company.submits(company.admin)
        company.submits(company.admin)
        assert company.bot.store.policies.get("T0TEAM").months_decided == 18
        opens(company, company.admin)
        assert company.values(company.admin)["own"]["value"]["value"] == "18"

    def test_refuses_what_is_shorter_than_the_digest_s_own_life(self, company: Company) -> None:
        opens(company, company.admin)
        company.chooses(company.admin, "decided", "own")
        errors = company.errors(company.admin)
        assert "1 to 120" in errors["own"]
        assert "the weekly digest still shows" in errors["own"]

    def test_refuses_a_number_that_nothing_chooses(self, company: Company) -> None:
        opens(company, company.admin)
        company.writes(company.admin, "own", "18")
        assert "empty this" in company.errors(company.admin)["own"]

    def test_of_two_admins_the_second_sees_what_the_first_did(self, company: Company) -> None:
        asks(company, company.admin, "24")
        policy = company.bot.store.policies.get("T0TEAM")
        company.bot.store.policies.keep(
            policy.model_copy(update={"version": 1, "months_decided": 6})
        )
        company.submits(company.admin)
        shown = company.modal(company.admin)
        assert "Another admin changed this meanwhile" in shown.text
        assert "erased 6 months after a decision" in shown.text
        assert company.values(company.admin)["decided"]["value"]["selected_option"]["value"] == "24"
        company.submits(company.admin)
        company.submits(company.admin)
        assert company.bot.store.policies.get("T0TEAM").months_decided == 24


class TestForgetting:
    def test_too_early_is_refused_to_a_lead_and_an_admin_says_why(self, company: Company) -> None:
        decides(company)
        asks(company, company.admin, "0", forget="90")
        company.submits(company.admin)
        refused = company.answer(company.ada, f"forget {KATHERINE}").text
        assert "An admin can erase them now" in refused
        company.types(company.admin, f"forget {KATHERINE}")
        company.writes(company.admin, "name", KATHERINE)
        assert "cause" in company.errors(company.admin)
        company.chooses(company.admin, "cause", "asked")
        company.submits(company.admin)
        assert company.modal(company.admin).title == "Erased"
        assert "who had asked for it" in company.answer(company.admin, "audit").text
