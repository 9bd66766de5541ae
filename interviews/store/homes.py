"""Who has a Home tab: everybody who has ever opened it, and whose tab therefore follows what happens."""

from collections.abc import Iterable

from interviews.store.engines.engine import Engine


class Homes:
    """Remembers and finds the Home tabs of one team's people."""

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
