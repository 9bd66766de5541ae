"""What is kept of people: their settings, who has a Home tab, and what they have been told already."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from interviews.models import Model
from interviews.store.rows import ONCE, Tables, assignments, columns, row_of


class Preferences(Model):
    """One person's settings, in their own time zone; the defaults hold until they change them."""

    team_id: str
    user_id: str
    reminders: bool = True
    panel_reminders: bool = True
    """Whether the interviewers of candidates whom this person leads are reminded."""
    weekly: bool = True
    weekly_day: Annotated[int, Field(ge=0, le=6)] = 0
    """0 is Monday."""
    weekly_hour: Annotated[int, Field(ge=0, le=23)] = 9
    mirror: bool = False
    """Whether the person gets their mirror once a month."""


class AllPreferences(Tables):
    """Finds and keeps the settings of one team's people."""

    def get(self, team_id: str, user_id: str) -> Preferences:
        """This person's settings, or the defaults."""
        kept = self._first(Preferences, "preferences", team_id=team_id, user_id=user_id)
        return kept or Preferences(team_id=team_id, user_id=user_id)

    def keep(self, preferences: Preferences) -> None:
        """From now on these hold."""
        changes = assignments(columns(Preferences, without=("team_id", "user_id")), "excluded.")
        newest = f"ON CONFLICT (team_id, user_id) DO UPDATE SET {changes}"
        self._insert("preferences", row_of(preferences), newest)

    def stop_reminders(self, team_id: str, candidate_id: str, user_id: str) -> None:
        """This person wants no more reminders of this candidate."""
        self._insert("unwanted_reminders", _key(team_id, candidate_id, user_id), ONCE)

    def want_reminders(self, team_id: str, candidate_id: str, user_id: str) -> None:
        """They want them again."""
        self._delete("unwanted_reminders", **_key(team_id, candidate_id, user_id))

    def unwanted_reminders(self, team_id: str, user_id: str) -> frozenset[str]:
        """The ids of the candidates of whom this person wants no reminders, be they on for all others or not."""
        rows = self._rows("unwanted_reminders", team_id=team_id, user_id=user_id)
        return frozenset(row["candidate_id"] for row in rows)


def _key(team_id: str, candidate_id: str, user_id: str) -> dict[str, str]:
    return {"team_id": team_id, "candidate_id": candidate_id, "user_id": user_id}


class Homes(Tables):
    """The Home tabs of one team's people: everybody who has ever opened theirs has one."""

    def remember(self, team_id: str, user_id: str) -> None:
        """From now on this person's Home tab follows."""
        self._insert("homes", {"team_id": team_id, "user_id": user_id}, ONCE)

    def forget(self, team_id: str, user_id: str) -> None:
        """Nobody looks at this person's Home tab any more; opening it brings it back."""
        self._delete("homes", team_id=team_id, user_id=user_id)

    def among(self, team_id: str, user_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these people who have one, always in the same order."""
        rows = self._rows(
            "homes", "ORDER BY user_id", team_id=team_id, user_id=tuple(set(user_ids))
        )
        return tuple(row["user_id"] for row in rows)


class Leaver(Model):
    """A lead has been told that this interviewer has left the workspace and sends no scorecard."""

    team_id: str
    user_id: str
    interview_id: str
    lead_id: str


class SentReminder(Model):
    """A reminder that an interviewer has had, or will have once it is day for them."""

    series: str
    at: datetime


class Notices(Tables):
    """Keeps and finds what one team's people have been told, so that nobody is told it twice."""

    def add_reminder(
        self, team_id: str, interview_id: str, series: str, number: int, at: datetime
    ) -> None:
        """Keeps that this reminder of the interview was sent; twice is once."""
        row = {"team_id": team_id, "interview_id": interview_id, "series": series}
        self._insert("reminders", {**row, "number": number, "at": at}, ONCE)

    def reminders(self, team_id: str, interview_id: str, series: str) -> int:
        """How many reminders of this series of the interview were sent."""
        key = {"team_id": team_id, "interview_id": interview_id, "series": series}
        return len(self._rows("reminders", **key))

    def every_reminder(self, team_id: str, interview_id: str) -> tuple[SentReminder, ...]:
        """All reminders of the interview, those that leads asked for and those for other times included."""
        return self._find(SentReminder, "reminders", team_id=team_id, interview_id=interview_id)

    def set_digest_day(self, team_id: str, user_id: str, day: date) -> None:
        """Keeps the day whose weekly digest this lead has had, or had no need of."""
        newest = "ON CONFLICT (team_id, user_id) DO UPDATE SET day = excluded.day"
        row = {"team_id": team_id, "user_id": user_id, "day": day.isoformat()}
        self._insert("weekly_digests", row, newest)

    def digest_day(self, team_id: str, user_id: str) -> date | None:
        """The last such day; None before the first."""
        rows = self._rows("weekly_digests", team_id=team_id, user_id=user_id)
        return date.fromisoformat(rows[0]["day"]) if rows else None

    def add_leaver(self, leaver: Leaver, at: datetime) -> bool:
        """Keeps that this lead is told; False where they were told before."""
        return self._insert("leavers", {**row_of(leaver), "at": at}, ONCE)

    def leavers(self, team_id: str, lead_id: str, interview_ids: Iterable[str]) -> frozenset[str]:
        """Those of these interviews whose interviewers have left, as far as this lead was told."""
        ids = tuple(interview_ids)
        rows = self._rows("leavers", team_id=team_id, lead_id=lead_id, interview_id=ids)
        return frozenset(row["interview_id"] for row in rows)

    def leads_told_of(self, team_id: str, user_id: str) -> frozenset[str]:
        """Who was told that this person has left."""
        rows = self._rows("leavers", team_id=team_id, user_id=user_id)
        return frozenset(row["lead_id"] for row in rows)

    def remove_leaver(self, team_id: str, user_id: str) -> None:
        """The person is back: leads can be told once more, should they leave again."""
        self._delete("leavers", team_id=team_id, user_id=user_id)
