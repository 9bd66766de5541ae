"""Candidates with their leads and coordinators, and the decisions on them, as rows."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from interviews.loop import LaterRound
from interviews.models import Candidate, CandidateDetails, Decision, FormerDecision, Status
from interviews.store.engines.engine import Row
from interviews.store.names import Names
from interviews.store.readers import OF_PERSON, STATUS_FOR_PERSON
from interviews.store.rows import (
    MOST_AT_ONCE,
    ONCE,
    Tables,
    Value,
    assignments,
    batches,
    columns,
    model_of,
    models_with_people,
    row_of,
    where_clause,
)
from interviews.store.values import name_key

PEOPLE = {"leads": "candidate_leads", "coordinators": "candidate_coordinators"}
"""The tables of those details that are people."""

# Two ways to look it up: with OR between them, a database reads the whole team.
_ROUNDS = """c.id IN (
    SELECT id FROM candidates WHERE team_id = :team_id AND id = :person_id
    UNION ALL SELECT id FROM candidates
    WHERE team_id = :team_id AND first_id = :person_id AND first_id <> '')"""


class CandidateKey(NamedTuple):
    """What a candidate is found by in a database that may hold several teams."""

    team_id: str
    candidate_id: str


def _later_round(row: Row, panel: Iterable[Row]) -> LaterRound:
    return LaterRound(
        candidate_id=row["id"],
        is_open=row["status"] != Status.DECIDED,
        interviewers=tuple(seat["interviewer_id"] for seat in panel),
        missing=tuple(seat["interviewer_id"] for seat in panel if not seat["has_card"]),
    )


class Candidates(Tables):
    """Finds and adds candidates of one team at a time."""

    def add(self, candidate: Candidate) -> bool:
        """Adds a candidate with the people named; False, and nothing changed, where the id is there already."""
        row = row_of(candidate, without=PEOPLE) | {"name_key": name_key(candidate.name)}
        added = self._insert("candidates", row, ONCE)
        if added:
            self._add_people(PEOPLE, candidate, **candidate.ids)
            Names(self._engine).keep(candidate)
        return added

    def set_details(self, candidate: Candidate) -> None:
        """Gives a candidate the details that stand in the model, the people among them."""
        changes = assignments(columns(CandidateDetails, without=PEOPLE))
        self._execute(
            f"UPDATE candidates SET {changes} WHERE team_id = :team_id AND id = :id",
            **row_of(candidate),
        )
        self._set_people(PEOPLE, candidate, **candidate.ids)

    def get(self, team_id: str, candidate_id: str) -> Candidate | None:
        """The candidate, or None."""
        return next(iter(self._found("c.id = :id", team_id=team_id, id=candidate_id)), None)

    def list_of(self, team_id: str, ids: Iterable[str]) -> tuple[Candidate, ...]:
        """Those of these ids that there are, newest first."""
        condition, params = where_clause({"id": tuple(ids)})
        return self._found(f"c.{condition}", team_id=team_id, **params)

    def rounds_of(self, team_id: str, person_id: str) -> tuple[Candidate, ...]:
        """Every round of one person, by the id that they share, the first one first."""
        found = self._found(_ROUNDS, team_id=team_id, person_id=person_id)
        return tuple(sorted(found, key=lambda candidate: candidate.round))

    def list_people(self, team_id: str, after: str, most: int) -> tuple[str, ...]:
        """Up to so many of the ids that all rounds of a person share, in order, from behind this one on."""
        rows = self._query(
            "SELECT id FROM candidates WHERE team_id = :team_id AND id > :after AND first_id = ''"
            " ORDER BY id LIMIT :most",
            team_id=team_id, after=after, most=most,
        )  # fmt: skip
        return tuple(row["id"] for row in rows)

    def rounds_of_people(self, team_id: str, person_ids: tuple[str, ...]) -> tuple[Candidate, ...]:
        """Every round of each of these people, in no order."""
        return (
            *self._found_by(team_id, id=person_ids),
            *self._found_by(team_id, first_id=person_ids),
        )

    def _found_by(self, team_id: str, **ids: tuple[str, ...]) -> tuple[Candidate, ...]:
        condition, params = where_clause(ids)
        # SQLite takes the index of later rounds only where it reads that they are some.
        return self._found(f"{condition} AND c.{next(iter(ids))} <> ''", team_id=team_id, **params)

    def later_rounds(self, candidates: Iterable[Candidate]) -> dict[str, tuple[LaterRound, ...]]:
        """By id, the rounds of the same person after this one, in order, with who is on their panels."""
        rounds = tuple(candidates)
        people, params = where_clause({"first_id": tuple({each.person_id for each in rounds})})
        rows = self._query(
            f"""SELECT c.id, c.first_id, c.round, c.status, i.interviewer_id, EXISTS (
                   SELECT 1 FROM scorecards s WHERE s.team_id = :team_id AND s.interview_id = i.id
               ) AS has_card
               FROM candidates c LEFT JOIN interviews i ON i.team_id = :team_id
                   AND i.candidate_id = c.id AND i.state = 'planned' AND i.confirmed = 1
               WHERE c.team_id = :team_id AND c.{people} AND c.first_id <> ''
               ORDER BY c.round, i.created_at, i.id""",
            team_id=next((each.team_id for each in rounds), ""), **params,
        )  # fmt: skip
        panels: dict[str, list[Row]] = {row["id"]: [] for row in rows}
        for row in rows:
            panels[row["id"]] += [row] if row["interviewer_id"] else []
        in_order = [
            (row, _later_round(row, panels[row["id"]]))
            for row in {row["id"]: row for row in rows}.values()
        ]
        return {
            each.id: tuple(
                later
                for row, later in in_order
                if row["first_id"] == each.person_id and row["round"] > each.round
            )
            for each in rounds
        }

    def hold(self, team_id: str, candidate_id: str) -> None:
        """Keeps other writers off this candidate until the transaction ends."""
        self._rows("candidates", self._engine.for_update, team_id=team_id, id=candidate_id)

    def hold_name(self, team_id: str, name: str, archetype_id: str) -> None:
        """Keeps others from adding a candidate of this name until the transaction ends."""
        self._engine.one_at_a_time(f"{team_id}:{archetype_id}:{name_key(name)}")

    def of_person(
        self, team_id: str, user_id: str, status: Status = Status.OPEN
    ) -> tuple[Candidate, ...]:
        """The candidates this person leads, coordinates or interviews, newest first, by the status they may know."""
        return self._found(
            f"{STATUS_FOR_PERSON} = :status AND {OF_PERSON}",
            team_id=team_id, user_id=user_id, status=status,
        )  # fmt: skip

    def list_scored(self, team_id: str, user_id: str, since: datetime) -> tuple[str, ...]:
        """The ids of the rounds in which this person sent a scorecard after this moment, in no order."""
        rows = self._query(
            """SELECT i.candidate_id FROM interviews i JOIN scorecards s
               ON s.team_id = :team_id AND s.interview_id = i.id AND s.revision = 1
               WHERE i.team_id = :team_id AND i.interviewer_id = :user_id
               AND s.submitted_at > :since""",
            team_id=team_id, user_id=user_id, since=since,
        )  # fmt: skip
        return tuple(row["candidate_id"] for row in rows)

    def has_led(self, team_id: str, user_id: str) -> bool:
        """Whether this person leads any candidate or opening, decided and closed ones too."""
        rows = self._query(
            """SELECT 1 AS leads WHERE EXISTS (
                   SELECT 1 FROM candidate_leads WHERE team_id = :team_id AND user_id = :user_id
               ) OR EXISTS (
                   SELECT 1 FROM opening_leads WHERE team_id = :team_id AND user_id = :user_id)""",
            team_id=team_id, user_id=user_id,
        )  # fmt: skip
        return bool(rows)

    def all_of(self, team_id: str, *statuses: Status) -> tuple[Candidate, ...]:
        """Every candidate of the team with one of these statuses, newest first; the open ones where none is given."""
        condition, params = where_clause({"status": statuses or (Status.OPEN,)})
        return self._found(condition, team_id=team_id, **params)

    def in_opening(self, team_id: str, opening_id: str) -> tuple[Candidate, ...]:
        """Every round of everybody who is a candidate of this opening, newest first."""
        return self._found(
            "c.opening_id = :opening_id AND c.opening_id <> ''",
            team_id=team_id, opening_id=opening_id,
        )  # fmt: skip

    def open_by_name(self, team_id: str, name: str, archetype_id: str) -> tuple[Candidate, ...]:
        """The candidates of this name for this archetype that anybody takes for open, newest first."""
        return self._found(
            "c.name_key = :name_key AND c.archetype_id = :archetype_id"
            " AND c.status IN ('open', 'closing')",
            team_id=team_id, name_key=name_key(name), archetype_id=archetype_id,
        )  # fmt: skip

    def by_name(self, team_id: str, name: str, archetype_id: str) -> tuple[Candidate, ...]:
        """The same of every status."""
        return self._found(
            "c.name_key = :name_key AND c.archetype_id = :archetype_id",
            team_id=team_id, name_key=name_key(name), archetype_id=archetype_id,
        )  # fmt: skip

    def by_remote_id(self, team_id: str, remote_id: str) -> tuple[Candidate, ...]:
        """Every round of whoever has this id in another system, newest first."""
        return self._found(
            "c.remote_id = :remote_id AND c.remote_id <> ''", team_id=team_id, remote_id=remote_id
        )

    def set_origin(self, candidate: Candidate) -> None:
        """Gives a candidate the opening, and the id in another system, that stand in the model."""
        self._execute(
            "UPDATE candidates SET opening_id = :opening_id, remote_id = :remote_id"
            " WHERE team_id = :team_id AND id = :id",
            **candidate.model_dump(include={"team_id", "id", "opening_id", "remote_id"}),
        )

    def _found(self, where: str, **params: Value) -> tuple[Candidate, ...]:
        """One query for candidates and their people: a row for each lead with each coordinator, folded here."""
        rows = self._query(
            f"""SELECT c.*, l.user_id AS leads, k.user_id AS coordinators FROM candidates c
                LEFT JOIN candidate_leads l ON l.team_id = c.team_id AND l.candidate_id = c.id
                LEFT JOIN candidate_coordinators k ON k.team_id = c.team_id AND k.candidate_id = c.id
                WHERE c.team_id = :team_id AND {where}
                ORDER BY l.user_id, k.user_id""",
            **params,
        )
        # Asked for in this order, SQLite would read everybody by it, however few are meant.
        found = models_with_people(Candidate, rows, PEOPLE)
        return tuple(sorted(found, key=lambda each: (each.created_at, each.id), reverse=True))

    def list_keys(self) -> Iterator[CandidateKey]:
        """Every candidate of every team, for operators; read in pages, so that a million take no memory."""
        last = CandidateKey("", "")
        while page := self._query(
            """SELECT team_id, id AS candidate_id FROM candidates
               WHERE (team_id, id) > (:team_id, :candidate_id) ORDER BY team_id, id LIMIT :most""",
            **last._asdict(), most=MOST_AT_ONCE,
        ):  # fmt: skip
            keys = [CandidateKey(**row) for row in page]
            yield from keys
            last = keys[-1]

    def list_teams(self) -> tuple[str, ...]:
        """The ids of the teams that have candidates, for operators."""
        found = self._query("SELECT DISTINCT team_id FROM candidates ORDER BY team_id")
        return tuple(row["team_id"] for row in found)

    def find_everywhere(self, typed: str) -> tuple[Candidate, ...]:
        """The candidates of every team with this id or this whole name, for operators; the oldest first."""
        keys = self._query(
            "SELECT team_id, id AS candidate_id FROM candidates"
            " WHERE id = :typed OR name_key = :name_key ORDER BY created_at, id",
            typed=typed, name_key=name_key(typed),
        )  # fmt: skip
        return tuple(filter(None, (self.get(**key) for key in keys)))

    def set_status(self, team_id: str, candidate_id: str, status: Status) -> None:
        """Opens, closes or archives the loop; the caller holds the candidate."""
        self._execute(
            "UPDATE candidates SET status = :status WHERE team_id = :team_id AND id = :id",
            team_id=team_id, id=candidate_id, status=status,
        )  # fmt: skip

    def erase(self, team_id: str, candidate_id: str, by: str, at: datetime) -> None:
        """Deletes the candidate with their leads, interviews, scorecards and decisions; who did it stays."""
        self._delete("candidates", team_id=team_id, id=candidate_id)
        row = {"team_id": team_id, "candidate_id": candidate_id, "by_id": by}
        self._insert("erasures", {**row, "at": at}, ONCE)

    def eraser_of(self, team_id: str, candidate_id: str) -> str:
        """Who erased the candidate of this id; empty where nobody did."""
        rows = self._rows("erasures", team_id=team_id, candidate_id=candidate_id)
        return str(rows[0]["by_id"]) if rows else ""


class Decisions(Tables):
    """Adds, finds and takes back the decisions of one team at a time."""

    def add(self, decision: Decision) -> bool:
        """Adds a decision; False where it was there and has been taken back.

        The caller holds the candidate and has seen that none stands.
        """
        return self._insert("decisions", row_of(decision), "ON CONFLICT (team_id, id) DO NOTHING")

    def known(self, team_id: str, ids: Iterable[str]) -> frozenset[str]:
        """Those of these ids that decisions of this team have, whoever their candidates are."""
        return self._ids_among("decisions", team_id, ids)

    def get_current(self, team_id: str, candidate_id: str) -> Decision | None:
        """The decision that holds for this candidate, or None."""
        return next(iter(self.list_current(team_id, (candidate_id,))), None)

    def list_current(self, team_id: str, candidate_ids: tuple[str, ...]) -> tuple[Decision, ...]:
        """The decisions that hold for these candidates, in no order."""
        return tuple(
            decision
            for batch in batches(candidate_ids)
            for decision in self._find(
                Decision, "decisions", "AND undone_at IS NULL", team_id=team_id, candidate_id=batch
            )
        )

    def list_led(self, team_id: str, user_id: str, since: datetime) -> tuple[Decision, ...]:
        """The decisions after this moment that hold for candidates whom this person leads, newest candidates first."""
        # SQLite begins with what stands before CROSS JOIN: the decisions of a week, not all of the lead's candidates.
        rows = self._query(
            """SELECT d.* FROM decisions d CROSS JOIN candidates c CROSS JOIN candidate_leads l
                WHERE d.team_id = :team_id AND d.undone_at IS NULL AND d.at > :since
                AND c.team_id = :team_id AND c.id = d.candidate_id
                AND l.team_id = :team_id AND l.candidate_id = c.id AND l.user_id = :user_id
                ORDER BY c.created_at DESC, c.id DESC""",
            team_id=team_id, user_id=user_id, since=since,
        )  # fmt: skip
        return tuple(model_of(Decision, row) for row in rows)

    def list_former(self, team_id: str, candidate_id: str) -> tuple[FormerDecision, ...]:
        """The decisions on this candidate that no longer hold, the newest first."""
        return self._find(
            FormerDecision, "decisions", "AND undone_at IS NOT NULL ORDER BY at DESC, id DESC",
            team_id=team_id, candidate_id=candidate_id,
        )  # fmt: skip

    def take_back(self, decision: Decision, at: datetime) -> None:
        """The decision no longer holds; it stays on record."""
        self._execute(
            "UPDATE decisions SET undone_at = :at WHERE team_id = :team_id AND id = :id",
            team_id=decision.team_id, id=decision.id, at=at,
        )  # fmt: skip
