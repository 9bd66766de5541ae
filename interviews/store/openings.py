"""Openings with their leads and coordinators, and how far the candidates in them are, as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from interviews.models import InterviewState
from interviews.openings.models import Opening, OpeningDetails
from interviews.store.rows import (
    ONCE,
    Tables,
    Value,
    assignments,
    columns,
    models_with_people,
    row_of,
    where_clause,
)
from interviews.store.values import name_key, read_time

PEOPLE = {"leads": "opening_leads", "coordinators": "opening_coordinators"}
"""The tables of those details that are people."""


class Seat(NamedTuple):
    """One interview of a candidate in an opening, and when its first scorecard came in, if it did."""

    candidate_id: str
    interviewer_id: str
    starts_at: datetime | None
    minutes: int
    created_at: datetime
    scored_at: datetime | None


class Openings(Tables):
    """Adds, changes and finds the openings of one team at a time."""

    def add(self, opening: Opening) -> bool:
        """Adds an opening with its people; False, and nothing changed, where the id is there already."""
        row = row_of(opening, without=PEOPLE) | {"name_key": name_key(opening.title)}
        added = self._insert("job_openings", row, ONCE)
        if added:
            self._add_people(PEOPLE, opening, team_id=opening.team_id, opening_id=opening.id)
        return added

    def set_details(self, opening: Opening) -> None:
        """Gives an opening the details, and the version of the bank, that stand in the model."""
        names = (*columns(OpeningDetails, without=PEOPLE), "bank_version", "name_key")
        self._execute(
            f"UPDATE job_openings SET {assignments(names)} WHERE team_id = :team_id AND id = :id",
            **row_of(opening, without=PEOPLE), name_key=name_key(opening.title),
        )  # fmt: skip
        self._set_people(PEOPLE, opening, team_id=opening.team_id, opening_id=opening.id)

    def set_closed(self, team_id: str, opening_id: str, at: datetime | None) -> None:
        """Closes the opening at this time, or opens it again with None."""
        self._execute(
            "UPDATE job_openings SET closed_at = :at WHERE team_id = :team_id AND id = :id",
            team_id=team_id, id=opening_id, at=at,
        )  # fmt: skip

    def hold(self, team_id: str, opening_id: str) -> None:
        """Keeps other writers off this opening until the transaction ends."""
        self._rows("job_openings", self._engine.for_update, team_id=team_id, id=opening_id)

    def hold_title(self, team_id: str, title: str) -> None:
        """Keeps others from adding an opening of this title until the transaction ends."""
        self._engine.one_at_a_time(f"{team_id}:opening:{name_key(title)}")

    def get(self, team_id: str, opening_id: str) -> Opening | None:
        """The opening, or None."""
        return next(iter(self._found("o.id = :id", team_id=team_id, id=opening_id)), None)

    def list_of(self, team_id: str, ids: Iterable[str]) -> tuple[Opening, ...]:
        """Those of these ids that there are, in no order."""
        condition, params = where_clause({"id": tuple(ids)})
        return self._found(f"o.{condition}", team_id=team_id, **params)

    def all_of(self, team_id: str) -> tuple[Opening, ...]:
        """Every opening of the team, open ones first, each newest first."""
        return self._found("1 = 1", team_id=team_id)

    def list_teams(self) -> tuple[str, ...]:
        """The ids of the teams that have openings, for operators."""
        found = self._query("SELECT DISTINCT team_id FROM job_openings ORDER BY team_id")
        return tuple(row["team_id"] for row in found)

    def open_by_title(self, team_id: str, title: str) -> tuple[Opening, ...]:
        """The open openings of this title."""
        condition = "o.name_key = :name_key AND o.closed_at IS NULL"
        return self._found(condition, team_id=team_id, name_key=name_key(title))

    def _found(self, where: str, **params: Value) -> tuple[Opening, ...]:
        """One query for openings and their people: a row for each lead with each coordinator, folded here."""
        # In an order that no index has, or SQLite would read all of a team in it to find a few.
        rows = self._query(
            f"""SELECT o.*, l.user_id AS leads, k.user_id AS coordinators FROM job_openings o
                LEFT JOIN opening_leads l ON l.team_id = o.team_id AND l.opening_id = o.id
                LEFT JOIN opening_coordinators k ON k.team_id = o.team_id AND k.opening_id = o.id
                WHERE o.team_id = :team_id AND {where}
                ORDER BY CASE WHEN o.closed_at IS NULL THEN 0 ELSE 1 END, o.created_at DESC, o.id DESC,
                l.user_id, k.user_id""",
            **params,
        )
        return models_with_people(Opening, rows, PEOPLE)

    def counts(self, team_id: str, opening_ids: Sequence[str]) -> dict[str, int]:
        """How many people are candidates of each of these openings that has some, however many rounds they have."""
        condition, params = where_clause({"team_id": team_id, "opening_id": tuple(opening_ids)})
        rows = self._query(
            "SELECT opening_id, COUNT(*) AS people FROM candidates"
            f" WHERE team_id = :team_id AND {condition} AND opening_id <> '' AND first_id = ''"
            " GROUP BY opening_id",
            **params,
        )
        return {row["opening_id"]: row["people"] for row in rows}

    def seats_of(self, team_id: str, opening_id: str) -> tuple[Seat, ...]:
        """The interviews on the panels of its candidates, of every round, in the order in which they were planned."""
        rows = self._query(
            """SELECT i.candidate_id, i.interviewer_id, i.starts_at, i.minutes, i.created_at, (
                   SELECT MIN(s.submitted_at) FROM scorecards s
                   WHERE s.team_id = :team_id AND s.interview_id = i.id) AS scored_at
               FROM interviews i WHERE i.team_id = :team_id AND i.candidate_id IN (
                   SELECT id FROM candidates
                   WHERE team_id = :team_id AND opening_id = :opening_id AND opening_id <> '')
               AND i.state = :state AND i.confirmed = 1
               ORDER BY i.created_at, i.id""",
            team_id=team_id, opening_id=opening_id, state=InterviewState.PLANNED,
        )  # fmt: skip
        times = ("starts_at", "created_at", "scored_at")
        return tuple(
            Seat(**row | {name: read_time(row[name]) if row[name] else None for name in times})
            for row in rows
        )
