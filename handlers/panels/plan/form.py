"""The form of a plan: `build` makes the modal with the proposed split in it, and `read` gets back what was filled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.candidates.options import MOST_CANDIDATES
from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.panels.plan.state import NEW, Kept, PlanForm
from handlers.slack.fields import chosen, field, moment, several, text, users
from handlers.slack.notices import short_label
from interviews.candidates.queries import my_candidates
from interviews.models import Candidate
from interviews.panels.split import LEAST_FOCUS, coverage, propose, remark, warnings
from question_bank.models import Archetype, Level, Skill
from templates.ids import Act, Field
from templates.macros.escaping import one_line
from templates.render import render

MOST_INTERVIEWERS = 12  # three blocks each, and Slack shows 100


def with_split(ctx: Context, form: PlanForm) -> PlanForm:
    """The form with a proposal for everybody whose skills the lead has not chosen."""
    skills = archetype_of(ctx, form.archetype_id).skills
    own = {
        who: still
        for who, focus in form.focus.items()
        if focus != form.kept.proposed.get(who) and (still := _still_known(skills, focus))
    }
    split = propose(skills, form.panel[:MOST_INTERVIEWERS], own)
    proposed = {who: focus for who, focus in split.items() if who not in own}
    changes = {
        "candidate_id": form.candidate_id,
        "archetype_id": form.archetype_id,
        "proposed": proposed,
    }
    return form.model_copy(update={"focus": split, "kept": form.kept.model_copy(update=changes)})


def _still_known(skills: Sequence[Skill], focus: tuple[str, ...]) -> tuple[str, ...]:
    """The lead's choice; less what the bank has lost, and nothing where too little is left of it."""
    known = {one.id for one in skills}
    still = tuple(one for one in focus if one in known)
    return still if still == focus or len(still) >= min(LEAST_FOCUS, len(skills)) else ()


def build(ctx: Context, form: PlanForm, candidate: Candidate | None, notice: str = "") -> Payload:
    """The modal for this form, with everything typed so far in its place."""
    form = with_split(ctx, form)
    archetype = archetype_of(ctx, form.archetype_id)
    covered = coverage(archetype.skills, form.focus) if form.panel else ()
    mine = _leads_of(ctx)
    return render(
        "panels/plan",
        form=form,
        metadata=_packed(form.kept, archetype),
        candidate=candidate,
        role=archetype,
        roles=ctx.bank.archetypes[:100],
        shown=form.panel[:MOST_INTERVIEWERS],
        covered=covered,
        warnings=warnings(covered, len(form.panel)) if form.panel else (),
        remark=remark(covered, len(form.panel)),
        mine=[{"id": one.id, "label": short_label(one_line(one.name))} for one in mine],
        notice=notice,
    )


def _leads_of(ctx: Context) -> list[Candidate]:
    mine = my_candidates(ctx.store, ctx.person)
    leading = [one for one in mine if ctx.person.user_id in one.leads]
    return [one for one in leading if ctx.bank.archetype(one.archetype_id)][:MOST_CANDIDATES]


def _packed(kept: Kept, archetype: Archetype) -> str:
    """Skills by their number: their ids may be too long for what a modal remembers."""
    order = [one.id for one in archetype.skills]
    numbered = {
        who: tuple(str(order.index(one)) for one in focus) for who, focus in kept.proposed.items()
    }
    return kept.model_copy(update={"proposed": numbered}).model_dump_json()


def _unpacked(ctx: Context, metadata: str) -> Kept:
    kept = Kept.model_validate_json(metadata)
    archetype = ctx.bank.archetype(kept.archetype_id)
    order = [one.id for one in archetype.skills] if archetype else []
    named = {
        who: tuple(order[int(one)] for one in numbers if int(one) < len(order))
        for who, numbers in kept.proposed.items()
    }
    return kept.model_copy(update={"proposed": named})


def read(ctx: Context, view: dict[str, Any]) -> PlanForm:
    """What the person has filled in so far."""
    values = view["state"]["values"]
    kept = _unpacked(ctx, view["private_metadata"])
    scope = kept.scope
    picked = chosen(values, Field.CANDIDATE, Act.PLAN_CHANGED) or kept.candidate_id or NEW
    level = chosen(values, Field.LEVEL)
    return PlanForm(
        kept=kept,
        candidate_id=picked if picked != NEW else None,
        archetype_id=chosen(values, Field.ROLE, Act.PLAN_CHANGED) or kept.archetype_id,
        name=text(values, Field.NAME),
        level=Level(level) if level else None,
        leads=users(values, f"{Field.LEADS}.{scope}"),
        panel=users(values, f"{Field.PANEL}.{scope}", Act.PLAN_CHANGED),
        focus=_focus(values, f"{Field.FOCUS}.{kept.archetype_id}.{scope}."),
        starts=_starts(values, f"{Field.STARTS}.{scope}."),
        minutes=text(values, f"{Field.MINUTES}.{scope}"),
        due_at=moment(values, f"{Field.DUE}.{scope}"),
        channel=field(values, f"{Field.CHANNEL}.{scope}").get("selected_conversation") or "",
        reminders=_reminders(values, f"{Field.REMINDERS}.{scope}"),
    )


def _reminders(values: dict[str, Any], block: str) -> bool:
    """On, in a form from before there was such a box."""
    return block not in values or "on" in several(values, block)


def _focus(values: dict[str, Any], prefix: str) -> dict[str, tuple[str, ...]]:
    blocks = [block for block in values if block.startswith(prefix)]
    return {
        block.removeprefix(prefix): several(values, block, Act.PLAN_CHANGED) for block in blocks
    }


def _starts(values: dict[str, Any], prefix: str) -> dict[str, datetime]:
    found = {
        block.removeprefix(prefix): moment(values, block)
        for block in values
        if block.startswith(prefix)
    }
    return {who: at for who, at in found.items() if at}
