"""Two leads at one plan: whoever sends second gets the plan as it is by then, with their own changes in it."""

from collections.abc import Mapping
from typing import Any

from handlers.panels.plan.form import current_form, seats_of
from handlers.panels.plan.model import PlanForm
from interviews.loop import Loop
from interviews.panels.plan import Newcomer, Plan, current_plan, marks
from templates import forms
from templates.macros.escaping import one_line

CHANGED_MEANWHILE = (
    "Somebody else changed this plan meanwhile. Their changes and yours are both here now; where "
    "you both changed the same thing, theirs stands. Look it over and save again."
)
SENT_BEFORE = (
    "This plan was sent before, and its candidate added. Save again to change the plan to what "
    "stands here, or cancel to leave it as it was."
)
STAYS_AS_ADDED = " Name, role and level stay."


def plan_of(form: PlanForm) -> Plan:
    """The plan that the form stands for."""
    people = {name: tuple(sorted(set(getattr(form, name)))) for name in ("leads", "coordinators")}
    details = form.details() | people
    return Plan(
        candidate_id=form.candidate_id or form.metadata.new_id,
        new=None if form.candidate_id else _newcomer(form),
        seats=seats_of(form),
        marks_before=form.metadata.marks,
        **details,
    )


def _newcomer(form: PlanForm) -> Newcomer:
    assert form.level is not None, "the form has been checked"
    return Newcomer(
        name=one_line(form.name),
        archetype_id=form.archetype_id,
        target_level=form.level,
        opening_id="" if form.metadata.follows else form.opening_id or "",
        follows=form.metadata.follows,
    )


def as_change(form: PlanForm, loop: Loop) -> PlanForm:
    """The form that added this candidate, as a change of their plan: with all that was typed."""
    now = current_form(loop, form.metadata)
    names = ("metadata", "candidate_id", "archetype_id")
    form = form.model_copy(update={name: getattr(now, name) for name in names})
    return form.with_metadata(proposal={})


def merge(form: PlanForm, loop: Loop) -> PlanForm:
    """The plan as it stands, and in it whatever this lead changed and nobody else did."""
    before, mine, now = form.metadata.marks, marks(plan_of(form)), marks(current_plan(loop))
    changed = {key for key in mine.keys() | before.keys() if mine.get(key) != before.get(key)}
    own = {key for key in changed if now.get(key) == before.get(key)}
    theirs = current_form(loop, form.metadata)
    panel = _people(theirs.panel, form.panel, own, *(field.name for field in forms.PLAN_SEAT))
    changes: dict[str, Any] = {
        "leads": _people(theirs.leads, form.leads, own, "lead"),
        "panel": panel,
    }
    for field in forms.PLAN_SEAT:
        name = field.name
        alone = {who for who in panel if f"{name}.{who}" in own or who not in theirs.panel}
        changes[name] = _by_person(getattr(theirs, name), getattr(form, name), panel, alone)
    for field in forms.PLAN_VALUES:
        changes[field.name] = getattr(form if field.name in own else theirs, field.name)
    return theirs.with_metadata(proposal={}).model_copy(update=changes)


def _people(
    theirs: tuple[str, ...], mine: tuple[str, ...], own: set[str], *kinds: str
) -> tuple[str, ...]:
    """Theirs, less whom this lead took out, and then whom this lead put in; `kinds` are those of their marks."""
    marks_of = {who: {f"{kind}.{who}" for kind in kinds} for who in (*theirs, *mine)}
    stay = [who for who in theirs if who in mine or not marks_of[who] <= own]
    come = [who for who in mine if who not in theirs and f"{kinds[0]}.{who}" in own]
    return (*stay, *come)


def _by_person(
    theirs: Mapping[str, Any], mine: Mapping[str, Any], panel: tuple[str, ...], alone: set[str]
) -> dict[str, Any]:
    """Mine for those whom only this lead changed, theirs for the others; without those who have none."""
    of_each = {who: mine if who in alone else theirs for who in panel}
    return {who: values[who] for who, values in of_each.items() if who in values}
