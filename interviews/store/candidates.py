"""Candidates, their leads and their panel, as rows."""

from datetime import datetime

from interviews.models import Candidate, CandidateDetails, Interview, Status
from interviews.store.engines.engine import Engine, Params
from interviews.store.interviews import interview_of, set_shadow_aside
from interviews.store.rows import assignments, columns, insert, model_of, row_of
from interviews.store.values import name_key, new_id, stored_time

# From the person to the candidates: asked of each candidate in turn, it would read the whole team.
_OF_PERSON = """c.id IN (
    SELECT candidate_id FROM candidate_leads
    WHERE team_id = :team_id AND user_id = :user_id
    UNION ALL SELECT candidate_id FROM interviews
    WHERE team_id = :team_id AND interviewer_id = :user_id
    AND state IN ('planned', 'shadowed'))"""

_UNSCORED = """NOT EXISTS (
    SELECT 1 FROM scorecards s
    JOIN interviews i ON i.team_id = :team_id AND i.id = s.interview_id
    WHERE s.team_id = :team_id AND s.candidate_id = c.id AND s.interviewer_id = :user_id
    AND i.state IN ('planned', 'shadowed'))"""


class Candidates:
    """Finds and adds candidates of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, candidate: Candidate) -> bool:
        """Adds a candidate with the leads; False, and nothing changed, where the id is there already."""
        row = row_of(candidate, without=("leads",)) | {"name_key": name_key(candidate.name)}
        added = self._engine.execute(
            f"{insert('candidates', row)} ON CONFLICT (team_id, id) DO NOTHING", row
        )
        if added:
            self._add_leads(candidate)
        return bool(added)

    def _add_leads(self, candidate: Candidate) -> None:
        for lead in candidate.leads:
            self._engine.execute(
                "INSERT INTO candidate_leads (team_id, candidate_id, user_id)"
                " VALUES (:team_id, :candidate_id, :user_id)",
                {"team_id": candidate.team_id, "candidate_id": candidate.id, "user_id": lead},
            )

    def set_details(self, candidate: Candidate) -> None:
        """Gives a candidate the details that stand in the model, the leads among them."""
        key = {"team_id": candidate.team_id, "id": candidate.id}
        row = row_of(candidate)
        changes = {name: row[name] for name in columns(CandidateDetails, without=("leads",))}
        self._engine.execute(
            f"UPDATE candidates SET {assignments(changes)} WHERE team_id = :team_id AND id = :id",
            key | changes,
        )
        self._engine.execute(
            "DELETE FROM candidate_leads WHERE team_id = :team_id AND candidate_id = :id", key
        )
        self._add_leads(candidate)

    def get(self, team_id: str, candidate_id: str) -> Candidate | None:
        """The candidate, or None."""
        found = self._found("c.id = :id", team_id, {"id": candidate_id})
        return next(iter(found), None)

    def hold(self, team_id: str, candidate_id: str) -> None:
        """Keeps other writers off this candidate until the transaction ends."""
        self._engine.query(
            "SELECT id FROM candidates WHERE team_id = :team_id AND id = :id"
            + self._engine.for_update,
            {"team_id": team_id, "id": candidate_id},
        )

    def hold_name(self, team_id: str, name: str, archetype_id: str) -> None:
        """Keeps others from adding a candidate of this name until the transaction ends."""
        self._engine.one_at_a_time(f"{team_id}:{archetype_id}:{name_key(name)}")

    def of_person(
        self, team_id: str, user_id: str, status: Status = Status.OPEN
    ) -> tuple[Candidate, ...]:
        """The candidates whose lead or interviewer this person is, newest first."""
        return self._found(
            f"c.status = :status AND {_OF_PERSON}",
            team_id,
            {"user_id": user_id, "status": status.value},
        )

    def unscored_by(self, team_id: str, user_id: str) -> tuple[Candidate, ...]:
        """This person's open candidates of whom no scorecard of theirs is in, newest first."""
        return self._found(
            f"c.status = 'open' AND {_OF_PERSON} AND {_UNSCORED}", team_id, {"user_id": user_id}
        )

    def all_of(self, team_id: str, status: Status = Status.OPEN) -> tuple[Candidate, ...]:
        """Every candidate of the team, newest first: for admins."""
        return self._found("c.status = :status", team_id, {"status": status.value})

    def open_by_name(self, team_id: str, name: str, archetype_id: str) -> tuple[Candidate, ...]:
        """The open candidates of this name for this archetype, newest first, whoever they belong to."""
        return self._found(
            "c.name_key = :name_key AND c.archetype_id = :archetype_id AND c.status = 'open'",
            team_id,
            {"name_key": name_key(name), "archetype_id": archetype_id},
        )

    def _found(self, where: str, team_id: str, params: Params) -> tuple[Candidate, ...]:
        """One query for candidates and leads together: a row a lead, folded here."""
        rows = self._engine.query(
            f"""SELECT c.*, l.user_id AS lead FROM candidates c
                LEFT JOIN candidate_leads l ON l.team_id = c.team_id AND l.candidate_id = c.id
                WHERE c.team_id = :team_id AND {where}
                ORDER BY c.created_at DESC, c.id DESC, l.user_id""",
            {"team_id": team_id, **params},
        )
        leads: dict[str, list[str]] = {}
        for row in rows:
            leads.setdefault(row["id"], []).extend([row["lead"]] if row["lead"] else [])
        unique = {row["id"]: row for row in rows}
        return tuple(
            model_of(Candidate, row, leads=tuple(leads[row["id"]])) for row in unique.values()
        )

    def invite(
        self, candidate: Candidate, user_id: str, at: datetime, *, confirmed: bool
    ) -> Interview:
        """This person's interview with the candidate, made where there was none, or none that counts."""
        set_shadow_aside(self._engine, candidate.team_id, candidate.id, user_id)
        self._engine.execute(
            """INSERT INTO interviews (team_id, id, candidate_id, interviewer_id, confirmed, created_at)
               VALUES (:team_id, :id, :candidate_id, :interviewer_id, :confirmed, :created_at)
               ON CONFLICT (team_id, candidate_id, interviewer_id) DO UPDATE
               SET state = 'planned', confirmed = excluded.confirmed, created_at = excluded.created_at
               WHERE interviews.state <> 'planned'""",
            {
                "team_id": candidate.team_id, "id": new_id(), "candidate_id": candidate.id,
                "interviewer_id": user_id, "confirmed": int(confirmed),
                "created_at": stored_time(at),
            },
        )  # fmt: skip
        panel = self.panel(candidate.team_id, candidate.id)
        return next(interview for interview in panel if interview.interviewer_id == user_id)

    def set_status(self, team_id: str, candidate_id: str, status: Status) -> None:
        """Opens, closes or archives the loop; the caller holds the candidate."""
        self._engine.execute(
            "UPDATE candidates SET status = :status WHERE team_id = :team_id AND id = :id",
            {"team_id": team_id, "id": candidate_id, "status": status.value},
        )

    def erase(self, team_id: str, candidate_id: str, by: str, at: datetime) -> None:
        """Deletes the candidate with their leads, interviews, scorecards and decisions; who did it stays."""
        key = {"team_id": team_id, "id": candidate_id}
        self._engine.execute("DELETE FROM candidates WHERE team_id = :team_id AND id = :id", key)
        self._engine.execute(
            "INSERT INTO erasures (team_id, candidate_id, by_id, at)"
            " VALUES (:team_id, :id, :by_id, :at) ON CONFLICT (team_id, candidate_id) DO NOTHING",
            {**key, "by_id": by, "at": stored_time(at)},
        )

    def erased_by(self, team_id: str, candidate_id: str) -> str:
        """Who erased the candidate of this id; empty where nobody did."""
        rows = self._engine.query(
            "SELECT by_id FROM erasures WHERE team_id = :team_id AND candidate_id = :id",
            {"team_id": team_id, "id": candidate_id},
        )
        return str(rows[0]["by_id"]) if rows else ""

    def confirm(self, team_id: str, candidate_id: str, user_id: str) -> bool:
        """Puts a guest on the panel; False where there is no such guest, or not any more."""
        changed = self._engine.execute(
            "UPDATE interviews SET confirmed = 1 WHERE team_id = :team_id"
            " AND candidate_id = :candidate_id AND interviewer_id = :user_id AND confirmed = 0",
            {"team_id": team_id, "candidate_id": candidate_id, "user_id": user_id},
        )
        return bool(changed)

    def panel(self, team_id: str, candidate_id: str) -> tuple[Interview, ...]:
        """The interviews of one candidate that count, in the order they were made."""
        rows = self._engine.query(
            "SELECT * FROM interviews WHERE team_id = :team_id AND candidate_id = :candidate_id"
            " AND state = 'planned' ORDER BY created_at, id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return tuple(interview_of(row) for row in rows)
