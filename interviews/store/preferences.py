"""What a person has set for themselves: reminders on or off, and when the weekly digest comes."""

from typing import Annotated

from pydantic import Field

from interviews.models import Model
from interviews.store.engines.engine import Engine


class Preferences(Model):
    """One person's settings, in their own time zone; the defaults hold until they change them."""

    team_id: str
    user_id: str
    reminders: bool = True
    weekly: bool = True
    weekly_day: Annotated[int, Field(ge=0, le=6)] = 0
    """0 is Monday."""
    weekly_hour: Annotated[int, Field(ge=0, le=23)] = 9


class AllPreferences:
    """Finds and keeps the settings of one team's people."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, team_id: str, user_id: str) -> Preferences:
        """This person's settings, or the defaults."""
        rows = self._engine.query(
            "SELECT * FROM preferences WHERE team_id = :team_id AND user_id = :user_id",
            {"team_id": team_id, "user_id": user_id},
        )
        return Preferences(**rows[0]) if rows else Preferences(team_id=team_id, user_id=user_id)

    def keep(self, preferences: Preferences) -> None:
        """From now on these hold."""
        self._engine.execute(
            """INSERT INTO preferences (team_id, user_id, reminders, weekly, weekly_day, weekly_hour)
               VALUES (:team_id, :user_id, :reminders, :weekly, :weekly_day, :weekly_hour)
               ON CONFLICT (team_id, user_id) DO UPDATE
               SET reminders = excluded.reminders, weekly = excluded.weekly,
                   weekly_day = excluded.weekly_day, weekly_hour = excluded.weekly_hour""",
            {
                **preferences.model_dump(),
                "reminders": int(preferences.reminders),
                "weekly": int(preferences.weekly),
            },
        )
