"""Half-filled forms, private to whoever types them: the newest state of each wins, and a sent form leaves none."""

from datetime import datetime
from enum import StrEnum

from interviews.models import Model
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import name_key, read_time, stored_time


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


class Drafts:
    """Saves, finds and removes the drafts of one team at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, draft: Draft) -> Save:
        """Keeps this state, unless a newer one is there, the form has been sent, or its candidate erased."""
        with self._engine.transaction():
            self._engine.one_at_a_time(f"{draft.team_id}:{draft.card_id}")  # not while it is sent
            return self._saved({**draft.model_dump(), "saved_at": stored_time(draft.saved_at)})

    def _saved(self, row: Row) -> Save:
        """Nearly every one is a later state of a draft there is, so that is tried first."""
        changed = self._engine.execute(
            """UPDATE drafts SET candidate_id = :candidate_id, form = :form,
                   name_key = :name_key, archetype_id = :archetype_id,
                   typed_at = :typed_at, saved_at = :saved_at
               WHERE team_id = :team_id AND user_id = :user_id AND card_id = :card_id
               AND typed_at < :typed_at
               AND (:candidate_id = '' OR EXISTS (SELECT 1 FROM candidates c
                                                  WHERE c.team_id = :team_id AND c.id = :candidate_id))""",
            row,
        )
        if changed:
            return Save.KEPT
        made = self._engine.execute(
            """INSERT INTO drafts (team_id, user_id, card_id, candidate_id, form, typed_at, saved_at,
                                   name_key, archetype_id)
               SELECT :team_id, :user_id, :card_id, :candidate_id, :form, :typed_at, :saved_at,
                      :name_key, :archetype_id
               WHERE NOT EXISTS (SELECT 1 FROM scorecards s
                                 WHERE s.team_id = :team_id AND s.id = :card_id)
               AND (:candidate_id = '' OR EXISTS (SELECT 1 FROM candidates c
                                                  WHERE c.team_id = :team_id AND c.id = :candidate_id))
               ON CONFLICT (team_id, user_id, card_id) DO NOTHING""",
            row,
        )
        return Save.MADE if made else Save.LATE

    def of_person(self, team_id: str, user_id: str) -> tuple[Draft, ...]:
        """This person's drafts, the newest first."""
        rows = self._engine.query(
            "SELECT * FROM drafts WHERE team_id = :team_id AND user_id = :user_id"
            " ORDER BY saved_at DESC, card_id DESC",
            {"team_id": team_id, "user_id": user_id},
        )
        return tuple(_draft(row) for row in rows)

    def on(self, team_id: str, user_id: str, candidate_id: str) -> Draft | None:
        """This person's newest draft on this candidate, or None."""
        mine = self.of_person(team_id, user_id)
        return next((one for one in mine if one.candidate_id == candidate_id), None)

    def get(self, team_id: str, user_id: str, card_id: str) -> Draft | None:
        """One draft of this person, or None."""
        mine = self.of_person(team_id, user_id)
        return next((one for one in mine if one.card_id == card_id), None)

    def remove(self, team_id: str, user_id: str, card_id: str, candidate_id: str = "") -> None:
        """Drops the draft of this form, and every other of the same person on the same candidate."""
        self._engine.execute(
            "DELETE FROM drafts WHERE team_id = :team_id AND user_id = :user_id"
            " AND (card_id = :card_id OR (candidate_id = :candidate_id AND candidate_id <> ''))",
            {
                "team_id": team_id, "user_id": user_id,
                "card_id": card_id, "candidate_id": candidate_id,
            },
        )  # fmt: skip

    def remove_all_on(self, team_id: str, candidate_id: str) -> None:
        """Drops everybody's drafts on this candidate."""
        self._engine.execute(
            "DELETE FROM drafts WHERE team_id = :team_id AND candidate_id = :candidate_id",
            {"team_id": team_id, "candidate_id": candidate_id},
        )

    def remove_named(self, team_id: str, name: str, archetype_id: str) -> tuple[str, ...]:
        """Drops everybody's drafts on a new candidate of this name and role; gives back whose they were."""
        named = {"team_id": team_id, "name_key": name_key(name), "archetype_id": archetype_id}
        which = (
            "FROM drafts WHERE team_id = :team_id AND candidate_id = ''"
            " AND name_key = :name_key AND archetype_id = :archetype_id"
        )
        authors = self._engine.query(f"SELECT DISTINCT user_id {which} ORDER BY user_id", named)
        self._engine.execute(f"DELETE {which}", named)
        return tuple(row["user_id"] for row in authors)


def _draft(row: Row) -> Draft:
    return Draft(**row | {"saved_at": read_time(row["saved_at"])})
