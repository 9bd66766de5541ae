"""What keeps somebody's data, and what ends its time."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from interviews.models import TEXT_LENGTH, Model


class HoldSubject(StrEnum):
    """What a legal hold can be on."""

    CANDIDATE = "candidate"
    """One person, in every round, also those to come."""
    OPENING = "opening"
    """Everybody who is a candidate of it, also those to come."""

    @property
    def id_name(self) -> str:
        """What the log calls the id of such a subject."""
        return f"{self.value}_id"


class NewHold(Model):
    """What somebody has filled in; `id` is made when the form is opened, so that sending it twice places one hold."""

    id: str
    subject: HoldSubject
    named_id: str
    """The id of any round of the candidate, or that of the opening."""
    reason: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LENGTH)]


class LegalHold(Model):
    """While it stands, nobody whom it covers is erased: not by hand, and not by rule."""

    team_id: str
    id: str
    subject: HoldSubject
    subject_id: str
    """The id that all rounds of the person share, or that of the opening."""
    reason: str
    by_id: str
    """The user id of whoever placed it."""
    by_admin: bool
    """Whether that was an admin: then only an admin lifts it."""
    at: datetime
