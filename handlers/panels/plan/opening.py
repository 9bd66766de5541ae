"""What an opening brings to the form of a plan: role, level, people and stages, and the skills of each stage."""

from handlers.candidates.options import MOST_CANDIDATES, roles
from handlers.context import Context
from handlers.panels.plan.model import PlanForm
from handlers.slack.notices import shorten
from interviews.openings.models import Opening, Stage
from interviews.openings.queries import to_plan_in
from slack_limits.check import OPTION_TEXT
from templates.macros.escaping import one_line


def with_opening(form: PlanForm, opening: Opening | None) -> PlanForm:
    """The form as the opening fills it: its role and level, its people, and the first of its stages.

    For none, role and people stay; the stage goes.
    """
    if opening is None:
        form = form.model_copy(update={"stage": ""})
        return form.with_metadata(opening_id="", stage="")
    changes = {
        "archetype_id": opening.archetype_id, "level": opening.target_level,
        "leads": opening.leads, "coordinators": opening.coordinators,
        "stage": opening.stages[0].name if opening.stages else "",
    }  # fmt: skip
    form = form.model_copy(update=changes | {"opening_id": opening.id})
    return form.with_metadata(opening_id=opening.id)


def opening_of(ctx: Context, form: PlanForm) -> Opening | None:
    """The opening of the form's candidate, new or not; None where there is none."""
    if not form.metadata.opening_id:
        return None
    return ctx.store.openings.get(ctx.person.team_id, form.metadata.opening_id)


def stage_of(ctx: Context, form: PlanForm) -> Stage | None:
    """The stage of its opening that the form is for; None where there is none."""
    opening = opening_of(ctx, form)
    return opening.stage(form.stage) if opening else None


def in_stage(form: PlanForm, stage: Stage | None) -> PlanForm:
    """The form for another stage than before: the proposed split is made anew, and the minutes are the stage's."""
    own = {
        who: focus for who, focus in form.focus.items() if focus != form.metadata.proposal.get(who)
    }
    changes = {"focus": own, "minutes": {} if stage and stage.minutes else form.minutes}
    return form.model_copy(update=changes)


def with_role_of(opening: Opening | None, form: PlanForm) -> PlanForm:
    """The form of somebody new, with the role and level that it does not ask for where there is an opening."""
    if opening is None or form.candidate_id:
        return form
    same = {"archetype_id": opening.archetype_id, "level": opening.target_level}
    return form.model_copy(update=same)


def opening_choices(ctx: Context) -> list[tuple[str, str]]:
    """The titles and ids of the open openings in which the person can plan somebody."""
    mine = to_plan_in(ctx.store, ctx.person, roles(ctx), MOST_CANDIDATES)
    return [(shorten(one_line(opening.title), OPTION_TEXT), opening.id) for opening in mine]


def stage_choices(opening: Opening | None, stage: str) -> list[tuple[str, str]]:
    """The stages to choose from, and the one that the round is in though the opening has it no more."""
    if opening is None or not opening.stages:
        return []
    names = [stage.name for stage in opening.stages]
    return [(name, name) for name in dict.fromkeys((*names, *([stage] if stage else [])))]
