"""A lead starts a round for several people, and reads what it came to, with nobody's name in it."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.slack.answers import field_errors, next_view, open_view, replace_view
from handlers.slack.block_ids import values_in
from handlers.slack.directory import look_up, participant_fault, with_profile
from handlers.slack.fields import values_of
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request, button_id
from interviews.calibration.agreement import FEWEST_ANSWERS, Agreement, Noise, Unsaid
from interviews.calibration.choice import counts_by_skill
from interviews.calibration.models import Round
from interviews.calibration.rounds import sealed_answers, who_finished
from interviews.calibration.shared import (
    LONGEST,
    NewRound,
    end,
    require_look,
    require_start,
    start,
    summary_of,
)
from interviews.store.values import new_id
from question_bank.lookup import find_archetype, words
from question_bank.models import Archetype
from slack_limits.check import SELECT_OPTIONS
from templates import forms
from templates.render import render

END = "end "  # before the id of a round, on a button
MOST_TALKED_ABOUT = 3
"""Answers whose words stand below what was given, those first about which the raters differ most."""


class Metadata(BaseModel):
    """What the modal itself remembers."""

    round_id: str
    archetype_id: str


class TeamForm(BaseModel):
    """The form as it is filled right now."""

    metadata: Metadata
    archetype_id: str
    skill_id: str | None = None
    raters: tuple[str, ...] = ()
    due_at: datetime | None = None


def from_command(ctx: Context, request: Request) -> Payload:
    """The form, with the role that was typed; what a round came to, or its end, where a button stands for one."""
    round_id = button_id(request.text.removeprefix(END))
    if round_id and request.text.startswith(END):
        end(ctx.store, ctx.person, round_id, ctx.now())
        return notice(
            "The round is over. Whoever rated gets the key and where they stand, and whoever started it "
            "what it came to, by direct message."
        )
    if round_id:
        return PRIVATELY | page_of(ctx, require_look(ctx.store, ctx.person, round_id))
    require_start(ctx.store, ctx.person)
    roles = roles_with_answers(ctx)
    if not roles:
        return notice(
            "No role of this question bank has sample answers yet, so there is nothing to rate."
        )
    typed, _ = find_archetype(ctx.bank, words(request.text))
    role = typed if typed in roles else roles[0]
    metadata = Metadata(round_id=new_id(), archetype_id=role.id)
    open_view(ctx, request, build(ctx, TeamForm(metadata=metadata, archetype_id=role.id)))
    return {}


def roles_with_answers(ctx: Context) -> list[Archetype]:
    """The roles of the bank that a round can be drawn from."""
    return [role for role in ctx.bank.archetypes if role.answers]


def build(ctx: Context, form: TeamForm) -> Payload:
    """The modal for this form, with everything chosen so far in its place."""
    role = archetype_of(ctx, form.archetype_id)
    metadata = form.metadata.model_copy(update={"archetype_id": role.id})
    names = {skill.id: skill.name for skill in role.skills}
    skills = [
        (f"{names[skill_id]} · {count} answers", skill_id)
        for skill_id, count in counts_by_skill(role).items()
        if count >= FEWEST_ANSWERS
    ]
    return render(
        "calibration/team",
        metadata=metadata.model_dump_json(),
        form=form,
        role=role,
        roles=[(each.name, each.id) for each in roles_with_answers(ctx)[:SELECT_OPTIONS]],
        skills=skills[:SELECT_OPTIONS],
    )


def read(view: Payload) -> TeamForm:
    """What the person has filled in so far."""
    values = values_in(view)
    metadata = Metadata.model_validate_json(view["private_metadata"])
    fields = values_of(values, (forms.CALIBRATION_ROLE, *forms.CALIBRATION_TEAM))
    skill = values_of(values, (forms.CALIBRATION_SKILL,), metadata.archetype_id)
    return TeamForm(metadata=metadata, **{"archetype_id": metadata.archetype_id} | fields | skill)


def change(ctx: Context, request: Request) -> None:
    """The skills follow the role; what was chosen stays."""
    form = read(request.view)
    replace_view(ctx, request, build(ctx, form))
    look_up(ctx, form.raters)


def send(ctx: Context, view: Payload) -> Payload:
    """The round has begun; a fault stands at its field, with all that was chosen."""
    form = read(view)
    require_start(ctx.store, ctx.person)
    faults = dict(_faults(ctx, form))
    if faults:
        return field_errors(faults, view)
    assert form.due_at is not None, "the form has been checked"
    role = archetype_of(ctx, form.archetype_id)
    new = NewRound(
        id=form.metadata.round_id, raters=form.raters, due_at=form.due_at, skill_id=form.skill_id or "",
    )  # fmt: skip
    begun = start(ctx.store, ctx.person, role, new, ctx.now())
    count = len(set(form.raters))
    return next_view(render("calibration/started", round=begun, count=count), view)


def _faults(ctx: Context, form: TeamForm) -> Iterator[tuple[str, str]]:
    raters, due = (field.id() for field in forms.CALIBRATION_TEAM)
    if not form.raters:
        yield raters, "Choose who rates."
    elif fault := participant_fault(ctx, with_profile(ctx, form.raters, one_call=True)):
        yield raters, fault
    if form.due_at is None or form.due_at <= ctx.now():
        yield due, "Choose a time that is still to come."
    elif form.due_at > ctx.now() + LONGEST:
        yield (
            due,
            f"Choose a time in the next {LONGEST.days} days: people forget what they are asked to do.",
        )


def page_of(ctx: Context, found: Round) -> Payload:
    """What the round came to; before its end how many are done, and nothing of what anybody gave."""
    if not found.closed_at:
        ids = found.team_id, found.id
        finished = len(who_finished(found, ctx.store.calibration.ratings(*ids)))
        asked = len(ctx.store.calibration.raters(*ids))
        return render("calibration/running", round=found, finished=finished, asked=asked)
    return render(
        "calibration/summary",
        round=found,
        summary=summary_of(ctx.store, found),
        sealed=sealed_answers(ctx.store, ctx.person),
        unsaid=Unsaid,
        agreement_type=Agreement,
        noise_type=Noise,
        most=MOST_TALKED_ABOUT,
    )
