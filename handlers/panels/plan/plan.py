"""`/interview plan`: a lead puts a panel together, with a split of the skills to start from."""

from typing import Any

from slack_bolt import Ack

from handlers.candidates.lookup import which_candidate
from handlers.context import Desk, Payload
from handlers.kits.questions import archetype_of
from handlers.panels.plan.checks import faults_in, has_namesake
from handlers.panels.plan.form import build, read, with_split
from handlers.panels.plan.merge import (
    CHANGED_MEANWHILE,
    SENT_BEFORE,
    STAYS_AS_ADDED,
    going_on,
    merged,
    plan_of,
)
from handlers.panels.plan.state import PlanForm, blank, standing
from handlers.slack.request import Asked, asked_id, from_button, unquoted
from interviews.loop import Loop
from interviews.models import Candidate
from interviews.panels.change import added_before, plan, plannable
from interviews.panels.plan import adds, changed_meanwhile, says_otherwise
from interviews.panels.split import coverage, remark, warnings
from templates.macros.escaping import one_line
from templates.render import render

BANK_CHANGED = (
    "The question bank has changed, and some of the skills are gone. Look at the split once more."
)
SAME_NAME = (
    "An interviewer has the same name as the candidate. If they are two people, save again; if "
    "not, take the interviewer out."
)


def open_from_command(desk: Desk, asked: Asked) -> Payload:
    """The form for the candidate that was named, or for a new one."""
    if asked_id(asked.text):
        return _open(desk, asked, _for(desk, asked_id(asked.text)))
    if not asked.text:
        return _open(desk, asked, (blank(desk), None))
    name = unquoted(asked.text)
    found = which_candidate(desk, name, "plan")
    if isinstance(found, Candidate):
        return _open(desk, asked, _for(desk, found.id))
    return found or _open(desk, asked, (blank(desk, name=one_line(name)), None))


def _for(desk: Desk, candidate_id: str) -> tuple[PlanForm, Candidate | None]:
    loop = plannable(desk.store, desk.person, candidate_id)
    return standing(loop), loop.candidate


def _open(desk: Desk, asked: Asked, opened: tuple[PlanForm, Candidate | None]) -> Payload:
    form, candidate = opened
    view = build(desk, form, candidate, _lost_skills(desk, form))
    desk.slack.views_open(asked.trigger_id, view)
    return {}


def _lost_skills(desk: Desk, form: PlanForm) -> str:
    known = {one.id for one in archetype_of(desk, form.archetype_id).skills}
    lost = any(one not in known for focus in form.focus.values() for one in focus)
    return BANK_CHANGED if lost else ""


def change(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """The form follows what was chosen: another candidate, role or panel; what was typed stays."""
    asked, form = from_button(body), read(desk, body["view"])
    if form.candidate_id != form.kept.candidate_id:
        form, candidate = _turned(desk, form)
    else:
        loop = _loop_of(desk, form)
        candidate = loop.candidate if loop else None
    view = build(desk, form, candidate, _lost_skills(desk, form) if candidate else "")
    desk.slack.views_update(asked.view_id, view, hash=asked.view_hash)
    ack()


def _loop_of(desk: Desk, form: PlanForm) -> Loop | None:
    return plannable(desk.store, desk.person, form.candidate_id) if form.candidate_id else None


def _turned(desk: Desk, form: PlanForm) -> tuple[PlanForm, Candidate | None]:
    kept = form.kept.model_copy(update={"proposed": {}, "seen": {}})
    if form.candidate_id is None:
        return blank(desk).model_copy(update={"kept": kept}), None
    loop = plannable(desk.store, desk.person, form.candidate_id)
    return standing(loop, kept), loop.candidate


def send(ack: Ack, view: dict[str, Any], desk: Desk) -> None:
    """The plan is kept and everybody concerned is told; a fault stands at its field, with all that was typed."""
    form = read(desk, view)
    loop = _loop_of(desk, form)
    again = _again(desk, form, loop)
    if again:
        ack(response_action="update", view=again)
        return
    form = with_split(desk, form)
    faults = faults_in(desk, form, loop)
    if faults:
        ack(response_action="errors", errors=faults)
        return
    thought = _second_thought(desk, form, loop)
    if thought:
        ack(response_action="update", view=thought)
        return
    sent_before = _sent_before(desk, form)
    if sent_before:
        ack(response_action="update", view=sent_before)
        return
    role = archetype_of(desk, form.archetype_id)
    kept = plan(desk.store, desk.person, plan_of(form), role, desk.now())
    ack(response_action="update", view=_planned(desk, kept))


def _again(desk: Desk, form: PlanForm, loop: Loop | None) -> Payload:
    """The form once more where the lead has not seen what it is about now; empty where they have."""
    candidate = loop.candidate if loop else None
    if loop and changed_meanwhile(plan_of(with_split(desk, form)), loop):
        return build(desk, merged(form, loop), candidate, CHANGED_MEANWHILE)
    return build(desk, form, candidate, BANK_CHANGED) if _lost_skills(desk, form) else {}


def _sent_before(desk: Desk, form: PlanForm) -> Payload:
    """The form as a change of the plan, where it was sent before and says something else; empty otherwise."""
    sent = plan_of(form)
    before = added_before(desk.store, desk.person, sent)
    if before is None or not says_otherwise(sent, before):
        return {}
    same = sent.new is not None and adds(sent.new, before.candidate)
    says = SENT_BEFORE if same else SENT_BEFORE + STAYS_AS_ADDED
    return build(desk, going_on(form, before), before.candidate, says)


def _second_thought(desk: Desk, form: PlanForm, loop: Loop | None) -> Payload:
    """The form once more with a question; empty where there is none, or it has been asked."""
    if form.kept.namesake_known or not has_namesake(desk, form, loop):
        return {}
    kept = form.kept.model_copy(update={"namesake_known": True})
    asked = form.model_copy(update={"kept": kept})
    return build(desk, asked, loop.candidate if loop else None, SAME_NAME)


def _planned(desk: Desk, loop: Loop) -> Payload:
    panel = {one.interviewer_id: one.focus for one in loop.interviews}
    skills = archetype_of(desk, loop.candidate.archetype_id).skills
    covered = coverage(skills, panel)
    names = {one.id: one.name for one in skills}
    seats = [
        {"interview": one, "skills": [names[skill] for skill in one.focus if skill in names]}
        for one in loop.interviews
    ]
    return render(
        "panels/planned", candidate=loop.candidate, seats=seats,
        warnings=warnings(covered, len(panel)), remark=remark(covered, len(panel)),
    )  # fmt: skip
