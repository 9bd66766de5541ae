"""The form of "Add as evidence": whom a note is about, what it speaks for, and its words."""

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from handlers.candidates.options import options, scorable
from handlers.context import Context, Payload
from handlers.scorecards.card_form import role_of, skills_of
from handlers.scorecards.scorecard import form_for
from handlers.scorecards.skills import in_focus_first, own_interview
from handlers.slack.block_ids import values_in
from handlers.slack.fields import values_of
from handlers.slack.notices import short_label
from interviews.models import AnchoredSkill
from templates import forms
from templates.render import render

OVERALL = ":overall"
"""Stands for the overall note among the ids of skills, none of which has a colon."""


class EvidenceForm(BaseModel):
    """The form as it is filled right now."""

    model_config = ConfigDict(frozen=True)

    id: str
    """The time of the message in Slack: however often it is sent, the note is added once."""
    candidate_id: str | None = None
    target: str | None = None
    """A skill's id, or `OVERALL`."""
    text: str = ""

    @property
    def skill_id(self) -> str:
        """The skill that the note is evidence of; empty for the overall note."""
        return "" if self.target in (None, OVERALL) else self.target or ""


def build(ctx: Context, form: EvidenceForm, notice: str = "") -> Payload:
    """The modal for this form; which skills there are follows from the candidate."""
    candidates, older = scorable(ctx, form.candidate_id)
    mine = sorted(candidates, key=lambda candidate: candidate.id != form.candidate_id)
    skills = _skills(ctx, form.candidate_id)
    last = _last_target(ctx, form.candidate_id, {skill.id for skill in skills})
    return render(
        "scorecards/evidence",
        form=form.model_copy(update={"target": form.target or last}),
        is_last=last is not None and form.target in (None, last),
        metadata=form.id,
        candidates=options(ctx, mine),
        older=older,
        skills=[(short_label(skill.name), skill.id) for skill in skills],
        overall=OVERALL,
        notice=notice,
    )


def _last_target(ctx: Context, candidate_id: str | None, offered: Collection[str]) -> str | None:
    """What the person's last note on this candidate speaks for, if it is still offered; None where there is none."""
    who = ctx.person
    newest = candidate_id and ctx.store.notes.newest(who.team_id, who.user_id, candidate_id)
    target = (newest.skill_id or OVERALL) if newest else None
    return target if target in (*offered, OVERALL) else None


def _skills(ctx: Context, candidate_id: str | None) -> list[AnchoredSkill]:
    """The skills of the scorecard that the note will be in, this interviewer's own first."""
    if candidate_id is None:
        return []
    form, loop = form_for(ctx, candidate_id)
    skills = skills_of(ctx, form, role_of(ctx, form, loop))
    mine = own_interview(ctx, loop.candidate)
    return in_focus_first(skills, mine.focus if mine else ())


def read(view: Payload) -> EvidenceForm:
    """What the person has filled in so far; the target belongs to the candidate that it was chosen for."""
    values = values_in(view)
    form = EvidenceForm(
        id=view["private_metadata"],
        **values_of(values, (forms.NOTE_CANDIDATE, forms.NOTE_TEXT)),
    )
    target = values_of(values, (forms.NOTE_TARGET,), form.candidate_id or "")
    return form.model_copy(update=target)
