"""What interviewers wrote down meanwhile: kept beside the draft, until the scorecard that it is in has been sent."""

from datetime import datetime

from interviews.models import Model, Text
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import read_time, stored_time


class Note(Model):
    """A note of one interviewer on one candidate; like a draft, nobody but its author gets to see it."""

    team_id: str
    user_id: str
    candidate_id: str
    id: str
    """Made when its form was opened: the same form sent twice is the same note."""
    skill_id: str = ""
    """The skill it is evidence of; empty for the overall note."""
    text: Text
    added_at: datetime
    number: int = 0
    """Its place among this person's notes on this candidate, from 1 on; given when it is kept."""


class Notes:
    """Keeps, finds and clears the notes of one team at a time; callers hold the candidate."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, note: Note) -> bool:
        """Keeps the note under the next number; False where it is there already."""
        added = self._engine.execute(
            """INSERT INTO jottings
                   (team_id, user_id, candidate_id, id, number, skill_id, text, added_at)
               SELECT :team_id, :user_id, :candidate_id, :id, COALESCE(MAX(number), 0) + 1,
                   :skill_id, :text, :added_at
               FROM jottings WHERE team_id = :team_id AND user_id = :user_id
                   AND candidate_id = :candidate_id
               ON CONFLICT (team_id, user_id, id) DO NOTHING""",
            {
                **note.model_dump(exclude={"number", "added_at"}),
                "added_at": stored_time(note.added_at),
            },
        )
        return bool(added)

    def has(self, team_id: str, user_id: str, note_id: str) -> bool:
        """Whether this person's note of this id was kept, in a sent scorecard or not."""
        rows = self._engine.query(
            "SELECT number FROM jottings"
            " WHERE team_id = :team_id AND user_id = :user_id AND id = :id",
            {"team_id": team_id, "user_id": user_id, "id": note_id},
        )
        return bool(rows)

    def waiting(
        self, team_id: str, user_id: str, candidate_id: str, after: int = 0
    ) -> tuple[Note, ...]:
        """This person's notes beyond this number that are in no sent scorecard yet, in their order."""
        rows = self._engine.query(
            "SELECT * FROM jottings WHERE team_id = :team_id AND user_id = :user_id"
            " AND candidate_id = :candidate_id AND number > :after AND text <> '' ORDER BY number",
            {
                "team_id": team_id, "user_id": user_id,
                "candidate_id": candidate_id, "after": after,
            },
        )  # fmt: skip
        return tuple(_note(row) for row in rows)

    def has_sent(self, team_id: str, user_id: str, candidate_id: str, after: int) -> bool:
        """Whether a note of this person beyond this number is in a scorecard that was sent."""
        rows = self._engine.query(
            "SELECT number FROM jottings WHERE team_id = :team_id AND user_id = :user_id"
            " AND candidate_id = :candidate_id AND number > :after AND text = ''",
            {
                "team_id": team_id, "user_id": user_id,
                "candidate_id": candidate_id, "after": after,
            },
        )  # fmt: skip
        return bool(rows)

    def clear(self, team_id: str, user_id: str, candidate_id: str, upto: int) -> None:
        """Drops the words of the notes that are in a sent scorecard.

        The rows stay: a number is given once, so that a form knows for ever which notes it has seen.
        """
        self._engine.execute(
            "UPDATE jottings SET text = '' WHERE team_id = :team_id AND user_id = :user_id"
            " AND candidate_id = :candidate_id AND number <= :upto",
            {"team_id": team_id, "user_id": user_id, "candidate_id": candidate_id, "upto": upto},
        )


def _note(row: Row) -> Note:
    return Note.model_validate(row | {"added_at": read_time(row["added_at"])})
