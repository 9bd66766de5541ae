"""What people have been told, so that nobody is told it twice: reminders, weekly digests, and who has left."""

from collections.abc import Iterable
from datetime import date, datetime

from interviews.models import Model
from interviews.store.engines.engine import Engine
from interviews.store.values import stored_time


class Leaver(Model):
    """A lead has been told that this interviewer has left the workspace and sends no scorecard."""

    team_id: str
    user_id: str
    interview_id: str
    lead_id: str


class Notices:
    """Keeps and finds what one team's people have been told."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_reminder(
        self, team_id: str, interview_id: str, series: str, number: int, at: datetime
    ) -> None:
        """Keeps that this reminder of the interview was sent; twice is once."""
        self._engine.execute(
            "INSERT INTO reminders (team_id, interview_id, series, number, at)"
            " VALUES (:team_id, :interview_id, :series, :number, :at)"
            " ON CONFLICT (team_id, interview_id, series, number) DO NOTHING",
            {
                "team_id": team_id, "interview_id": interview_id, "series": series,
                "number": number, "at": stored_time(at),
            },
        )  # fmt: skip

    def reminders(self, team_id: str, interview_id: str, series: str) -> int:
        """How many reminders of this series of the interview were sent."""
        [found] = self._engine.query(
            "SELECT COUNT(*) AS sent FROM reminders WHERE team_id = :team_id"
            " AND interview_id = :interview_id AND series = :series",
            {"team_id": team_id, "interview_id": interview_id, "series": series},
        )
        return int(found["sent"])

    def set_digest_day(self, team_id: str, user_id: str, day: date) -> None:
        """Keeps the day whose weekly digest this lead has had, or had no need of."""
        self._engine.execute(
            "INSERT INTO weekly_digests (team_id, user_id, day) VALUES (:team_id, :user_id, :day)"
            " ON CONFLICT (team_id, user_id) DO UPDATE SET day = excluded.day",
            {"team_id": team_id, "user_id": user_id, "day": day.isoformat()},
        )

    def digest_day(self, team_id: str, user_id: str) -> date | None:
        """The last such day; None before the first."""
        rows = self._engine.query(
            "SELECT day FROM weekly_digests WHERE team_id = :team_id AND user_id = :user_id",
            {"team_id": team_id, "user_id": user_id},
        )
        return date.fromisoformat(rows[0]["day"]) if rows else None

    def add_leaver(self, leaver: Leaver, at: datetime) -> bool:
        """Keeps that this lead is told; False where they were told before."""
        added = self._engine.execute(
            "INSERT INTO leavers (team_id, user_id, interview_id, lead_id, at)"
            " VALUES (:team_id, :user_id, :interview_id, :lead_id, :at)"
            " ON CONFLICT (team_id, user_id, interview_id, lead_id) DO NOTHING",
            {**leaver.model_dump(), "at": stored_time(at)},
        )
        return bool(added)

    def leavers(self, team_id: str, lead_id: str, interview_ids: Iterable[str]) -> frozenset[str]:
        """Those of these interviews whose interviewers have left, as far as this lead was told."""
        names = {f"id{number}": interview_id for number, interview_id in enumerate(interview_ids)}
        if not names:
            return frozenset()
        rows = self._engine.query(
            "SELECT interview_id FROM leavers WHERE team_id = :team_id AND lead_id = :lead_id"
            f" AND interview_id IN ({', '.join(f':{name}' for name in names)})",
            {"team_id": team_id, "lead_id": lead_id, **names},
        )
        return frozenset(row["interview_id"] for row in rows)

    def leads_told_of(self, team_id: str, user_id: str) -> frozenset[str]:
        """Who was told that this person has left."""
        rows = self._engine.query(
            "SELECT DISTINCT lead_id FROM leavers WHERE team_id = :team_id AND user_id = :user_id",
            {"team_id": team_id, "user_id": user_id},
        )
        return frozenset(row["lead_id"] for row in rows)

    def remove_leaver(self, team_id: str, user_id: str) -> None:
        """The person is back: leads can be told once more, should they leave again."""
        self._engine.execute(
            "DELETE FROM leavers WHERE team_id = :team_id AND user_id = :user_id",
            {"team_id": team_id, "user_id": user_id},
        )
