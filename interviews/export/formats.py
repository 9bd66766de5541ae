"""The formats of an export, written candidate by candidate: JSON, and CSV with a row for each rating."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

from interviews.export.models import Export, ExportedCandidate, ExportedCard, ExportedRating
from interviews.openings.models import Opening

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
COLUMNS = (
    "team_id", "candidate_id", "person_id", "remote_id", "opening_id", "round", "stage", "name",
    "archetype_id", "status", "outcome", "scorecard_id", "revision", "newest", "second_rating", "counts", "sealed",
    "interviewer_id", "interviewed_at", "submitted_at", "target_level", "bank_version",
    "candidate_rating", "notes", "job_candidate_attribute_id", "skill",
    "candidate_attribute_rating", "rating", "note",
)  # fmt: skip


def write_json(
    out: IO[str],
    candidates: Iterable[ExportedCandidate],
    now: datetime,
    *,
    with_sealed: bool,
    openings: tuple[Opening, ...] = (),
) -> None:
    """The model `Export` as JSON, a line for each candidate."""
    head = Export(exported_at=now, includes_sealed=with_sealed, openings=openings).model_dump_json()
    out.write(head.removesuffix("]}"))
    separator = "\n"
    for candidate in candidates:
        out.write(separator + candidate.model_dump_json())
        separator = ",\n"
    out.write("\n]}\n")


def write_csv(out: IO[str], candidates: Iterable[ExportedCandidate]) -> None:
    """A row for each rating; a scorecard that is sealed, or has no rating, has a row without."""
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for candidate in candidates:
        for values in _rows(candidate):
            rows.writerow([_cell(values.get(column)) for column in COLUMNS])


def _rows(candidate: ExportedCandidate) -> Iterator[dict[str, object]]:
    of_candidate = {
        "team_id": candidate.team_id,
        "candidate_id": candidate.id,
        "person_id": candidate.person_id,
        "remote_id": candidate.remote_id,
        "opening_id": candidate.opening_id,
        "round": candidate.round,
        "stage": candidate.stage,
        "name": candidate.name,
        "archetype_id": candidate.archetype_id,
        "status": candidate.status,
        "outcome": candidate.decision and candidate.decision.outcome,
    }
    names = {skill.id: skill.name for texts in candidate.texts for skill in texts.skills}
    for card in candidate.scorecards:
        of_card = {
            **of_candidate, **_card_values(card), "scorecard_id": card.id,
            "sealed": card.content is None,
        }  # fmt: skip
        ratings = card.content.scorecard_candidate_attributes if card.content else ()
        for rating in ratings:
            yield of_card | _rating_values(rating, names)
        if not ratings:
            yield of_card


def _card_values(card: ExportedCard) -> dict[str, object]:
    return {
        **{name: getattr(card, name) for name in ExportedCard.model_fields if name in COLUMNS},
        "candidate_rating": card.content and card.content.candidate_rating,
        "notes": card.content and card.content.notes,
    }


def _rating_values(rating: ExportedRating, names: dict[str, str]) -> dict[str, object]:
    values = {name: getattr(rating, name) for name in ExportedRating.model_fields}
    return values | {"skill": names.get(rating.job_candidate_attribute_id)}


def _cell(value: object) -> str:
    """The value as a text that no spreadsheet runs: what looks like a formula has an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case int():
            return str(int(value))
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
