"""All questions of a role, a skill a page, and a question in full: modals with buttons to the next one."""

from typing import Any

from pydantic import BaseModel
from slack_bolt import Ack

from handlers.context import Context, Payload
from handlers.slack.request import Request, from_button
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


def open_pages(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The person sees the first page of all questions."""
    _open(ctx, from_button(body), alternates=False)
    ack()


def open_alternates(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The person sees the first page of the questions that are not in the kit."""
    _open(ctx, from_button(body), alternates=True)
    ack()


def _open(ctx: Context, request: Request, *, alternates: bool) -> None:
    page = Page(archetype_id=request.text, alternates=alternates)
    archetype = archetype_of(ctx, page.archetype_id)
    ctx.slack.views_open(request.trigger_id, page_view(archetype, page, archetype.skills[0].id))


def turn_page(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The same modal turns to the chosen skill."""
    request = from_button(body)
    page = Page.model_validate_json(body["view"]["private_metadata"])
    view = page_view(archetype_of(ctx, page.archetype_id), page, request.text)
    ctx.slack.views_update(request.view_id, view, hash=request.view_hash)
    ack()


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


def open_question(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """One question in full, on top of the page or over the kit."""
    request = from_button(body)
    view = _question_view(*_question_of(ctx, request.text))
    if request.view_id:
        ctx.slack.views_push(request.trigger_id, view)
    else:
        ctx.slack.views_open(request.trigger_id, view)
    ack()


def next_question(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The question that follows in the bank takes this one's place; after the last comes the first."""
    request = from_button(body)
    archetype, question = _question_of(ctx, request.text)
    _replace(ctx, request, archetype, _after(question, archetype.questions))
    ack()


def other_question(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """Another question for the same skill takes this one's place."""
    request = from_button(body)
    archetype, question = _question_of(ctx, request.text)
    same_skill = tuple(other for other in archetype.questions if other.skill == question.skill)
    _replace(ctx, request, archetype, _after(question, same_skill))
    ack()


def _after(question: Question, questions: tuple[Question, ...]) -> Question:
    return questions[(questions.index(question) + 1) % len(questions)]


def _replace(ctx: Context, request: Request, archetype: Archetype, question: Question) -> None:
    view = _question_view(archetype, question)
    ctx.slack.views_update(request.view_id, view, hash=request.view_hash)


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
