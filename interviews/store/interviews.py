"""Interviews as they are planned: who meets whom, about what, when, and what became of it."""

from datetime import datetime

from interviews.models import Interview, InterviewState
from interviews.store.engines.engine import Engine, Row
from interviews.store.rows import assignments, columns, insert, model_of, row_of
from interviews.store.values import stored_time

SEATS = "interviewer_id <> id"
"""What is true of every interview but those that are set aside."""

# What a new plan of the same two people leaves as it is, or, of the time, as it was while planned.
_FIXED = ("team_id", "id", "candidate_id", "interviewer_id", "created_at")


class Interviews:
    """Plans, changes and finds the interviews of one team at a time; callers hold the candidate."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def plan(self, interview: Interview) -> None:
        """Adds the interview, or gives the one of the same two people its new focus, questions and time.

        Whoever comes back is on the panel from then on: what was sent meanwhile did not wait for them.
        """
        set_shadow_aside(
            self._engine, interview.team_id, interview.candidate_id, interview.interviewer_id
        )
        row = row_of(interview)
        changes = columns(Interview, without=_FIXED)
        self._engine.execute(
            f"""{insert("interviews", row)}
                ON CONFLICT (team_id, candidate_id, interviewer_id) DO UPDATE
                SET {assignments(changes, "excluded.")},
                    created_at = CASE WHEN interviews.state = 'planned'
                        THEN interviews.created_at ELSE excluded.created_at END""",
            row,
        )

    def get(self, team_id: str, interview_id: str) -> Interview | None:
        """One interview in whatever state, or None."""
        rows = self._engine.query(
            "SELECT * FROM interviews WHERE team_id = :team_id AND id = :id",
            {"team_id": team_id, "id": interview_id},
        )
        return interview_of(rows[0]) if rows else None

    def all_of(self, team_id: str, candidate_id: str) -> tuple[Interview, ...]:
        """Every interview of one candidate, in whatever state, in the order they were made."""
        rows = self._engine.query(
            "SELECT * FROM interviews WHERE team_id = :team_id AND candidate_id = :candidate_id"
            f" AND {SEATS} ORDER BY created_at, id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return tuple(interview_of(row) for row in rows)

    def owed_by(self, team_id: str, interviewer_id: str) -> tuple[Interview, ...]:
        """This person's planned interviews with open candidates that have no scorecard yet, in no order."""
        rows = self._engine.query(
            """SELECT i.* FROM interviews i
               JOIN candidates c ON c.team_id = :team_id AND c.id = i.candidate_id
               WHERE i.team_id = :team_id AND i.interviewer_id = :interviewer_id
               AND i.state = 'planned' AND c.status = 'open'
               AND NOT EXISTS (SELECT 1 FROM scorecards s
                               WHERE s.team_id = :team_id AND s.interview_id = i.id)""",
            {"team_id": team_id, "interviewer_id": interviewer_id},
        )
        return tuple(interview_of(row) for row in rows)

    def started(
        self, team_id: str, user_id: str, since: datetime, until: datetime
    ) -> tuple[Interview, ...]:
        """This person's interviews that begin in this time and still stand, the latest first."""
        rows = self._engine.query(
            "SELECT * FROM interviews WHERE team_id = :team_id AND interviewer_id = :user_id"
            " AND state IN ('planned', 'shadowed')"
            " AND starts_at BETWEEN :since AND :until ORDER BY starts_at DESC, id",
            {
                "team_id": team_id, "user_id": user_id,
                "since": stored_time(since), "until": stored_time(until),
            },
        )  # fmt: skip
        return tuple(interview_of(row) for row in rows)

    def set_state(self, team_id: str, interview_id: str, state: InterviewState) -> bool:
        """Cancels, hands over or revives an interview; False where there is none of this id."""
        changed = self._engine.execute(
            "UPDATE interviews SET state = :state WHERE team_id = :team_id AND id = :id",
            {"team_id": team_id, "id": interview_id, "state": state.value},
        )
        return bool(changed)


def set_shadow_aside(engine: Engine, team_id: str, candidate_id: str, user_id: str) -> None:
    """The interview that this person listened to is nobody's from now on, and keeps its cards.

    It names itself where its interviewer stood: so the person's next interview is a new one, and
    what was promised to count nowhere stays with the old.
    """
    engine.execute(
        "UPDATE interviews SET interviewer_id = id WHERE team_id = :team_id"
        " AND candidate_id = :candidate_id AND interviewer_id = :user_id AND state = :shadowed",
        {
            "team_id": team_id, "candidate_id": candidate_id, "user_id": user_id,
            "shadowed": InterviewState.SHADOWED.value,
        },
    )  # fmt: skip


def interview_of(row: Row) -> Interview:
    """One row of the interviews as a model."""
    return model_of(Interview, row)
