"""Where the bot's own messages stand in Slack, so that a repeat updates them and an erasure finds them."""

from datetime import datetime

from interviews.models import Model
from interviews.store.engines.engine import Engine
from interviews.store.values import stored_time

STARTING = """SELECT team_id, about, candidate_id, channel, ts FROM messages
    WHERE team_id = :team_id AND candidate_id = :candidate_id
    AND substr(about, 1, :length) = :prefix"""


UNSURE = "unsure:"
"""How a first post is called until Slack has answered to it; it has no `ts`."""


class Posted(Model):
    """One message of the bot: `about` names what it says to whom, and is unique in a team."""

    team_id: str
    about: str
    candidate_id: str
    channel: str
    ts: str


def numbered(about: str, part: int = 0) -> str:
    """What one part of a matter is remembered as; what fits into one message is part 0."""
    return f"{about}{part:03}"


class Messages:
    """Remembers and finds the messages of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, posted: Posted, at: datetime) -> None:
        """Keeps where a message stands; the newest place wins."""
        self._engine.execute(
            """INSERT INTO messages (team_id, about, candidate_id, channel, ts, posted_at)
               VALUES (:team_id, :about, :candidate_id, :channel, :ts, :posted_at)
               ON CONFLICT (team_id, about) DO UPDATE
               SET channel = excluded.channel, ts = excluded.ts, posted_at = excluded.posted_at""",
            {**posted.model_dump(), "posted_at": stored_time(at)},
        )

    def find(self, team_id: str, about: str) -> Posted | None:
        """Where this message stands, or None where it was never posted."""
        rows = self._engine.query(
            "SELECT team_id, about, candidate_id, channel, ts FROM messages"
            " WHERE team_id = :team_id AND about = :about",
            {"team_id": team_id, "about": about},
        )
        return Posted(**rows[0]) if rows else None

    def starting(self, team_id: str, candidate_id: str, prefix: str) -> tuple[Posted, ...]:
        """The messages on this candidate whose `about` starts with `prefix`, in its order."""
        # From the candidate: a prefix is a range of an index only where the database sorts by bytes.
        rows = self._engine.query(
            f"{STARTING} ORDER BY about",
            {
                "team_id": team_id, "candidate_id": candidate_id,
                "prefix": prefix, "length": len(prefix),
            },
        )  # fmt: skip
        return tuple(Posted(**row) for row in rows)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[Posted, ...]:
        """Every message that is about this candidate or names them."""
        rows = self._engine.query(
            "SELECT team_id, about, candidate_id, channel, ts FROM messages"
            " WHERE team_id = :team_id AND candidate_id = :candidate_id AND ts <> '' ORDER BY about",
            {"team_id": team_id, "candidate_id": candidate_id},
        )
        return tuple(Posted(**row) for row in rows)

    def unsure_places(self, team_id: str, candidate_id: str) -> tuple[str, ...]:
        """The people and channels who may have a message on this candidate that Slack never confirmed."""
        begun = self.starting(team_id, candidate_id, UNSURE)
        return tuple(sorted({one.about.removeprefix(UNSURE).partition(":")[0] for one in begun}))

    def forget(self, team_id: str, about: str) -> None:
        """Drops a message that Slack no longer has."""
        self._engine.execute(
            "DELETE FROM messages WHERE team_id = :team_id AND about = :about",
            {"team_id": team_id, "about": about},
        )
