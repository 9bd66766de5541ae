"""Home, the lists and the plan with the most of everything, in the longest and worst words, are taken by Slack."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.candidates.lists import open_page
from handlers.context import Context
from handlers.home import home_view, refresh
from interviews.decisions import NewDecision, decide
from interviews.home.refresh import open_home
from interviews.models import AnchoredSkill, Outcome, Recommendation
from interviews.outbox import RefreshHome
from interviews.panels.change import plan
from interviews.panels.plan import Newcomer, Plan, Seat
from interviews.permissions import Person
from interviews.scorecards.submit import Submission, submit
from interviews.store.drafts import Draft
from question_bank.bank import Bank
from question_bank.models import Level
from slack_limits.check import check_message, check_view
from tests.company import Company
from tests.control_names import names_of
from tests.handlers.panels.steps import opens

WORST = ("<!channel> & 😀*_~`" * 10, "W" * 120, "ﷺ" * 120, "👩‍💻" * 40)
TWELVE = 12


@pytest.fixture
def full(company: Company, bank: Bank) -> Context:
    """Ada leads and interviews forty candidates, each with twelve interviewers; and has drafts besides."""
    ctx = desk_of(company, bank)
    for number in range(40):
        plan_panel(ctx, bank, number, [f"U0PERSON{number:02}" for number in range(TWELVE - 1)])
    for number in range(25):
        drafted(ctx, number)
    return ctx


def desk_of(company: Company, bank: Bank) -> Context:
    person = Person(team_id="T0TEAM", user_id=company.ada.id)
    return Context(
        bank=many_roles(bank),
        store=company.bot.store,
        slack=company.bot.slack,
        person=person,
        clock=company.clock,
        executor=company.bot.executor,
    )


def many_roles(bank: Bank) -> Bank:
    """The bank of a company that has added twenty roles of its own."""
    first = bank.archetypes[0]
    added = [
        first.model_copy(update={"id": f"role-{n}", "name": f"{n:02} " + "W" * 57})
        for n in range(20)
    ]
    return bank.model_copy(update={"archetypes": (*bank.archetypes, *added)})


def name_of(number: int) -> str:
    return f"{number:02} {WORST[number % len(WORST)]}"[:120]


def plan_panel(ctx: Context, bank: Bank, number: int, others: list[str]) -> None:
    """Every third interview has been, every third is to come, and the others have no time."""
    role = max(
        bank.archetypes, key=lambda archetype: max(len(skill.name) for skill in archetype.skills)
    )
    hours = (None, 1 + number, 100 + number)[number % 3]
    starts = ctx.now() + timedelta(hours=hours) if hours else None
    focus = [chosen.id for chosen in sorted(role.skills, key=lambda skill: -len(skill.name))[:3]]
    seats = tuple(
        Seat(interviewer_id=who, focus=tuple(focus), starts_at=starts, minutes=480 if starts else 0)
        for who in (ctx.person.user_id, *others)
    )
    new = Newcomer(name=name_of(number), archetype_id=role.id, target_level=Level.SENIOR)
    sent = Plan(candidate_id=f"c{number}", new=new, leads=(ctx.person.user_id,), seats=seats)
    plan(ctx.store, ctx.person, sent, role, ctx.now())


def drafted(ctx: Context, number: int) -> None:
    form = '{"kept": {"card_id": "d", "archetype_id": "ml-engineer", "new_id": "n"}, "name": "%s"}'
    ctx.store.drafts.save(
        Draft(
            team_id="T0TEAM", user_id=ctx.person.user_id, card_id=f"d{number}",
            form=form % ("W" * 120), typed_at="1.0", saved_at=ctx.now(),
        )
    )  # fmt: skip


def send_card(ctx: Context, number: int, who: str) -> None:
    """A card without a rating: the lists show none."""
    skill = AnchoredSkill(id="s", name="S", must_have=True, anchors=("",) * 5, questions=())
    submit(
        ctx.store, Person(team_id="T0TEAM", user_id=who),
        Submission(
            card_id=f"card-{number}-{who}", candidate_id=f"c{number}", bank_version="1",
            skills=(skill,), ratings=(), recommendation=Recommendation.YES,
        ),
        ctx.now(),
    )  # fmt: skip


class TestControls:
    @pytest.mark.parametrize("hours", [0, 50, 500])
    def test_each_has_a_name_of_its_own(self, full: Context, company: Company, hours: int) -> None:
        company.clock.forward(hours=hours)
        found = names_of(home_view(full)["blocks"])
        assert sorted(found) == sorted(set(found))
        assert max(map(len, found)) <= 75

    def test_says_of_whom_a_button_opens_what(self, company: Company) -> None:
        company.adds(company.ada, "Katherine Johnson", panel=(company.grace,))
        company.adds(company.ada, "Mary Jackson", panel=(company.grace,))
        company.scores(company.grace, "Mary Jackson")
        of_grace, of_ada = (
            names_of(company.home(who).blocks) for who in (company.grace, company.ada)
        )
        assert {"Score Katherine Johnson", "Open my kit for Katherine Johnson"} < set(of_grace)
        assert {"Decide on Mary Jackson", "Debrief of Mary Jackson"} < set(of_ada)
        assert {"Plan of Katherine Johnson"} < set(of_ada)
        company.clock.forward(days=2)
        assert "Remind now: panel of Katherine Johnson" in names_of(
            company.home(company.ada).blocks
        )


class TestALeadOfSix:
    """The budget of a page that somebody reads on a phone."""

    @pytest.mark.parametrize("hours", [0, 50, 500])
    def test_has_forty_blocks_at_most(self, company: Company, bank: Bank, hours: int) -> None:
        ctx = replace(desk_of(company, bank), bank=bank)
        for number in range(6):
            plan_panel(ctx, bank, number, [f"U0PERSON{n:02}" for n in range(TWELVE - 1)])
        company.clock.forward(hours=hours)
        assert len(home_view(ctx)["blocks"]) <= 40


class TestTheMostOfEverything:
    def test_fits_on_home(self, full: Context) -> None:
        view = home_view(full)
        assert check_view(view) == []
        assert len(view["blocks"]) == 82

    def test_fits_on_home_where_no_row_is_a_draft(self, full: Context) -> None:
        for number in range(25):
            full.store.drafts.remove("T0TEAM", full.person.user_id, f"d{number}")
        view = home_view(full)
        assert check_view(view) == []
        assert len(view["blocks"]) == 94  # all that it ever has: six are left

    def test_fits_on_home_while_all_of_it_is_to_come_or_waits(
        self, full: Context, company: Company
    ) -> None:
        company.clock.forward(hours=50)
        assert check_view(home_view(full)) == []
        company.clock.forward(hours=500)
        view = home_view(full)
        assert check_view(view) == []
        assert "more wait for you" in str(view)

    def test_fits_into_the_lists(self, full: Context, company: Company) -> None:
        assert check_message(open_page(full)) == []
        for number in range(20):
            send_card(full, number, company.ada.id)
            sent = NewDecision(
                id=f"d{number}",
                candidate_id=f"c{number}",
                outcome=Outcome.NO_HIRE,
                reason="r" * 3000,
            )
            decide(full.store, full.person, sent, full.now())
        told = company.answer(company.ada, "candidates decided")
        assert "8 older ones are not shown" in told.text

    def test_fits_into_the_plan(self, full: Context, company: Company) -> None:
        opens(company, company.ada, name_of(1))
        assert company.modal(company.ada).title == "Plan the panel"
        assert "reminders.c1" in company.values(company.ada)

    def test_is_put_up_by_the_worker(self, full: Context, company: Company) -> None:
        open_home(full.store, "T0TEAM", full.person.user_id, full.now())
        refresh(full, RefreshHome(team_id="T0TEAM", user_id=full.person.user_id))
        assert "Your coming interviews" in company.home_tab(company.ada).text
