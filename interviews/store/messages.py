"""Where the bot's own messages stand in Slack, so that a repeat updates them and an erasure finds them."""

from datetime import datetime

from interviews.models import Model
from interviews.store.rows import Tables, assignments, model_of, row_of
from interviews.store.values import stored_time

STARTING = """SELECT * FROM messages
    WHERE team_id = :team_id AND candidate_id = :candidate_id
    AND substr(about, 1, :length) = :prefix"""


UNSURE = "unsure:"
"""How a first post is called until Slack has answered to it; it has no `ts`."""


FILE = "file:"
"""How a file is called; its id stands in place of a `ts`."""


class Posted(Model):
    """One message or file of the bot: `about` names what it says to whom, and is unique in a team."""

    team_id: str
    about: str
    candidate_id: str
    channel: str
    ts: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file, and no message."""
        return self.about.startswith(FILE)


def part_name(about: str, part: int = 0) -> str:
    """What one part of a matter is remembered as; what fits into one message is part 0."""
    return f"{about}{part:03}"


class Messages(Tables):
    """Remembers and finds the messages of one team at a time."""

    def remember(self, posted: Posted, at: datetime) -> None:
        """Keeps where a message stands; the newest place wins."""
        moved = assignments(("channel", "ts", "posted_at"), "excluded.")
        self._insert(
            "messages", row_of(posted) | {"posted_at": stored_time(at)},
            f"ON CONFLICT (team_id, about) DO UPDATE SET {moved}",
        )  # fmt: skip

    def find(self, team_id: str, about: str) -> Posted | None:
        """Where this message stands, or None where it was never posted."""
        return self._first(Posted, "messages", team_id=team_id, about=about)

    def list_by_prefix(self, team_id: str, candidate_id: str, prefix: str) -> tuple[Posted, ...]:
        """The messages on this candidate whose `about` starts with `prefix`, in its order."""
        # From the candidate: a prefix is a range of an index only where the database sorts by bytes.
        rows = self._query(
            f"{STARTING} ORDER BY about",
            team_id=team_id, candidate_id=candidate_id, prefix=prefix, length=len(prefix),
        )  # fmt: skip
        return tuple(model_of(Posted, row) for row in rows)

    def of_candidate(self, team_id: str, candidate_id: str) -> tuple[Posted, ...]:
        """Every message and file that is about this candidate or names them."""
        standing = "AND ts <> '' ORDER BY about"
        return self._find(Posted, "messages", standing, team_id=team_id, candidate_id=candidate_id)

    def unsure_places(self, team_id: str, candidate_id: str) -> tuple[str, ...]:
        """The people and channels who may have a message on this candidate that Slack never confirmed."""
        unsure = self.list_by_prefix(team_id, candidate_id, UNSURE)
        places = {post.about.removeprefix(UNSURE).partition(":")[0] for post in unsure}
        return tuple(sorted(places))

    def forget(self, team_id: str, about: str) -> None:
        """Drops a message that Slack no longer has."""
        self._delete("messages", team_id=team_id, about=about)
