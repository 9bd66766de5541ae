"""The form of a plan as it is filled right now, and what the modal remembers beside its fields."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from interviews.loop import Loop
from interviews.panels.plan import marks, standing_plan
from interviews.store.values import new_id
from question_bank.models import Level

NEW = "new"
USUAL_MINUTES = "45"


class Kept(BaseModel):
    """What the modal itself remembers."""

    model_config = ConfigDict(frozen=True)

    new_id: str
    candidate_id: str | None = None
    """The candidate whose plan is shown; fields of another one have names of their own."""
    archetype_id: str
    proposed: dict[str, tuple[str, ...]] = {}
    """The split as it was last proposed: what differs from it is the lead's own, and stays."""
    seen: dict[str, str] = {}
    """The marks of the plan that was shown, to notice what another lead changes meanwhile."""
    namesake_known: bool = False
    """The lead has been asked whether an interviewer of the candidate's name is somebody else."""
    shown: int = 0
    """How often the plan was shown anew: Slack fills a field afresh only under another name."""

    @property
    def scope(self) -> str:
        """What sets the fields of one candidate apart from those of another, and of an older showing."""
        again = f"~{self.shown}" if self.shown else ""
        return (self.candidate_id or NEW) + again


class PlanForm(BaseModel):
    """The form as it is filled right now."""

    model_config = ConfigDict(frozen=True)

    kept: Kept
    candidate_id: str | None = None
    archetype_id: str
    name: str = ""
    level: Level | None = None
    leads: tuple[str, ...] = ()
    panel: tuple[str, ...] = ()
    focus: dict[str, tuple[str, ...]] = {}
    starts: dict[str, datetime] = {}
    minutes: str = USUAL_MINUTES
    due_at: datetime | None = None
    channel: str = ""
    reminders: bool = True

    @property
    def scope(self) -> str:
        """What sets the fields of one candidate apart from those of another."""
        return self.kept.model_copy(update={"candidate_id": self.candidate_id}).scope


def blank(ctx: Context, name: str = "") -> PlanForm:
    """A plan for a candidate who is new."""
    role = ctx.bank.archetypes[0].id
    kept = Kept(new_id=new_id(), archetype_id=role)
    return PlanForm(kept=kept, archetype_id=role, name=name, leads=(ctx.person.user_id,))


def standing(loop: Loop, kept: Kept | None = None) -> PlanForm:
    """The plan of a candidate as it is now."""
    candidate = loop.candidate
    panel = [one for one in loop.interviews if one.confirmed]
    minutes = max((one.minutes for one in panel), default=0)
    kept = kept or Kept(new_id=new_id(), archetype_id=candidate.archetype_id)
    return PlanForm(
        kept=kept.model_copy(update={"seen": marks(standing_plan(loop))}),
        candidate_id=candidate.id,
        archetype_id=candidate.archetype_id,
        leads=candidate.leads,
        panel=tuple(one.interviewer_id for one in panel),
        focus={one.interviewer_id: one.focus for one in panel if one.focus},
        starts={one.interviewer_id: one.starts_at for one in panel if one.starts_at},
        minutes=str(minutes or USUAL_MINUTES),
        due_at=candidate.due_at,
        channel=candidate.digest_channel,
        reminders=candidate.reminders,
    )
