"""Who could read whose cards since when, who opened a debrief early, and who left a panel: rows, never changed."""

from typing import NamedTuple

from interviews.loop import Departure, EarlyOpening, Reveal
from interviews.store.engines.engine import Row
from interviews.store.rows import ONCE, Tables, model_of, row_of, where_clause


class History(NamedTuple):
    """What happened to the seal of one candidate, each in order."""

    reveals: tuple[Reveal, ...] = ()
    early_openings: tuple[EarlyOpening, ...] = ()
    departures: tuple[Departure, ...] = ()


class Reveals(Tables):
    """Adds and reads what happened to the seals of one team's candidates; callers hold the candidate."""

    def add(self, team_id: str, candidate_id: str, reveal: Reveal) -> None:
        """Keeps since when this person could read others' cards; the first moment stays."""
        row = {**row_of(reveal), "team_id": team_id, "candidate_id": candidate_id}
        self._insert("reveals", row, ONCE)

    def add_early_opening(self, team_id: str, candidate_id: str, opening: EarlyOpening) -> None:
        """Keeps that a lead opened the debrief early; once for each of them."""
        row = {**row_of(opening), "team_id": team_id, "candidate_id": candidate_id}
        self._insert("openings", row, ONCE)

    def add_departure(self, team_id: str, candidate_id: str, departure: Departure) -> None:
        """Keeps that somebody was taken off the panel; they can come back, and leave again later."""
        row = {**row_of(departure, without=("by",)), "by_id": departure.by}
        self._insert("departures", {**row, "team_id": team_id, "candidate_id": candidate_id})

    def of_candidates(self, team_id: str, candidate_ids: tuple[str, ...]) -> dict[str, History]:
        """Everything about each of these candidates, by candidate, in one statement."""
        condition, params = where_clause({"candidate_id": candidate_ids})
        rows = self._query(
            f"""SELECT 'reveals' AS kind, candidate_id, user_id, at, how, '' AS missing, '' AS state,
               '' AS "by", 0 AS led
               FROM reveals WHERE team_id = :team_id AND {condition}
               UNION ALL SELECT 'early_openings', candidate_id, user_id, at, '', missing, '', '', 0
               FROM openings WHERE team_id = :team_id AND {condition}
               UNION ALL SELECT 'departures', candidate_id, user_id, at, '', '', state, by_id, led
               FROM departures WHERE team_id = :team_id AND {condition}
               ORDER BY at, user_id""",
            team_id=team_id, **params,
        )  # fmt: skip
        by_candidate = dict[str, list[Row]]()
        for row in rows:
            by_candidate.setdefault(row["candidate_id"], []).append(row)
        return {own_id: _history(own) for own_id, own in by_candidate.items()}


def _history(rows: list[Row]) -> History:
    return History(
        reveals=tuple(model_of(Reveal, row) for row in rows if row["kind"] == "reveals"),
        early_openings=tuple(
            model_of(EarlyOpening, row) for row in rows if row["kind"] == "early_openings"
        ),
        departures=tuple(model_of(Departure, row) for row in rows if row["kind"] == "departures"),
    )
