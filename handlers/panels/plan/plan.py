"""A lead puts a panel together in a form, with a split of the skills to start from."""

from functools import partial

from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.panels.plan import merge
from handlers.panels.plan.checks import Findings, check
from handlers.panels.plan.form import (
    blank,
    build,
    current_form,
    next_round_form,
    read,
    with_hidden,
    with_split,
)
from handlers.panels.plan.model import PlanForm
from handlers.panels.plan.opening import with_opening
from handlers.panels.plan.times import own_times, warnings_of
from handlers.slack.answers import field_errors, next_view, open_view, replace_view, show_late
from handlers.slack.block_ids import with_ids_of
from handlers.slack.directory import check_people, look_up
from handlers.slack.request import Request
from interviews.candidates.rounds import loop_to_follow
from interviews.loop import Loop
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.panels.change import existing_loop, plan, plannable
from interviews.panels.plan import adds, current_plan, differs, has_changed
from interviews.panels.qualification import gaps
from interviews.panels.split import coverage, remark, skills_of, warnings
from templates.render import render

MEANT = "Look at the times once more. If they are meant as they are, save again."
BANK_CHANGED = (
    "The question bank has changed, and some of the skills are gone. Look at the split once more."
)


def open_new(ctx: Context, request: Request, name: str = "") -> Payload:
    """The form for a candidate who is new."""
    open_view(ctx, request, build(ctx, blank(ctx, name=name), None))
    return {}


def open_in_opening(ctx: Context, request: Request, opening: Opening) -> None:
    """The form for a candidate who is new, filled from the opening."""
    open_view(ctx, request, build(ctx, with_opening(blank(ctx), opening), None))


def open_standing(ctx: Context, request: Request) -> None:
    """The form for the plan of a candidate as it is now."""
    loop = plannable(ctx.store, ctx.person, request.text)
    form = current_form(loop)
    open_view(ctx, request, build(ctx, form, loop, _lost_skills(ctx, form)))
    look_up(ctx, (ctx.person.user_id, *form.leads, *form.panel))


def open_next_round(ctx: Context, request: Request) -> None:
    """The form for the round after one that a candidate has advanced from."""
    loop = loop_to_follow(ctx.store, ctx.person, request.text)
    opening = ctx.store.openings.get(ctx.person.team_id, loop.candidate.opening_id)
    form = next_round_form(loop.candidate, opening)
    open_view(ctx, request, build(ctx, form, None, _lost_skills(ctx, form)))
    look_up(ctx, (ctx.person.user_id, *form.leads))


def _lost_skills(ctx: Context, form: PlanForm) -> str:
    ids = {skill.id for skill in archetype_of(ctx, form.archetype_id).skills}
    lost = any(skill_id not in ids for focus in form.focus.values() for skill_id in focus)
    return BANK_CHANGED if lost else ""


def change(ctx: Context, request: Request) -> None:
    """The form follows what was chosen: another candidate, role or panel; what was typed stays."""
    form = read(ctx, request.view)
    if form.candidate_id != form.metadata.candidate_id:
        form = _of_other_candidate(ctx, form)
    elif (
        not form.candidate_id
        and (form.opening_id or "") != form.metadata.opening_id
        and not form.metadata.follows
    ):
        form = with_opening(form, _chosen_opening(ctx, form))
    loop = _loop_of(ctx, form)
    form = with_hidden(ctx, form, loop)
    notice = _lost_skills(ctx, form) if loop else ""
    shown = replace_view(ctx, request, build(ctx, form, loop, notice))
    people = (ctx.person.user_id, *form.leads, *form.coordinators, *form.panel)
    look_up(ctx, people, partial(_name_people, ctx, form, loop, notice, shown))


def _chosen_opening(ctx: Context, form: PlanForm) -> Opening | None:
    if not form.opening_id:
        return None
    return opening_for(ctx.store, ctx.person, form.opening_id, OpeningAction.PLAN_IN)


def _name_people(
    ctx: Context, form: PlanForm, loop: Loop | None, notice: str, shown: Payload
) -> None:
    """The same form, in which the fields have the names of those who were looked up, and their clocks are known."""
    if shown:
        again = with_ids_of(build(ctx, form, loop, notice), shown)
        show_late(ctx, shown["id"], again, hash=shown["hash"])


def _loop_of(ctx: Context, form: PlanForm) -> Loop | None:
    return plannable(ctx.store, ctx.person, form.candidate_id) if form.candidate_id else None


