"""The form of "Add as evidence": whom a note is about, what it speaks for, and its words."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from handlers.candidates.options import MOST_CANDIDATES, label, scorable
from handlers.context import Context, Payload
from handlers.scorecards.form import in_focus_first, skills_of
from handlers.scorecards.scorecard import card_form
from handlers.scorecards.targets import role_of
from handlers.slack.fields import chosen, text
from handlers.slack.notices import short_label
from interviews.models import AnchoredSkill
from templates.ids import Act, Field
from templates.render import render

OVERALL = ":overall"
"""Stands for the overall note among the ids of skills, none of which has a colon."""


class EvidenceForm(BaseModel):
    """The form as it is filled right now."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Made when the form was opened: sent twice, the note is added once."""
    candidate_id: str | None = None
    chosen: str | None = None
    """A skill's id, or `OVERALL`."""
    text: str = ""

    @property
    def skill_id(self) -> str:
        """The skill that the note is evidence of; empty for the overall note."""
        return "" if self.chosen in (None, OVERALL) else self.chosen or ""


def build(ctx: Context, form: EvidenceForm, told: str = "") -> Payload:
    """The modal for this form; which skills there are follows from the candidate."""
    mine = sorted(scorable(ctx), key=lambda one: one.id != form.candidate_id)
    offered = [{"id": one.id, "label": label(ctx, one)} for one in mine[:MOST_CANDIDATES]]
    return render(
        "scorecards/evidence",
        form=form,
        metadata=form.id,
        mine=offered,
        older=len(mine[MOST_CANDIDATES:]),
        skills=[(short_label(one.name), one.id) for one in _skills(ctx, form.candidate_id)],
        overall=OVERALL,
        told=told,
    )


def _skills(ctx: Context, candidate_id: str | None) -> list[AnchoredSkill]:
    """The skills of the scorecard that the note will be in, this interviewer's own first."""
    if candidate_id is None:
        return []
    form, candidate = card_form(ctx, candidate_id)
    archetype = role_of(ctx, form, None)
    found: list[AnchoredSkill] = in_focus_first(ctx, skills_of(ctx, form, archetype), candidate)[
        "skills"
    ]
    return found


def skill_field(candidate_id: str) -> str:
    """The block of the skills: another one for each candidate, or Slack would keep what was chosen for the last."""
    return f"{Field.SKILL}.{candidate_id}"


def read(view: dict[str, Any]) -> EvidenceForm:
    """What the person has filled in so far."""
    values = view["state"]["values"]
    candidate_id = chosen(values, Field.CANDIDATE, Act.EVIDENCE_CANDIDATE)
    return EvidenceForm(
        id=view["private_metadata"],
        candidate_id=candidate_id,
        chosen=chosen(values, skill_field(candidate_id)) if candidate_id else None,
        text=text(values, Field.NOTE),
    )
