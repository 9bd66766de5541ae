"""The form of a plan as it is filled right now, and what its modal remembers."""

from datetime import datetime

from pydantic import Field

from handlers.slack.fields import Stored
from interviews.models import CandidateDetails
from question_bank.models import Level
from templates import forms

# What the previous release called it, in modals that are still open.
OLD_NAMES = {
    "proposed": "proposal", "seen": "marks",
}  # fmt: skip


class Metadata(Stored):
    """What the modal itself remembers."""

    old_names = OLD_NAMES

    new_id: str
    candidate_id: str | None = None
    """The candidate whose plan it is; fields of another candidate have names of their own."""
    archetype_id: str
    proposal: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """The split as it was last proposed: what differs from it is the lead's own, and stays."""
    marks: dict[str, str] = Field(default_factory=dict)
    """The marks of the plan that the lead opened, to notice what another lead changes meanwhile."""
    questions: tuple[str, ...] = ()
    """What the lead was asked about already: ids of people and of a channel, or `namesake`."""
    follows: str = ""
    """The id of the round that this one follows; empty for somebody who is new."""
    opening_id: str = ""
    """The opening whose role, level, leads and stages the form has; empty for none."""
    stage: str = ""
    """The stage whose skills and minutes the proposal has."""
    shared_skill: str | None = None
    """The skill that the proposal gives to everybody."""


class PlanForm(CandidateDetails):
    """The form as it is filled right now."""

    metadata: Metadata
    candidate_id: str | None = None
    archetype_id: str
    name: str = ""
    opening_id: str | None = None
    level: Level | None = None
    leads: tuple[str, ...] = ()
    panel: tuple[str, ...] = ()
    focus: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    starts: dict[str, datetime] = Field(default_factory=dict)
    minutes: dict[str, str] = Field(default_factory=dict)

    @property
    def scope(self) -> str:
        """What sets the fields of one candidate apart from those of another."""
        return self.candidate_id or forms.NEW

    def with_metadata(self, **changes: object) -> "PlanForm":
        """The same form, remembering something else."""
        return self.model_copy(update={"metadata": self.metadata.model_copy(update=changes)})
