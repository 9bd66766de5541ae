"""What keeps somebody's data, and what ends its time."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from interviews.models import TEXT_LENGTH, Candidate, Model, Outcome
from question_bank.models import Level


class ErasureCause(StrEnum):
    """Why somebody was erased, in place of a text of anybody's."""

    ASKED = "asked"
    TIME_OVER = "time_over"
    MISTAKE = "mistake"
    OTHER = "other"
    RULE = "rule"
    """The team's policy: nobody pressed anything."""


BY_RULE = "retention"
"""Stands in the log for the policy, and is nobody in Slack."""
MOST_MONTHS, MOST_DAYS = 120, 3650


class Policy(Model):
    """How long a team keeps records; 0 is no limit, which holds for everything until an admin sets one."""

    team_id: str
    version: int = 0
    """Goes up with each change, so that of two admins the second sees the first one's."""
    months_decided: Annotated[int, Field(ge=0, le=MOST_MONTHS)] = 0
    """From the last decision on a candidate to their erasure."""
    months_inactive: Annotated[int, Field(ge=0, le=MOST_MONTHS)] = 0
    """The same from the last activity, where nothing is decided."""
    days_before_forget: Annotated[int, Field(ge=0, le=MOST_DAYS)] = 0
    """From either to the first day on which a hiring lead can erase by hand."""

    @property
    def erases(self) -> bool:
        """Whether anybody is erased by rule."""
        return bool(self.months_decided or self.months_inactive)


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


def subjects_of(rounds: Iterable[Candidate]) -> frozenset[tuple[HoldSubject, str]]:
    """Everything that can be put on hold so that these rounds of somebody are kept."""
    return frozenset(
        (subject, subject_id)
        for each in rounds
        for subject, subject_id in (
            (HoldSubject.CANDIDATE, each.person_id),
            (HoldSubject.OPENING, each.opening_id),
        )
        if subject_id
    )


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


class ErasedRound(Model):
    """What stays of a round that was erased, so that figures survive: nobody's id, and no time but a month."""

    opening_id: str
    """Empty where the candidate was in none."""
    stage: str
    archetype_id: str
    target_level: Level
    outcome: Outcome | None
    """What was decided; None where nothing was."""
    days: int | None
    """From the person's first interview to the decision; None where either is missing."""
    card_hours: tuple[int, ...]
    """From the end of each interview to its scorecard, as far as both are known."""
    month: str
    """Of the decision, or else of the last activity, such as `2026-03`."""
    is_last: bool
    """Whether it was the person's last round, so that people can be counted."""
