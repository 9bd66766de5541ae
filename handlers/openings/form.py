"""The form of an opening: what it holds, `build`, which makes the modal, and `read`."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.slack.block_ids import values_in
from handlers.slack.fields import Stored, values_by_key, values_of
from interviews.openings.change import mark_of
from interviews.openings.models import Opening, OpeningDetails, Stage
from interviews.openings.permissions import OpeningAction, Own, may
from interviews.store.values import new_id
from question_bank.models import Level
from slack_limits.check import SELECT_OPTIONS
from templates import forms
from templates.macros.escaping import one_line
from templates.render import render

USUAL_STAGES = {"1": "Phone screen", "2": "Onsite"}


class Metadata(Stored):
    """What the modal itself remembers."""

    opening_id: str
    """Made when the form was opened, where the opening is new: sent twice, it is added once."""
    archetype_id: str
    mark: str = ""
    """The mark of the opening as it was then; empty where it is new."""

    @property
    def is_new(self) -> bool:
        """Whether the form adds an opening."""
        return not self.mark


class OpeningForm(BaseModel):
    """The form as it is filled right now; what belongs to a stage stands by the stage's number, from "1" on."""

    model_config = ConfigDict(frozen=True)

    metadata: Metadata
    title: str = ""
    archetype_id: str
    target_level: Level | None = None
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    stage_count: Annotated[str, Field(pattern=f"^[0-{forms.MOST_STAGES}]$")] = "0"
    stage_name: dict[str, str] = Field(default_factory=dict)
    stage_minutes: dict[str, str] = Field(default_factory=dict)
    stage_focus: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def stage_numbers(self) -> tuple[str, ...]:
        """The numbers of its stages, in order."""
        return tuple(str(number) for number in range(1, int(self.stage_count) + 1))

    def stages(self) -> tuple[Stage, ...]:
        """Its stages, once the form has been checked."""
        return tuple(
            Stage(
                name=one_line(self.stage_name[number]),
                minutes=int(self.stage_minutes.get(number) or 0),
                focus=self.stage_focus.get(number, ()),
            )
            for number in self.stage_numbers
        )

    def details(self) -> OpeningDetails:
        """What the opening is to say, once the form has been checked."""
        assert self.target_level is not None, "the form has been checked"
        return OpeningDetails(
            title=one_line(self.title),
            archetype_id=self.archetype_id,
            target_level=self.target_level,
            leads=tuple(sorted(set(self.leads))),
            coordinators=tuple(sorted(set(self.coordinators))),
            stages=self.stages(),
        )


def blank(ctx: Context, title: str = "") -> OpeningForm:
    """A form for a new opening with two stages, led by whoever makes it; who coordinates everything names a lead."""
    role = ctx.bank.archetypes[0].id
    part = "coordinators" if ctx.person.is_coordinator else "leads"
    own = {part: (ctx.person.user_id,)}
    return OpeningForm(
        metadata=Metadata(opening_id=new_id(), archetype_id=role),
        title=title, archetype_id=role, stage_count=str(len(USUAL_STAGES)),
        stage_name=USUAL_STAGES, **own,
    )  # fmt: skip


def current_form(opening: Opening) -> OpeningForm:
    """The opening as it is now."""
    stages = {str(number): stage for number, stage in enumerate(opening.stages, 1)}
    metadata = Metadata(
        opening_id=opening.id, archetype_id=opening.archetype_id, mark=mark_of(opening)
    )
    return OpeningForm(
        metadata=metadata,
        title=opening.title,
        archetype_id=opening.archetype_id,
        target_level=opening.target_level,
        leads=opening.leads,
        coordinators=opening.coordinators,
        stage_count=str(len(stages)),
        stage_name={number: stage.name for number, stage in stages.items()},
        stage_minutes={
            number: str(stage.minutes) for number, stage in stages.items() if stage.minutes
        },
        stage_focus={number: stage.focus for number, stage in stages.items()},
    )


def hidden_fields(ctx: Context, opening: Opening | None) -> forms.Fields:
    """The fields that this person's form does not have, since they do not lead the opening."""
    may_choose = opening is None or may(ctx.person, OpeningAction.CHOOSE_PEOPLE, opening, Own())
    return () if may_choose else forms.OPENING_PEOPLE


def with_hidden(ctx: Context, form: OpeningForm, opening: Opening | None) -> OpeningForm:
    """The form with what stands in the opening of each field that this person's form does not have."""
    hidden = (field.name for field in hidden_fields(ctx, opening))
    return form.model_copy(update={name: getattr(opening, name) for name in hidden})


def build(ctx: Context, form: OpeningForm, opening: Opening | None, notice: str = "") -> Payload:
    """The modal for this form, with everything typed so far in its place."""
    role = archetype_of(ctx, form.archetype_id)
    metadata = form.metadata.model_copy(update={"archetype_id": role.id})
    return render(
        "openings/form",
        form=form,
        metadata=metadata.model_dump_json(),
        opening=opening,
        hidden=hidden_fields(ctx, opening),
        role=role,
        roles=[(each.name, each.id) for each in ctx.bank.archetypes[:SELECT_OPTIONS]],
        notice=notice,
    )


def read(view: Payload) -> OpeningForm:
    """What the person has filled in so far."""
    values = values_in(view)
    metadata = Metadata.model_validate_json(view["private_metadata"])
    return OpeningForm(
        metadata=metadata,
        stage_name=values_by_key(values, forms.STAGE_NAME),
        stage_minutes=values_by_key(values, forms.STAGE_MINUTES),
        stage_focus=values_by_key(values, forms.STAGE_FOCUS, metadata.archetype_id),
        **{"archetype_id": metadata.archetype_id} | values_of(values, forms.OPENING),
    )
