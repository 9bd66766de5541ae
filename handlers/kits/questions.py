"""All questions of a role, a skill a page, and a question in full: modals with buttons to the next one."""

from pydantic import BaseModel

from handlers.context import Context, Payload
from handlers.slack.answers import open_view, replace_view
from handlers.slack.request import Request
from interviews.errors import InterviewError
from question_bank.models import Archetype, Question
from slack_limits.check import VIEW_BLOCKS
from templates.render import render

MOST_QUESTIONS = VIEW_BLOCKS - 10  # on one page; the rest of the page needs the others


class GoneFromBank(InterviewError):
    """The button is from a message older than the bank."""


class Page(BaseModel):
    """The role and the kind of questions on a page, kept in the modal's private metadata."""

    archetype_id: str
    alternates: bool = False


def open_pages(ctx: Context, request: Request) -> None:
    """The person sees the first page of all questions."""
    _open(ctx, request, Page(archetype_id=request.text))


def open_alternates(ctx: Context, request: Request) -> None:
    """The person sees the first page of the questions that are not in the kit."""
    _open(ctx, request, Page(archetype_id=request.text, alternates=True))


def _open(ctx: Context, request: Request, page: Page) -> None:
    archetype = archetype_of(ctx, page.archetype_id)
    open_view(ctx, request, page_view(archetype, page, archetype.skills[0].id))


def turn_page(ctx: Context, request: Request) -> None:
    """The same modal turns to the chosen skill."""
    page = Page.model_validate_json(request.view["private_metadata"])
    view = page_view(archetype_of(ctx, page.archetype_id), page, request.text)
    replace_view(ctx, request, view)


def page_view(archetype: Archetype, page: Page, skill_id: str) -> Payload:
    """One page: the skill with its anchors, and its questions."""
    skill = archetype.skill(skill_id) or archetype.skills[0]
    questions = [
        question
        for question in archetype.questions
        if question.skill == skill.id and not (page.alternates and question.core)
    ]
    return render(
        "kits/questions",
        archetype=archetype,
        page=page,
        skill=skill,
        questions=questions[:MOST_QUESTIONS],
        left_out=len(questions[MOST_QUESTIONS:]),
        metadata=page.model_dump_json(),
    )


def open_question(ctx: Context, request: Request) -> None:
    """One question in full, on top of the page or over the kit."""
    view = _question_view(*_question_of(ctx, request.text))
    open_view(ctx, request, view)


def next_question(ctx: Context, request: Request) -> None:
    """The question that follows in the bank takes this one's place; after the last comes the first."""
    archetype, question = _question_of(ctx, request.text)
    following = _after(question, archetype.questions)
    replace_view(ctx, request, _question_view(archetype, following))


def other_question(ctx: Context, request: Request) -> None:
    """Another question for the same skill takes this one's place."""
    archetype, question = _question_of(ctx, request.text)
    same_skill = tuple(other for other in archetype.questions if other.skill == question.skill)
    following = _after(question, same_skill)
    replace_view(ctx, request, _question_view(archetype, following))


def _after(question: Question, questions: tuple[Question, ...]) -> Question:
    return questions[(questions.index(question) + 1) % len(questions)]


def _question_view(archetype: Archetype, question: Question) -> Payload:
    skill = archetype.skill(question.skill)
    return render(
        "kits/question", archetype=archetype, question=question, skill=skill, metadata=question.id
    )


def _question_of(ctx: Context, value: str) -> tuple[Archetype, Question]:
    """The archetype and question that a button's value names."""
    archetype_id, _, question_id = value.partition(" ")
    question = ctx.bank.question(archetype_id, question_id)
    if question is None:
        raise GoneFromBank(
            "The bank no longer has this question. Ask for the kit again to get today's questions."
        )
    return archetype_of(ctx, archetype_id), question


def archetype_of(ctx: Context, archetype_id: str) -> Archetype:
    """The archetype, or `GoneFromBank` where the bank no longer has it."""
    archetype = ctx.bank.archetype(archetype_id)
    if archetype is None:
        raise GoneFromBank(
            "The bank no longer has this role. Type /interview roles to see the roles there are."
        )
    return archetype
