"""An opening: what is being filled, by whom, and through which stages."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import StringConstraints

from interviews.models import NAME_LENGTH, Model
from question_bank.models import Level


class Stage(Model):
    """One step that every candidate of an opening takes, such as a phone screen."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    minutes: int = 0
    """How long an interview in it takes; 0 where nobody has said."""
    focus: tuple[str, ...] = ()
    """The ids of the skills that it looks at; empty for all of the role's."""


class OpeningDetails(Model):
    """What the form of an opening says, and can change later; each is a column but people."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=NAME_LENGTH)]
    archetype_id: str
    target_level: Level
    leads: tuple[str, ...]
    """The user ids of those who lead candidates planned in it, unless a plan says otherwise."""
    coordinators: tuple[str, ...] = ()
    """The user ids of those who plan and chase for all its open candidates without leading them."""
    stages: tuple[Stage, ...] = ()
    """In order; the names differ."""

    def details(self) -> dict[str, Any]:
        """The details alone, by name."""
        return {name: getattr(self, name) for name in OpeningDetails.model_fields}


class Opening(OpeningDetails):
    """What is being filled, open or closed."""

    team_id: str
    id: str
    bank_version: str
    """The version of the question bank when its role, or its stages, were last chosen."""
    remote_id: str = ""
    """Its id in another system; empty where there is none."""
    created_by: str
    created_at: datetime
    closed_at: datetime | None = None

    @property
    def ids(self) -> dict[str, str]:
        """The ids by which entries of the log name the opening."""
        return {"team_id": self.team_id, "opening_id": self.id}

    @property
    def is_open(self) -> bool:
        """Whether candidates can still be planned in it."""
        return self.closed_at is None

    def stage(self, name: str) -> Stage | None:
        """The stage of this name, or None."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def stage_after(self, name: str) -> Stage | None:
        """The stage that follows the one of this name; None after the last, and where there is none of the name."""
        names = [stage.name for stage in self.stages]
        place = names.index(name) + 1 if name in names else len(names)
        return self.stages[place] if place < len(names) else None
