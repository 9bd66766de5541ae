"""The form of a plan: what it holds, `build`, which makes the modal with the proposed split in it, and `read`."""

from collections import Counter
from collections.abc import Sequence

from handlers.candidates.options import MOST_CANDIDATES, options, plannable
from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.panels.plan.model import Metadata, PlanForm
from handlers.panels.plan.opening import (
    in_stage,
    opening_choices,
    opening_of,
    stage_choices,
    stage_of,
    with_role_of,
)
from handlers.panels.plan.times import PlanWarning, clock_differences
from handlers.slack.block_ids import values_in
from handlers.slack.directory import recent_name
from handlers.slack.fields import values_by_key, values_of
from handlers.slack.notices import shorten
from interviews.candidates.queries import loop_for
from interviews.loop import Loop
from interviews.models import Candidate
from interviews.openings.models import Opening, Stage
from interviews.panels.plan import Seat, current_plan, marks
from interviews.panels.qualification import Gap, gaps
from interviews.panels.split import LEAST_FOCUS, coverage, propose, remark, skills_of, warnings
from interviews.permissions import Action, may
from interviews.store.values import new_id
from question_bank.models import Archetype, Skill
from slack_limits.check import SELECT_OPTIONS
from templates import forms
from templates.macros.escaping import one_line
from templates.render import render

USUAL_MINUTES = "45"
LONGEST_LABEL = 40  # characters of a name in a label; above it stands the whole name


def blank(ctx: Context, name: str = "") -> PlanForm:
    """A plan for a candidate who is new, led by whoever plans; who coordinates every candidate names a lead."""
    role = ctx.bank.archetypes[0].id
    metadata = Metadata(new_id=new_id(), archetype_id=role)
    part = "coordinators" if ctx.person.is_coordinator else "leads"
    own = {part: (ctx.person.user_id,)}
    return PlanForm(metadata=metadata, archetype_id=role, name=name, **own)


def hidden_fields(ctx: Context, loop: Loop | None) -> forms.Fields:
    """The fields that this person's form does not have, since they do not lead the candidate."""
    leads = loop is None or may(ctx.person, Action.CHOOSE_READERS, loop)
    return () if leads else forms.FOR_LEADS


def with_hidden(ctx: Context, form: PlanForm, loop: Loop | None) -> PlanForm:
    """The form with what stands in the plan of each field that this person's form does not have."""
    if loop is None:
        return form
    hidden = (field.name for field in hidden_fields(ctx, loop))
    return form.model_copy(update={name: getattr(loop.candidate, name) for name in hidden})


def next_round_form(earlier: Candidate, opening: Opening | None) -> PlanForm:
    """A plan for the round after this one: the same leads, channel and reminders, and a panel to be chosen.

    In an opening, it is for the stage that follows.
    """
    metadata = Metadata(
        new_id=new_id(), archetype_id=earlier.archetype_id, follows=earlier.id,
        opening_id=earlier.opening_id,
    )  # fmt: skip
    stage = opening.stage_after(earlier.stage) if opening else None
    fresh = {"due_at": None, "stage": stage.name if stage else ""}
    return _with_name_of(
        earlier,
        PlanForm(metadata=metadata, archetype_id=earlier.archetype_id, **earlier.details() | fresh),
    )


def _with_name_of(earlier: Candidate, form: PlanForm) -> PlanForm:
    same = {
        "name": earlier.name,
        "archetype_id": earlier.archetype_id,
        "level": earlier.target_level,
    }
    return form.model_copy(update=same)


def _earlier_round(ctx: Context, metadata: Metadata) -> Candidate | None:
    """The round that the form's follows, while its own is not there yet."""
    if not metadata.follows or metadata.candidate_id:
        return None
    return loop_for(ctx.store, ctx.person, metadata.follows, Action.DECIDE).candidate


