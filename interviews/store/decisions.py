"""Decisions on candidates: added, taken back, never changed; one at most stands for each candidate."""

from datetime import datetime
from enum import StrEnum

from interviews.models import Model, Text
from interviews.store.engines.engine import Engine, Row
from interviews.store.rows import insert, model_of, row_of
from interviews.store.values import stored_time

MOST_AT_ONCE = 500  # candidates in one question; a database takes a few thousand names


class Outcome(StrEnum):
    """What was decided."""

    ADVANCE = "advance"
    HIRE = "hire"
    NO_HIRE = "no_hire"
    HOLD = "hold"


class Decision(Model):
    """One decision: by whom, why, and who took part."""

    team_id: str
    id: str
    candidate_id: str
    actor_id: str
    outcome: Outcome
    reason: Text
    participants: tuple[str, ...] = ()
    at: datetime


class Decisions:
    """Adds, finds and takes back the decisions of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, decision: Decision) -> None:
        """Adds a decision; the caller holds the candidate and has seen that none stands."""
        row = row_of(decision)
        self._engine.execute(insert("decisions", row), row)

    def standing(self, team_id: str, candidate_id: str) -> Decision | None:
        """The decision that holds for this candidate, or None."""
        rows = self._engine.query(
            "SELECT * FROM decisions WHERE team_id = :team_id AND candidate_id = :candidate_id"
            " AND undone_at IS NULL",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return model_of(Decision, rows[0]) if rows else None

    def standing_of(self, team_id: str, candidate_ids: tuple[str, ...]) -> tuple[Decision, ...]:
        """The decisions that hold for these candidates, in no order."""
        found: list[Row] = []
        for start in range(0, len(candidate_ids), MOST_AT_ONCE):
            batch = candidate_ids[start : start + MOST_AT_ONCE]
            names = {f"id{number}": candidate_id for number, candidate_id in enumerate(batch)}
            found += self._engine.query(
                "SELECT * FROM decisions WHERE team_id = :team_id AND undone_at IS NULL"
                f" AND candidate_id IN ({', '.join(f':{name}' for name in names)})",
                {"team_id": team_id, **names},
            )
        return tuple(model_of(Decision, row) for row in found)

    def take_back(self, decision: Decision, at: datetime) -> None:
        """The decision no longer holds; it stays on record."""
        self._engine.execute(
            "UPDATE decisions SET undone_at = :at WHERE team_id = :team_id AND id = :id",
            {"team_id": decision.team_id, "id": decision.id, "at": stored_time(at)},
        )
