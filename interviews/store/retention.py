"""Legal holds as rows."""

from collections.abc import Iterable

from interviews.models import Candidate
from interviews.retention.models import HoldSubject, LegalHold
from interviews.store.rows import ONCE, Tables, row_of


class LegalHolds(Tables):
    """Adds, finds and removes the legal holds of one team at a time."""

    def lock(self, team_id: str) -> None:
        """Makes whoever else places, lifts or must heed a hold of this team wait until the transaction ends."""
        self._engine.one_at_a_time(f"legal_holds:{team_id}")

    def add(self, hold: LegalHold) -> bool:
        """Adds a hold; False, and nothing changed, where one stands on the same candidate or opening."""
        return self._insert("legal_holds", row_of(hold), ONCE)

    def get(self, team_id: str, subject: HoldSubject, subject_id: str) -> LegalHold | None:
        """The hold on this candidate or opening itself, or None."""
        return self._first(
            LegalHold, "legal_holds", team_id=team_id, subject=subject, subject_id=subject_id
        )

    def all_of(self, team_id: str) -> tuple[LegalHold, ...]:
        """Every hold of the team, newest first."""
        return self._find(LegalHold, "legal_holds", "ORDER BY at DESC, id DESC", team_id=team_id)

    def covering(self, team_id: str, rounds: Iterable[Candidate]) -> tuple[LegalHold, ...]:
        """The holds on these people, and on the openings that they are candidates of; those on the people first."""
        people = tuple(dict.fromkeys(each.person_id for each in rounds))
        openings = tuple(dict.fromkeys(each.opening_id for each in rounds if each.opening_id))
        found = (
            self._find(LegalHold, "legal_holds", team_id=team_id, subject=subject, subject_id=ids)
            for subject, ids in ((HoldSubject.CANDIDATE, people), (HoldSubject.OPENING, openings))
        )
        return tuple(hold for holds in found for hold in holds)

    def remove(self, hold: LegalHold) -> None:
        """The hold stands no longer."""
        self._delete("legal_holds", team_id=hold.team_id, id=hold.id)