def current_form(loop: Loop, metadata: Metadata | None = None) -> PlanForm:
    """The plan of a candidate as it is now."""
    candidate, plan = loop.candidate, current_plan(loop)
    metadata = metadata or Metadata(new_id=new_id(), archetype_id=candidate.archetype_id)
    now = {
        "marks": marks(plan), "opening_id": candidate.opening_id, "stage": candidate.stage,
        "shared_skill": candidate.shared_skill,
    }  # fmt: skip
    return PlanForm(
        metadata=metadata.model_copy(update=now),
        candidate_id=candidate.id,
        archetype_id=candidate.archetype_id,
        panel=tuple(seat.interviewer_id for seat in plan.seats),
        focus={seat.interviewer_id: seat.focus for seat in plan.seats if seat.focus},
        starts={seat.interviewer_id: seat.starts_at for seat in plan.seats if seat.starts_at},
        minutes={seat.interviewer_id: str(seat.minutes) for seat in plan.seats if seat.minutes},
        **candidate.details(),
    )


def with_split(ctx: Context, form: PlanForm) -> PlanForm:
    """The form with a proposal for everybody whose skills, or whose minutes, the lead has not chosen."""
    stage = stage_of(ctx, form)
    skills = skills_of(archetype_of(ctx, form.archetype_id), stage)
    if form.stage != form.metadata.stage:
        form = in_stage(form, stage)
    shared = next((skill.id for skill in skills if skill.id == form.shared_skill), None)
    given = form.metadata.shared_skill  # to everybody, so nobody has chosen it
    left = [skill for skill in skills if skill.id != given or skill.id == shared]
    own = {
        who: rest
        for who, focus in form.focus.items()
        if focus != form.metadata.proposal.get(who) and (rest := _in_bank(left, focus))
    }
    split = propose(skills, form.panel[: forms.MOST_INTERVIEWERS], own, shared)
    form = form.with_metadata(
        candidate_id=form.candidate_id,
        archetype_id=form.archetype_id,
        proposal={who: focus for who, focus in split.items() if who not in own},
        stage=form.stage,
        shared_skill=shared,
    )
    changes = {"focus": split, "minutes": _minutes(form, stage), "shared_skill": shared}
    return form.model_copy(update=changes)


def _minutes(form: PlanForm, stage: Stage | None) -> dict[str, str]:
    """The minutes of each interviewer; who has none yet gets as many as most of the others, or as the stage has."""
    lengths = Counter(form.minutes[who] for who in form.panel if form.minutes.get(who))
    of_stage = str(stage.minutes) if stage and stage.minutes else USUAL_MINUTES
    usual = lengths.most_common(1)[0][0] if lengths else of_stage
    return {who: form.minutes.get(who, usual) for who in form.panel}


def _in_bank(skills: Sequence[Skill], focus: tuple[str, ...]) -> tuple[str, ...]:
    """The lead's choice; less what the bank has lost, and nothing where too little is left of it."""
    ids = {skill.id for skill in skills}
    rest = tuple(skill_id for skill_id in focus if skill_id in ids)
    return rest if rest == focus or len(rest) >= min(LEAST_FOCUS, len(skills)) else ()


def build(
    ctx: Context,
    form: PlanForm,
    loop: Loop | None,
    notice: str = "",
    clashes: Sequence[PlanWarning] = (),
    *,
    asks: bool = False,
) -> Payload:
    """The modal for this form, with everything typed so far in its place; its button says so where it `asks`."""
    form = with_split(ctx, form)
    archetype = archetype_of(ctx, form.archetype_id)
    candidate = loop.candidate if loop else None
    opening = opening_of(ctx, form)
    skills = skills_of(archetype, stage_of(ctx, form))
    covered = coverage(skills, form.focus) if form.panel else ()
    return render(
        "panels/plan",
        form=form,
        metadata=_pack(form.metadata, archetype),
        candidate=candidate,
        hidden=hidden_fields(ctx, loop),
        role=archetype,
        roles=[(role.name, role.id) for role in ctx.bank.archetypes[:SELECT_OPTIONS]],
        opening=opening,
        openings=opening_choices(ctx) if loop is None else (),
        stages=stage_choices(opening, form.stage),
        skills=[(skill.name, skill.id) for skill in skills[: SELECT_OPTIONS - 1]],
        interviewers=_labels(ctx, form.panel[: forms.MOST_INTERVIEWERS]),
        covered=covered,
        warnings=warnings(covered, len(form.panel)) if form.panel else (),
        gaps=_gaps(ctx, archetype, form, loop),
        remark=remark(covered, len(form.panel)),
        candidates=_candidates(ctx, candidate),
        notice=notice,
        clashes=clashes,
        asks=asks,
        differences=clock_differences(ctx, seats_of(form)),
        earlier=_earlier_round(ctx, form.metadata) if loop is None else None,
    )


