"""All questions of a role, a skill a page, and one question in full: modals that an interviewer leafs through."""

from typing import Any

from pydantic import BaseModel
from slack_bolt import Ack

from handlers.context import Desk, Payload
from handlers.slack.request import Asked, from_button
from interviews.errors import InterviewError
from question_bank.models import Archetype, Question
from slack_limits.check import VIEW_BLOCKS
from templates.render import render

MOST_QUESTIONS = VIEW_BLOCKS - 10  # on one page; the rest of the page needs the others


class GoneFromBank(InterviewError):
    """The button is from a message older than the bank."""


class Page(BaseModel):
    """What the page is about, kept by the modal itself."""

    archetype_id: str
    alternates: bool = False


def open_pages(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The person sees the first page of all questions."""
    _open(desk, from_button(body), alternates=False)
    ack()


def open_alternates(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The person sees the first page of the questions that are not in the kit."""
    _open(desk, from_button(body), alternates=True)
    ack()


def _open(desk: Desk, asked: Asked, *, alternates: bool) -> None:
    page = Page(archetype_id=asked.text, alternates=alternates)
    archetype = archetype_of(desk, page.archetype_id)
    desk.slack.views_open(asked.trigger_id, page_view(archetype, page, archetype.skills[0].id))


def turn_page(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The same modal turns to the chosen skill."""
    asked = from_button(body)
    page = Page.model_validate_json(body["view"]["private_metadata"])
    view = page_view(archetype_of(desk, page.archetype_id), page, asked.text)
    desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    ack()


def page_view(archetype: Archetype, page: Page, skill_id: str) -> Payload:
    """One page: the skill with its anchors, and its questions."""
    skill = archetype.skill(skill_id) or archetype.skills[0]
    wanted = [
        one
        for one in archetype.questions
        if one.skill == skill.id and not (page.alternates and one.core)
    ]
    return render(
        "kits/questions",
        archetype=archetype,
        page=page,
        skill=skill,
        questions=wanted[:MOST_QUESTIONS],
        left_out=len(wanted[MOST_QUESTIONS:]),
        metadata=page.model_dump_json(),
    )


def open_question(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """One question in full, on top of the page or over the kit."""
    asked = from_button(body)
    view = _question_view(*_named(desk, asked.text))
    if asked.view_id:
        desk.slack.views_push(asked.trigger_id, view)
    else:
        desk.slack.views_open(asked.trigger_id, view)
    ack()


def next_question(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The question that follows in the bank takes this one's place; after the last comes the first."""
    asked = from_button(body)
    archetype, question = _named(desk, asked.text)
    _replace(desk, asked, archetype, _after(question, archetype.questions))
    ack()


def other_question(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """Another question for the same skill takes this one's place."""
    asked = from_button(body)
    archetype, question = _named(desk, asked.text)
    same_skill = tuple(one for one in archetype.questions if one.skill == question.skill)
    _replace(desk, asked, archetype, _after(question, same_skill))
    ack()


def _after(question: Question, questions: tuple[Question, ...]) -> Question:
    return questions[(questions.index(question) + 1) % len(questions)]


def _replace(desk: Desk, asked: Asked, archetype: Archetype, question: Question) -> None:
    view = _question_view(archetype, question)
    desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)


def _question_view(archetype: Archetype, question: Question) -> Payload:
    skill = archetype.skill(question.skill)
    return render(
        "kits/question", archetype=archetype, question=question, skill=skill, metadata=question.id
    )


def _named(desk: Desk, value: str) -> tuple[Archetype, Question]:
    """The archetype and question that a button's value names."""
    archetype_id, _, question_id = value.partition(" ")
    question = desk.bank.question(archetype_id, question_id)
    if question is None:
        raise GoneFromBank(
            "The bank no longer has this question. Ask for the kit again to get today's questions."
        )
    return archetype_of(desk, archetype_id), question


def archetype_of(desk: Desk, archetype_id: str) -> Archetype:
    """The archetype, or `GoneFromBank` where the bank no longer has it."""
    archetype = desk.bank.archetype(archetype_id)
    if archetype is None:
        raise GoneFromBank(
            "The bank no longer has this role. Type /interview roles to see the roles there are."
        )
    return archetype
