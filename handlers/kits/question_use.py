"""`/interview asked ml-engineer`: what became of a role's questions, for those who write and choose them."""

from functools import partial

from handlers.context import Context, Payload
from handlers.errors import fill_modal
from handlers.slack.answers import open_view
from handlers.slack.notices import notice, notice_view, short_label
from handlers.slack.request import Request
from interviews.question_use import FEWEST_CARDS, FEWEST_PEOPLE, require_reader, use_for
from question_bank.lookup import find_archetype, words
from question_bank.models import Archetype
from templates.render import render

TITLE = "Questions asked"
MOST_ROLES = 20
# A block for each that is known and for every 20 others, and Slack shows 100; the command line has all of them.
MOST_KNOWN, MOST_OTHERS = 60, 300


def from_command(ctx: Context, request: Request) -> Payload:
    """The page of the role that was named, or the roles to choose from.

    It reads every scorecard of the role, which may take longer than Slack waits, so it comes after the answer.
    """
    require_reader(ctx.store, ctx.person)
    typed = words(request.text)
    role = find_archetype(ctx.bank, typed)[0] if typed else None
    if role is None:
        roles = ctx.bank.archetypes[:MOST_ROLES]
        return notice(
            "Of which role? You see how often its questions were asked, and what came of it.",
            tuple((each.name, f"asked {each.id}") for each in roles),
        )
    shown = open_view(ctx, request, notice_view("Counting …", TITLE))
    if shown:
        ctx.after_answer(partial(fill_modal, ctx, shown["id"], partial(_page, ctx, role)))
    return {}


def _page(ctx: Context, role: Archetype) -> Payload:
    use = use_for(ctx.store, ctx.person, role)
    questions = use.questions if use.cards >= FEWEST_CARDS else ()
    known = [question for question in questions if question.ratings]
    few = [question for question in questions if question.times and not question.ratings]
    never = [question for question in questions if not question.times]
    return render(
        "kits/question_use",
        title=TITLE,
        role=role,
        cards=use.cards if questions else 0,
        fewest=(FEWEST_CARDS, FEWEST_PEOPLE),
        skills={skill.id: skill.name for skill in role.skills},
        words_of={question.question_id: short_label(question.ask) for question in questions},
        known=known[:MOST_KNOWN],
        few=few[:MOST_OTHERS],
        never=never[:MOST_OTHERS],
        more=len(known[MOST_KNOWN:]) + len(few[MOST_OTHERS:]) + len(never[MOST_OTHERS:]),
    )