def _gaps(ctx: Context, role: Archetype, form: PlanForm, loop: Loop | None) -> tuple[Gap, ...]:
    """What those who are to interview lack of what the role asks of them; whoever has scored has interviewed."""
    panel = form.panel[: forms.MOST_INTERVIEWERS]
    coming = [who for who in panel if loop is None or not loop.card_of(who)]
    return gaps(ctx.store, ctx.person.team_id, role, coming, ctx.now())


def seats_of(form: PlanForm) -> tuple[Seat, ...]:
    """The interviews that the form stands for."""
    return tuple(
        Seat(
            interviewer_id=who,
            focus=form.focus.get(who, ()),
            starts_at=form.starts.get(who),
            minutes=minutes_of(form, who) or 0,
        )
        for who in form.panel
    )


def minutes_of(form: PlanForm, who: str) -> int | None:
    """How long this person's interview takes; None where that is no length an interview can have."""
    try:
        minutes = int(form.minutes.get(who, ""))
    except ValueError:
        return None
    return minutes if forms.LEAST_MINUTES <= minutes <= forms.MOST_MINUTES else None


def _labels(ctx: Context, panel: Sequence[str]) -> list[tuple[str, str]]:
    """Each interviewer, and what the labels of their fields call them: no two the same."""
    names = [shorten(one_line(recent_name(ctx, who)), LONGEST_LABEL) for who in panel]
    return [
        (who, name if name and names.count(name) == 1 else f"{name or 'interviewer'} {number}")
        for number, (who, name) in enumerate(zip(panel, names, strict=True), start=1)
    ]


def _candidates(ctx: Context, own: Candidate | None) -> list[tuple[str, str]]:
    """The labels and ids of those whose panel the person plans, and of the form's own candidate."""
    listed = plannable(ctx)
    if own and own.id not in {candidate.id for candidate in listed}:
        listed = [*listed[: MOST_CANDIDATES - 1], own]
    return options(ctx, listed)


def _pack(metadata: Metadata, archetype: Archetype) -> str:
    """Skills by their number: their ids may be too long for what a modal remembers."""
    order = [skill.id for skill in archetype.skills]
    numbers = {
        who: tuple(str(order.index(skill_id)) for skill_id in focus)
        for who, focus in metadata.proposal.items()
    }
    return metadata.model_copy(update={"proposal": numbers}).model_dump_json()


def _unpack(ctx: Context, packed: str) -> Metadata:
    metadata = Metadata.model_validate_json(packed)
    archetype = ctx.bank.archetype(metadata.archetype_id)
    order = [skill.id for skill in archetype.skills] if archetype else []
    ids = {
        who: tuple(order[int(number)] for number in numbers if int(number) < len(order))
        for who, numbers in metadata.proposal.items()
    }
    return metadata.model_copy(update={"proposal": ids})


def read(ctx: Context, view: Payload) -> PlanForm:
    """What the person has filled in so far."""
    values, metadata = values_in(view), _unpack(ctx, view["private_metadata"])
    scope = metadata.candidate_id or forms.NEW
    starts = values_by_key(values, forms.STARTS, scope)
    people = values_of(values, forms.PLAN_PEOPLE, scope)
    # In modals of the previous release, which are still open, there is one length for all.
    for_all = values_of(values, (forms.MINUTES,), scope).values()
    minutes = {who: length for length in for_all for who in people.get("panel", ())}
    of_candidate = {"candidate_id": metadata.candidate_id, "archetype_id": metadata.archetype_id}
    form = PlanForm(
        metadata=metadata,
        focus=values_by_key(values, forms.FOCUS, metadata.archetype_id, scope),
        starts={who: at for who, at in starts.items() if at},
        minutes=minutes | values_by_key(values, forms.MINUTES, scope),
        **of_candidate
        | values_of(values, (forms.PLAN_CANDIDATE, *forms.PLAN_NEW))
        | people
        | values_of(values, (*forms.PLAN_VALUES, forms.STAGE_OF_OPENING), scope),
    )
    form = with_role_of(opening_of(ctx, form), form)
    earlier = _earlier_round(ctx, metadata)
    return _with_name_of(earlier, form) if earlier else form
