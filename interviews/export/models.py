"""The models of an export; docs/export.md explains them, and docs/export.schema.json is their JSON Schema.

Fields that Greenhouse's Harvest v3 has too carry its names.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from interviews.loop import Departure, EarlyOpening, Reveal
from interviews.models import (
    AnchoredSkill,
    AskedQuestion,
    Candidate,
    Decision,
    FormerDecision,
    Interview,
    Model,
    Rating,
    Recommendation,
)
from interviews.openings.models import Opening
from question_bank.models import Level


class AttributeRating(StrEnum):
    """A rating in Harvest's words."""

    DEFINITELY_NOT = "definitely_not"
    NO = "no"
    MIXED = "mixed"
    YES = "yes"
    STRONG_YES = "strong_yes"
    NO_DECISION = "no_decision"


ATTRIBUTE_RATING: dict[Rating | None, AttributeRating] = {
    Rating.BELOW_JUNIOR: AttributeRating.DEFINITELY_NOT,
    Rating.JUNIOR: AttributeRating.NO,
    Rating.BETWEEN: AttributeRating.MIXED,
    Rating.SENIOR: AttributeRating.YES,
    Rating.BEYOND_SENIOR: AttributeRating.STRONG_YES,
    None: AttributeRating.NO_DECISION,
}


class ExportedRating(Model):
    """A rating of one skill; `note` is its evidence, and `rating` the point on our ladder."""

    job_candidate_attribute_id: str
    candidate_attribute_rating: AttributeRating
    rating: Rating | None
    note: str


class ExportedContent(Model):
    """What a scorecard says; `texts` is the number of the texts on which it was filled in."""

    texts: int
    candidate_rating: Recommendation
    scorecard_candidate_attributes: tuple[ExportedRating, ...]
    notes: str
    reason: str
    asked: tuple[AskedQuestion, ...] = ()


class ExportedCard(Model):
    """A revision of a scorecard, by ids and times; `content` is null where it is sealed."""

    id: str
    application_id: str
    interview_id: str
    interviewer_id: str
    interviewed_at: datetime | None
    submitted_at: datetime
    revision: int
    newest: bool
    second_rating: bool
    after_reveal: bool
    counts: bool
    target_level: Level
    bank_version: str
    content: ExportedContent | None


class ExportedTexts(Model):
    """Skills with anchors and questions as interviewers saw them, under a number within the candidate."""

    number: int
    skills: tuple[AnchoredSkill, ...]


class ExportedCandidate(Candidate):
    """All that is kept of one round of a candidate; `sealed` says whether scorecards of the panel are missing."""

    sealed: bool
    withheld: bool = False
    """Whether this export leaves out what is sealed of this round for whoever asked for it."""
    panel: tuple[str, ...]
    missing: tuple[str, ...]
    interviews: tuple[Interview, ...]
    scorecards: tuple[ExportedCard, ...]
    texts: tuple[ExportedTexts, ...]
    early_openings: tuple[EarlyOpening, ...]
    departures: tuple[Departure, ...]
    reveals: tuple[Reveal, ...]
    decision: Decision | None
    former_decisions: tuple[FormerDecision, ...]


class Export(Model):
    """A whole export; `includes_sealed` says whether it holds what is sealed, too."""

    version: Literal[1] = 1
    exported_at: datetime
    includes_sealed: bool
    openings: tuple[Opening, ...] = ()
    """Those of the candidates; all of them where it is of all candidates."""
    candidates: tuple[ExportedCandidate, ...] = ()
