"""Interviews as they are planned: who meets whom, about what, when, and what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from interviews.models import Candidate, Interview, InterviewState, Practice
from interviews.store.readers import STATUS_FOR_PERSON
from interviews.store.rows import (
    Tables,
    assignments,
    columns,
    grouped,
    model_of,
    row_of,
    where_clause,
)
from interviews.store.values import new_id, read_time

# What a new plan of the same two people leaves as it is, or, of the time, as it was while planned.
_FIXED = ("team_id", "id", "candidate_id", "interviewer_id", "created_at")


class Owed(NamedTuple):
    """When an interview begins, for which somebody owes the scorecard, and when that is due."""

    id: str
    candidate_id: str
    starts_at: datetime | None
    created_at: datetime
    due_at: datetime | None


class Interviews(Tables):
    """Plans, changes and finds the interviews of one team at a time; callers hold the candidate."""

    def plan(self, interview: Interview) -> None:
        """Adds the interview, or gives the one of the same two people its new focus, questions and time.

        Whoever comes back is on the panel from then on: what was sent meanwhile did not wait for them.
        """
        self._set_shadow_aside(interview)
        changes = columns(Interview, without=_FIXED)
        self._insert(
            "interviews",
            row_of(interview),
            f"""ON CONFLICT (team_id, candidate_id, interviewer_id) DO UPDATE
                SET {assignments(changes, "excluded.")},
                    created_at = CASE WHEN interviews.state = 'planned'
                        THEN interviews.created_at ELSE excluded.created_at END""",
        )

    def invite(
        self, candidate: Candidate, user_id: str, at: datetime, *, confirmed: bool
    ) -> Interview:
        """This person's interview with the candidate, made where there was none, or none that counts."""
        interview = Interview(
            team_id=candidate.team_id, id=new_id(), candidate_id=candidate.id,
            interviewer_id=user_id, confirmed=confirmed, created_at=at,
        )  # fmt: skip
        self._set_shadow_aside(interview)
        self._insert(
            "interviews",
            row_of(interview),
            """ON CONFLICT (team_id, candidate_id, interviewer_id) DO UPDATE
               SET state = 'planned', confirmed = excluded.confirmed, created_at = excluded.created_at
               WHERE interviews.state <> 'planned'""",
        )
        [standing] = self._find(
            Interview, "interviews",
            team_id=candidate.team_id, candidate_id=candidate.id, interviewer_id=user_id,
        )  # fmt: skip
        return standing

    def _set_shadow_aside(self, new: Interview) -> None:
        """The interview that this person listened to is nobody's from now on, and keeps its cards.

        It names itself where its interviewer stood: so the person's next interview is a new one, and
        what was promised to count nowhere stays with the old.
        """
        self._execute(
            "UPDATE interviews SET interviewer_id = id WHERE team_id = :team_id"
            " AND candidate_id = :candidate_id AND interviewer_id = :user_id AND state = 'shadowed'",
            team_id=new.team_id, candidate_id=new.candidate_id, user_id=new.interviewer_id,
        )  # fmt: skip

    def confirm(self, team_id: str, candidate_id: str, user_id: str) -> bool:
        """Puts a guest on the panel; False where there is no such guest, or not any more."""
        changed = self._execute(
            "UPDATE interviews SET confirmed = 1 WHERE team_id = :team_id"
            " AND candidate_id = :candidate_id AND interviewer_id = :user_id AND confirmed = 0",
            team_id=team_id, candidate_id=candidate_id, user_id=user_id,
        )  # fmt: skip
        return bool(changed)

    def get(self, team_id: str, interview_id: str) -> Interview | None:
        """One interview in whatever state, or None."""
        return self._first(Interview, "interviews", team_id=team_id, id=interview_id)

    def known(self, team_id: str, ids: Iterable[str]) -> frozenset[str]:
        """Those of these ids that interviews of this team have, whoever their candidates are."""
        return self._ids_among("interviews", team_id, ids)

    def all_of(self, team_id: str, candidate_id: str) -> tuple[Interview, ...]:
        """Every interview of one candidate, in whatever state, in the order they were made."""
        return self.of_candidates(team_id, (candidate_id,)).get(candidate_id, ())

    def of_candidates(
        self, team_id: str, candidate_ids: tuple[str, ...]
    ) -> dict[str, tuple[Interview, ...]]:
        """The same of each of these, by candidate."""
        # Those that are set aside name themselves as their interviewer.
        seats = "AND interviewer_id <> id ORDER BY created_at, id"
        found = self._find(
            Interview, "interviews", seats, team_id=team_id, candidate_id=candidate_ids
        )
        return grouped(found)

    def list_of(self, team_id: str, ids: Iterable[str]) -> tuple[Interview, ...]:
        """Those of these ids that there are, in no order."""
        return self._find(Interview, "interviews", team_id=team_id, id=tuple(ids))

    def list_owed(self, team_id: str, user_id: str) -> tuple[Owed, ...]:
        """This person's planned interviews with open candidates that have no scorecard yet, in no order."""
        rows = self._query(
            f"""SELECT i.id, i.candidate_id, i.starts_at, i.created_at, c.due_at FROM interviews i
               JOIN candidates c ON c.team_id = :team_id AND c.id = i.candidate_id
               WHERE i.team_id = :team_id AND i.interviewer_id = :user_id
               AND i.state = 'planned' AND {STATUS_FOR_PERSON} = 'open'
               AND NOT EXISTS (SELECT 1 FROM scorecards s
                               WHERE s.team_id = :team_id AND s.interview_id = i.id)""",
            team_id=team_id, user_id=user_id,
        )  # fmt: skip
        times = ("starts_at", "created_at", "due_at")
        return tuple(
            Owed(**row | {name: read_time(row[name]) if row[name] else None for name in times})
            for row in rows
        )

    def list_started(
        self, team_id: str, user_id: str, since: datetime, until: datetime
    ) -> tuple[Interview, ...]:
        """This person's interviews that begin in this time and still stand, the latest first."""
        rows = self._query(
            "SELECT * FROM interviews WHERE team_id = :team_id AND interviewer_id = :user_id"
            " AND state IN ('planned', 'shadowed')"
            " AND starts_at BETWEEN :since AND :until ORDER BY starts_at DESC, id",
            team_id=team_id, user_id=user_id, since=since, until=until,
        )  # fmt: skip
        return tuple(model_of(Interview, row) for row in rows)

    def list_meanwhile(
        self,
        team_id: str,
        reader: str,
        interviewers: tuple[str, ...],
        since: datetime,
        until: datetime,
    ) -> tuple[Interview, ...]:
        """These people's planned interviews that begin in this time, the earliest first, with candidates that are open.

        A decision that can still be undone counts for `reader` where they may know of it.
        """
        people, params = where_clause({"interviewer_id": interviewers})
        rows = self._query(
            f"""SELECT i.* FROM interviews i
               JOIN candidates c ON c.team_id = :team_id AND c.id = i.candidate_id
               WHERE i.team_id = :team_id AND i.{people} AND i.state = 'planned'
               AND i.starts_at BETWEEN :since AND :until AND {STATUS_FOR_PERSON} = 'open'
               ORDER BY i.starts_at, i.id""",
            team_id=team_id, user_id=reader, since=since, until=until, **params,
        )  # fmt: skip
        return tuple(model_of(Interview, row) for row in rows)

    def practice(
        self, team_id: str, archetype_id: str, user_ids: tuple[str, ...], now: datetime
    ) -> dict[str, Practice]:
        """How often each of these people has interviewed for this role, by user id; nobody who never has.

        Who listens to whom is not known: a listener of the same round counts, unless both interviews have a
        time, and not the same.
        """
        people, params = where_clause({"interviewer_id": user_ids})
        rows = self._query(
            f"""SELECT p.interviewer_id AS user_id, SUM(p.listened) AS shadowed, SUM(p.held) AS held,
                   SUM(p.held * p.has_listener) AS shadowed_by
               FROM (SELECT i.interviewer_id,
                   CASE WHEN i.state = 'shadowed' AND (i.starts_at IS NULL OR i.starts_at <= :now)
                       THEN 1 ELSE 0 END AS listened,
                   CASE WHEN i.state = 'planned' AND EXISTS (
                       SELECT 1 FROM scorecards s WHERE s.team_id = :team_id AND s.interview_id = i.id)
                       THEN 1 ELSE 0 END AS held,
                   CASE WHEN EXISTS (
                       SELECT 1 FROM interviews l WHERE l.team_id = :team_id
                       AND l.candidate_id = i.candidate_id AND l.state = 'shadowed'
                       AND l.interviewer_id <> l.id AND (l.starts_at = i.starts_at
                           OR l.starts_at IS NULL OR i.starts_at IS NULL))
                       THEN 1 ELSE 0 END AS has_listener
                   FROM interviews i
                   JOIN candidates c ON c.team_id = :team_id AND c.id = i.candidate_id
                   WHERE i.team_id = :team_id AND i.{people} AND c.archetype_id = :archetype_id) p
               GROUP BY p.interviewer_id""",
            team_id=team_id, archetype_id=archetype_id, now=now, **params,
        )  # fmt: skip
        return {row["user_id"]: model_of(Practice, row) for row in rows}

    def set_state(self, team_id: str, interview_id: str, state: InterviewState) -> None:
        """Cancels, hands over or revives an interview."""
        self._execute(
            "UPDATE interviews SET state = :state WHERE team_id = :team_id AND id = :id",
            team_id=team_id, id=interview_id, state=state,
        )  # fmt: skip
