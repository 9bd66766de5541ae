"""People of a plan whom nobody has looked up when it is saved: they are looked at right after."""

from sandbox.world.records import User
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, begins, plans


def save_unseen(
    company: Company, *panel: User, leavers: tuple[User, ...] = (), name: str = KATHERINE
) -> None:
    """Ada saves a plan just after a restart, when no profile is known and some of its people have left."""
    begins(company, *panel, *leavers, name=name)
    for leaver in leavers:
        company.slack.deactivate(leaver)
    company.crashes()
    company.submits(company.ada)
    assert company.modal(company.ada).title == "Planned"
    company.deliver()


def warnings(company: Company) -> list[str]:
    """What Ada reads of people in her plans."""
    inbox = company.inbox(company.ada)
    return [message.text for message in inbox if message.text.startswith("In the plan of")]


class TestPeopleOfAPlan:
    def test_are_looked_at_by_a_job_where_several_are_unknown(self, company: Company) -> None:
        daneel = company.slack.add_user("U0DANEEL", "R. Daneel")
        save_unseen(company, company.grace, company.alan, leavers=(daneel,))
        [warning] = warnings(company)
        assert KATHERINE in warning
        assert "R. Daneel has left this workspace" in warning

    def test_are_named_where_one_has_the_candidates_name(self, company: Company) -> None:
        katherine = company.slack.add_user("U0KATHERINE", KATHERINE)
        save_unseen(company, company.grace, company.alan, katherine)
        [warning] = warnings(company)
        assert "the same name as the candidate" in warning

    def test_who_can_all_take_part_are_passed_over_in_silence(self, company: Company) -> None:
        save_unseen(company, company.grace, company.alan)
        assert warnings(company) == []

    def test_have_names_as_long_as_slack_takes(self, company: Company) -> None:
        people = [company.slack.add_user(f"U0P{n}", f"{n} " + "W" * 78) for n in range(11)]
        save_unseen(company, company.grace, leavers=tuple(people), name="W" * 120)
        [warning] = warnings(company)
        assert warning.count("has left") == len(people)

    def test_of_a_plan_with_known_people_need_no_job(self, company: Company) -> None:
        plans(company, company.grace, company.alan, starts=None)
        kinds = [job.kind for job in company.bot.store.unfinished.all()]
        assert "check_people" not in kinds
