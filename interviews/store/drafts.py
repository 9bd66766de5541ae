"""Half-filled forms and notes, private to whoever types them, until the scorecard that they become is sent."""

from datetime import datetime
from enum import StrEnum

from interviews.models import Candidate, Model, Text
from interviews.store.rows import Stored, Tables, assignments, columns, row_of
from interviews.store.values import name_key, new_id

# Nobody types on about a candidate who has been erased.
_CANDIDATE_IS_THERE = """(:candidate_id = '' OR EXISTS (
    SELECT 1 FROM candidates c WHERE c.team_id = :team_id AND c.id = :candidate_id))"""


UNTYPED = "0"
"""Stands for the time of the last keystroke where there was none: whatever is typed is newer."""


class Draft(Model):
    """One half-filled scorecard; `form` is the form's own JSON, which nobody but its author gets to see."""

    team_id: str
    user_id: str
    card_id: str
    candidate_id: str = ""
    """Empty while the candidate is new, and known only by what is typed in the form."""
    name_key: str = ""
    """How the name of the new candidate is compared; empty where the candidate is known."""
    archetype_id: str = ""
    form: str
    typed_at: str
    """Slack's own time of the last keystroke that is in it; later ones sort after it."""
    saved_at: datetime


class Save(StrEnum):
    """What became of a state that was to be kept."""

    MADE = "made"
    """There was no such draft before."""
    KEPT = "kept"
    LATE = "late"
    """Something newer is there, or the form was sent."""


class Drafts(Tables):
    """Saves, finds and removes the drafts of one team at a time: the newest state wins, a sent form leaves none."""

    def save(self, draft: Draft) -> Save:
        """Keeps this state, unless a newer one is there, the form has been sent, or its candidate erased."""
        with self._engine.transaction():
            self._engine.one_at_a_time(f"{draft.team_id}:{draft.card_id}")  # not while it is sent
            return self._save(row_of(draft))

    def _save(self, row: dict[str, Stored]) -> Save:
        """Nearly every one is a later state of a draft there is, so that is tried first."""
        changes = columns(Draft, without=("team_id", "user_id", "card_id"))
        changed = self._execute(
            f"""UPDATE drafts SET {assignments(changes)}
               WHERE team_id = :team_id AND user_id = :user_id AND card_id = :card_id
               AND typed_at < :typed_at AND {_CANDIDATE_IS_THERE}""",
            **row,
        )
        if changed:
            return Save.KEPT
        made = self._execute(
            f"""INSERT INTO drafts (team_id, user_id, card_id, {", ".join(changes)})
               SELECT :team_id, :user_id, :card_id, {", ".join(f":{name}" for name in changes)}
               WHERE NOT EXISTS (SELECT 1 FROM scorecards s
                                 WHERE s.team_id = :team_id AND s.id = :card_id)
               AND {_CANDIDATE_IS_THERE}
               ON CONFLICT (team_id, user_id, card_id) DO NOTHING""",
            **row,
        )
        return Save.MADE if made else Save.LATE

    def of_person(self, team_id: str, user_id: str) -> tuple[Draft, ...]:
        """This person's drafts, the newest first."""
        newest_first = "ORDER BY saved_at DESC, card_id DESC"
        return self._find(Draft, "drafts", newest_first, team_id=team_id, user_id=user_id)

    def on(self, team_id: str, user_id: str, candidate_id: str) -> Draft | None:
        """This person's newest draft on this candidate, or None."""
        mine = self.of_person(team_id, user_id)
        return next((draft for draft in mine if draft.candidate_id == candidate_id), None)

    def get(self, team_id: str, user_id: str, card_id: str) -> Draft | None:
        """One draft of this person, or None."""
        return self._first(Draft, "drafts", team_id=team_id, user_id=user_id, card_id=card_id)

    def remove(self, team_id: str, user_id: str, card_id: str, candidate_id: str = "") -> None:
        """Drops the draft of this form, and every other of the same person on the same candidate."""
        self._delete("drafts", team_id=team_id, user_id=user_id, card_id=card_id)
        if candidate_id:
            self._delete("drafts", team_id=team_id, user_id=user_id, candidate_id=candidate_id)

    def remove_all_on(self, team_id: str, candidate_id: str) -> None:
        """Drops everybody's drafts on this candidate."""
        self._delete("drafts", team_id=team_id, candidate_id=candidate_id)

    def list_about(self, candidate: Candidate) -> tuple[Draft, ...]:
        """Everybody's drafts on this candidate, and those on somebody new of the same name and role."""
        on_them = self._find(Draft, "drafts", "ORDER BY saved_at, card_id", **candidate.ids)
        return (*on_them, *self._find(Draft, "drafts", **_named(candidate)))

    def remove_named(self, candidate: Candidate) -> tuple[str, ...]:
        """Drops everybody's drafts on somebody new of this name and role; gives back whose they were."""
        named = _named(candidate)
        found = self._find(Draft, "drafts", **named)
        self._delete("drafts", **named)
        return tuple(sorted({draft.user_id for draft in found}))