def _of_other_candidate(ctx: Context, form: PlanForm) -> PlanForm:
    metadata = form.with_metadata(proposal={}, marks={}, opening_id="", stage="").metadata
    loop = _loop_of(ctx, form)
    if loop:
        return current_form(loop, metadata)
    return blank(ctx).model_copy(update={"metadata": metadata})


def send(ctx: Context, view: Payload) -> Payload:
    """The plan is saved and everybody concerned hears of it; a fault stands at its field, with all that was typed."""
    form = read(ctx, view)
    loop = _loop_of(ctx, form)
    form = with_hidden(ctx, form, loop)
    again = _out_of_date(ctx, form, loop)
    form = with_split(ctx, form)
    findings = Findings() if again else check(ctx, form, loop)
    if findings.faults:
        return field_errors(findings.faults, view)
    question = again or _ask(ctx, form, loop, findings) or _as_change(ctx, form)
    if question:
        return next_view(question, view)
    return next_view(_summary(ctx, _save(ctx, form)), view)


def _save(ctx: Context, form: PlanForm) -> Loop:
    """The plan is on the disk, and with it a job that looks at those whom nobody has looked up."""
    role = archetype_of(ctx, form.archetype_id)
    with ctx.store.transaction():
        saved = plan(ctx.store, ctx.person, merge.plan_of(form), role, ctx.now())
        check_people(ctx, saved, (*form.leads, *form.coordinators, *form.panel))
    return saved


def _out_of_date(ctx: Context, form: PlanForm, loop: Loop | None) -> Payload:
    """The form once more where plan or bank are not what the lead saw; empty where they are."""
    if loop and has_changed(merge.plan_of(with_split(ctx, form)), loop):
        return build(ctx, merge.merge(form, loop), loop, merge.CHANGED_MEANWHILE)
    return build(ctx, form, loop, BANK_CHANGED) if _lost_skills(ctx, form) else {}


def _as_change(ctx: Context, form: PlanForm) -> Payload:
    """The form as a change of the plan, where it was sent before and differs now; empty otherwise."""
    sent = merge.plan_of(form)
    before = existing_loop(ctx.store, ctx.person, sent)
    if before is None or not differs(sent, before):
        return {}
    same = sent.new is not None and adds(sent.new, before.candidate)
    notice = merge.SENT_BEFORE if same else merge.SENT_BEFORE + merge.STAYS_AS_ADDED
    return build(ctx, merge.as_change(form, before), before, notice)


def _ask(ctx: Context, form: PlanForm, loop: Loop | None, findings: Findings) -> Payload:
    """The form once more with what has to be confirmed; empty where nothing has, or the lead saw it already."""
    asked = form.metadata.questions
    new = {about: words for about, words in findings.questions.items() if about not in asked}
    # A form that was sent before has added its candidate: these interviews do not clash with themselves.
    sent = merge.plan_of(form)
    clashes = warnings_of(ctx, sent.seats, sent.candidate_id)
    standing = warnings_of(ctx, current_plan(loop).seats, sent.candidate_id) if loop else []
    known = {*asked, *(warning.clash.key for warning in standing)}
    keys = [key for warning in clashes if (key := warning.clash.key) not in known]
    if not (new or keys):
        return {}
    form = form.with_metadata(questions=(*asked, *new, *keys))
    notice = " ".join((*new.values(), *([MEANT] if keys else [])))
    return build(ctx, form, loop, notice, clashes if keys else (), asks=True)


def _summary(ctx: Context, loop: Loop) -> Payload:
    candidate, seats = loop.candidate, current_plan(loop).seats
    panel = {interview.interviewer_id: interview.focus for interview in loop.interviews}
    opening = ctx.store.openings.get(candidate.team_id, candidate.opening_id)
    stage = opening.stage(candidate.stage) if opening else None
    role = archetype_of(ctx, candidate.archetype_id)
    covered = coverage(skills_of(role, stage), panel)
    return render(
        "panels/planned",
        candidate=candidate,
        seats=[(seat, ctx.skill_names(candidate, seat)) for seat in loop.interviews],
        role=role,
        warnings=warnings(covered, len(panel)),
        gaps=gaps(ctx.store, candidate.team_id, role, loop.missing, ctx.now()),
        remark=remark(covered, len(panel)),
        clashes=warnings_of(ctx, seats, candidate.id),
        own_times=own_times(ctx, seats),
    )
