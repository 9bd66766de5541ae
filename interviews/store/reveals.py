"""Who could read whose cards since when, who opened a debrief early, and who left a panel: rows, never changed."""

import json
from datetime import datetime
from typing import NamedTuple

from interviews.loop import Departure, Opening, Reveal
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import read_time, stored_time


class History(NamedTuple):
    """What happened to the seal of one candidate, each in order."""

    reveals: tuple[Reveal, ...]
    openings: tuple[Opening, ...]
    departures: tuple[Departure, ...]


class Reveals:
    """Adds and reads what happened to the seals of one team's candidates; callers hold the candidate."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, team_id: str, candidate_id: str, reveal: Reveal) -> None:
        """Keeps since when this person could read others' cards; the first moment stays."""
        self._engine.execute(
            "INSERT INTO reveals (team_id, candidate_id, user_id, at, how)"
            " VALUES (:team_id, :candidate_id, :user_id, :at, :how)"
            " ON CONFLICT (team_id, candidate_id, user_id) DO NOTHING",
            {
                "team_id": team_id, "candidate_id": candidate_id, "user_id": reveal.user_id,
                "at": stored_time(reveal.at), "how": reveal.how.value,
            },
        )  # fmt: skip

    def add_opening(self, team_id: str, candidate_id: str, opening: Opening) -> None:
        """Keeps that a lead opened the debrief early; once for each of them."""
        self._engine.execute(
            "INSERT INTO openings (team_id, candidate_id, user_id, at, missing)"
            " VALUES (:team_id, :candidate_id, :user_id, :at, :missing)"
            " ON CONFLICT (team_id, candidate_id, user_id) DO NOTHING",
            {
                "team_id": team_id, "candidate_id": candidate_id, "user_id": opening.user_id,
                "at": stored_time(opening.at), "missing": json.dumps(opening.missing),
            },
        )  # fmt: skip

    def add_departure(self, team_id: str, candidate_id: str, departure: Departure) -> None:
        """Keeps that somebody was taken off the panel; they can come back, and leave again later."""
        self._engine.execute(
            "INSERT INTO departures (team_id, candidate_id, user_id, at, state, by_id, led)"
            " VALUES (:team_id, :candidate_id, :user_id, :at, :state, :by_id, :led)",
            {
                "team_id": team_id, "candidate_id": candidate_id, "user_id": departure.user_id,
                "at": stored_time(departure.at), "state": departure.state.value,
                "by_id": departure.by, "led": int(departure.led),
            },
        )  # fmt: skip

    def of_candidate(self, team_id: str, candidate_id: str) -> History:
        """Everything about one candidate, in one statement."""
        rows = self._engine.query(
            """SELECT 'reveals' AS kind, user_id, at, how AS what, '' AS by_id, 0 AS led
               FROM reveals WHERE team_id = :team_id AND candidate_id = :candidate_id
               UNION ALL SELECT 'openings', user_id, at, missing, '', 0
               FROM openings WHERE team_id = :team_id AND candidate_id = :candidate_id
               UNION ALL SELECT 'departures', user_id, at, state, by_id, led
               FROM departures WHERE team_id = :team_id AND candidate_id = :candidate_id
               ORDER BY at, user_id""",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return History(
            reveals=tuple(_reveal(row) for row in rows if row["kind"] == "reveals"),
            openings=tuple(_opening(row) for row in rows if row["kind"] == "openings"),
            departures=tuple(_departure(row) for row in rows if row["kind"] == "departures"),
        )


def _reveal(row: Row) -> Reveal:
    return Reveal(user_id=row["user_id"], at=_at(row), how=row["what"])


def _opening(row: Row) -> Opening:
    missing = tuple(json.loads(row["what"]))
    return Opening(user_id=row["user_id"], at=_at(row), missing=missing)


def _departure(row: Row) -> Departure:
    return Departure(
        user_id=row["user_id"],
        state=row["what"],
        by=row["by_id"],
        at=_at(row),
        led=bool(row["led"]),
    )


def _at(row: Row) -> datetime:
    return read_time(row["at"])
