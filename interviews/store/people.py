"""What is kept of people: their settings, and who has a Home tab that follows what happens."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from interviews.models import Model
from interviews.store.engines.engine import Engine
from interviews.store.rows import assignments, columns, insert, model_of, row_of


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
        if not rows:
            return Preferences(team_id=team_id, user_id=user_id)
        return model_of(Preferences, rows[0])

    def keep(self, preferences: Preferences) -> None:
        """From now on these hold."""
        row = row_of(preferences)
        changes = columns(Preferences, without=("team_id", "user_id"))
        self._engine.execute(
            f"{insert('preferences', row)} ON CONFLICT (team_id, user_id) DO UPDATE"
            f" SET {assignments(changes, 'excluded.')}",
            row,
        )


class Homes:
    """The Home tabs of one team's people: everybody who has ever opened theirs has one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, team_id: str, user_id: str) -> None:
        """From now on this person's Home tab follows."""
        self._engine.execute(
            "INSERT INTO homes (team_id, user_id) VALUES (:team_id, :user_id)"
            " ON CONFLICT (team_id, user_id) DO NOTHING",
            {"team_id": team_id, "user_id": user_id},
        )

    def forget(self, team_id: str, user_id: str) -> None:
        """Nobody looks at this person's Home tab any more; opening it brings it back."""
        self._engine.execute(
            "DELETE FROM homes WHERE team_id = :team_id AND user_id = :user_id",
            {"team_id": team_id, "user_id": user_id},
        )

    def among(self, team_id: str, user_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these people who have one, always in the same order."""
        names = {f"user{number}": user_id for number, user_id in enumerate(sorted(set(user_ids)))}
        if not names:
            return ()
        rows = self._engine.query(
            "SELECT user_id FROM homes WHERE team_id = :team_id"
            f" AND user_id IN ({', '.join(f':{name}' for name in names)}) ORDER BY user_id",
            {"team_id": team_id, **names},
        )
        return tuple(row["user_id"] for row in rows)