def _named(candidate: Candidate) -> dict[str, str]:
    return {
        "team_id": candidate.team_id, "candidate_id": "",
        "name_key": name_key(candidate.name), "archetype_id": candidate.archetype_id,
    }  # fmt: skip


class Note(Model):
    """A note of one interviewer on one candidate; like a draft, nobody but its author gets to see it."""

    team_id: str
    user_id: str
    candidate_id: str
    id: str
    """The time of the message that it was: used twice, it is the same note."""
    skill_id: str = ""
    """The skill it is evidence of; empty for the overall note."""
    text: Text
    added_at: datetime
    number: int = 0
    """Its place among this person's notes on this candidate, from 1 on; given when it is kept."""


class Notes(Tables):
    """Keeps, finds and clears the notes of one team at a time; callers hold the candidate."""

    def add(self, note: Note) -> bool:
        """Keeps the note under the next number; False where it is there already."""
        added = self._execute(
            """INSERT INTO jottings
                   (team_id, user_id, candidate_id, id, number, skill_id, text, added_at)
               SELECT :team_id, :user_id, :candidate_id, :id, COALESCE(MAX(number), 0) + 1,
                   :skill_id, :text, :added_at
               FROM jottings WHERE team_id = :team_id AND user_id = :user_id
                   AND candidate_id = :candidate_id
               ON CONFLICT (team_id, user_id, id) DO NOTHING""",
            **row_of(note, without=("number",)),
        )
        return bool(added)

    def get(self, team_id: str, user_id: str, note_id: str) -> Note | None:
        """This person's note of this id, without its text once it is in a sent scorecard; None where there is none."""
        return self._first(Note, "jottings", team_id=team_id, user_id=user_id, id=note_id)

    def newest(self, team_id: str, user_id: str, candidate_id: str) -> Note | None:
        """This person's last note on this candidate, in a sent scorecard or not; None where there is none."""
        notes = self._after(team_id, user_id, candidate_id, 0)
        return notes[-1] if notes else None

    def list_unsent(
        self, team_id: str, user_id: str, candidate_id: str, after: int = 0
    ) -> tuple[Note, ...]:
        """This person's notes beyond this number that are in no sent scorecard yet, in their order."""
        numbered = self._after(team_id, user_id, candidate_id, after)
        return tuple(note for note in numbered if note.text)

    def list_about(self, team_id: str, candidate_id: str) -> tuple[Note, ...]:
        """Everybody's notes on this candidate that are in no sent scorecard yet, the oldest first."""
        return self._find(
            Note, "jottings", "AND text <> '' ORDER BY added_at, id",
            team_id=team_id, candidate_id=candidate_id,
        )  # fmt: skip

    def has_sent(self, team_id: str, user_id: str, candidate_id: str, after: int) -> bool:
        """Whether a note of this person beyond this number is in a scorecard that was sent."""
        numbered = self._after(team_id, user_id, candidate_id, after)
        return not all(note.text for note in numbered)

    def _after(self, team_id: str, user_id: str, candidate_id: str, after: int) -> tuple[Note, ...]:
        """This person's notes beyond this number, in their order; those in a sent scorecard have no text."""
        key = {"team_id": team_id, "user_id": user_id, "candidate_id": candidate_id}
        notes = self._find(Note, "jottings", "ORDER BY number", **key)
        return tuple(note for note in notes if note.number > after)

    def take_back(self, team_id: str, user_id: str, note_id: str) -> None:
        """Drops the words of this note, and lets the same message be another one; its number is never given again."""
        self._execute(
            "UPDATE jottings SET text = '', id = :gone"
            " WHERE team_id = :team_id AND user_id = :user_id AND id = :note_id",
            team_id=team_id, user_id=user_id, note_id=note_id, gone=new_id(),
        )  # fmt: skip

    def clear(self, team_id: str, user_id: str, candidate_id: str, upto: int) -> None:
        """Drops the words of the notes that are in a sent scorecard.

        The rows stay: a number is given once, so that a form knows for ever which notes it has seen.
        """
        self._execute(
            "UPDATE jottings SET text = '' WHERE team_id = :team_id AND user_id = :user_id"
            " AND candidate_id = :candidate_id AND number <= :upto",
            team_id=team_id, user_id=user_id, candidate_id=candidate_id, upto=upto,
        )  # fmt: skip
