"""Shows a bank in every way that people see it in Slack, and says what Slack would refuse or not show at once."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from bot.clock import now
from handlers.context import Context
from handlers.kits.advice import PARTS, brief_of, cv_of
from handlers.kits.kit import FULL, kit_for
from handlers.kits.questions import Page, page_view
from handlers.scorecards.card_form import blank, build
from interviews.permissions import Person
from interviews.store import open_store
from question_bank.bank import Bank
from question_bank.check.check import Misfit
from question_bank.kit import pick
from question_bank.models import Archetype, Level
from slack_limits.check import Violation, check_message, check_view
from templates.ids import Act
from templates.render import render

Surface = tuple[str, Sequence[Violation]]


def misfits(bank: Bank) -> Iterator[Misfit]:
    """Every surface of every role that Slack would refuse, and every kit that takes more than one screen."""
    with _nobodys_context(bank) as ctx:
        for role in bank.archetypes:
            for entry, violations in (*_messages(bank, role), *_views(ctx, role)):
                for violation in violations:
                    problem = f"Slack would refuse it: {violation.message}"
                    yield Misfit(role.id, entry, problem)
            yield from _more_than_one_screen(bank, role)


@contextmanager
def _nobodys_context(bank: Bank) -> Iterator[Context]:
    """A context with a store that is thrown away: forms keep the texts they show. There is no Slack to call."""
    with (
        TemporaryDirectory() as folder,
        closing(open_store(f"sqlite:///{Path(folder) / 'nobody.db'}", now)) as store,
    ):
        store.migrate()
        nobody = Person(team_id="T0NOBODY", user_id="U0NOBODY")
        nothing = cast(Any, None)
        yield Context(
            bank=bank, store=store, slack=nothing, person=nobody, clock=now, executor=nothing
        )


def _messages(bank: Bank, role: Archetype) -> Iterator[Surface]:
    focuses = ("", *Level, *(skill.id for skill in role.skills))
    for wish in (*focuses, *(f"{focus} {FULL}".strip() for focus in focuses)):
        yield f"the kit {wish}".strip(), check_message(kit_for(bank, f"{role.id} {wish}"))
    yield (
        "the roles side by side",
        check_message(render("kits/roles", roles=(role,), left_out=())),
    )
    for part in PARTS:
        yield f"the brief ({part})", check_message(brief_of(bank, role, part))
    yield "the CV checklist", check_message(cv_of(bank, role))


def _views(ctx: Context, role: Archetype) -> Iterator[Surface]:
    whole = blank(ctx, role).with_skills(skill.id for skill in role.skills)
    yield "the scorecard", check_view(build(ctx, whole, None))
    for skill in role.skills:
        page = page_view(role, Page(archetype_id=role.id), skill.id)
        yield f'the page of skill "{skill.id}"', check_view(page)
    for question in role.questions:
        about = {"archetype": role, "question": question, "skill": role.skill(question.skill)}
        view = render("kits/question", **about, metadata=question.id)
        yield f'the page of question "{question.id}"', check_view(view)


def _more_than_one_screen(bank: Bank, role: Archetype) -> Iterator[Misfit]:
    core = len(pick(role).questions)
    for wish in ("", *(f"{level.value} {FULL}" for level in Level)):
        kit = kit_for(bank, f"{role.id} {wish}")
        actions = [block.get("accessory", {}).get("action_id") for block in kit["blocks"]]
        number = actions.count(Act.QUESTION)
        if number < core:
            problem = f"shows {number} of {core} core questions on one screen, and names the others"
            yield Misfit(role.id, f"the kit {wish}".strip(), problem, readable=True)
