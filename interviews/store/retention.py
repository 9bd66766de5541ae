"""Legal holds, policies, how old the records of people are, and what stays of the erased, as rows."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex

from interviews.models import Candidate
from interviews.retention.models import (
    ErasedRound,
    HoldSubject,
    LegalHold,
    Policy,
    subjects_of,
)
from interviews.store.rows import ONCE, Tables, assignments, columns, row_of, where_clause
from interviews.store.values import read_time


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
        ids = {
            subject: tuple(key for of, key in subjects_of(rounds) if of is subject)
            for subject in HoldSubject
        }
        found = (
            self._find(
                LegalHold, "legal_holds", team_id=team_id, subject=subject, subject_id=ids[subject]
            )
            for subject in HoldSubject
        )
        return tuple(hold for holds in found for hold in holds)

    def remove(self, hold: LegalHold) -> None:
        """The hold stands no longer."""
        self._delete("legal_holds", team_id=hold.team_id, id=hold.id)


class Policies(Tables):
    """Finds and keeps how long each team keeps records."""

    def get(self, team_id: str) -> Policy:
        """The team's policy; one without limits where nobody has set any."""
        return self._first(Policy, "policies", team_id=team_id) or Policy(team_id=team_id)

    def keep(self, policy: Policy) -> bool:
        """From now on this holds; False, and nothing changed, unless it follows the version that is kept."""
        if policy.version == 1:
            return self._insert("policies", row_of(policy), ONCE)
        changes = assignments(columns(Policy, without=("team_id",)))
        changed = self._execute(
            f"UPDATE policies SET {changes} WHERE team_id = :team_id AND version = :version - 1",
            **row_of(policy),
        )
        return bool(changed)

    def list_erasing(self) -> tuple[str, ...]:
        """The ids of the teams whose policies erase anybody."""
        rows = self._query(
            "SELECT team_id FROM policies WHERE months_decided > 0 OR months_inactive > 0"
        )
        return tuple(row["team_id"] for row in rows)


class Ages(Tables):
    """Says when something last happened in rounds of one team at a time."""

    def last_activity(self, team_id: str, candidate_ids: tuple[str, ...]) -> dict[str, datetime]:
        """By round, the last thing that anybody did or planned there, if anything; a decision that holds is none."""
        those, params = where_clause({"candidate_id": candidate_ids})
        rows = self._query(
            f"""SELECT candidate_id, MAX(at) AS at FROM (
                SELECT candidate_id, created_at AS at FROM interviews WHERE team_id = :team_id AND {those}
                UNION ALL SELECT candidate_id, starts_at FROM interviews WHERE team_id = :team_id AND {those}
                UNION ALL SELECT candidate_id, submitted_at FROM scorecards WHERE team_id = :team_id AND {those}
                UNION ALL SELECT candidate_id, undone_at FROM decisions WHERE team_id = :team_id AND {those}
                UNION ALL SELECT candidate_id, saved_at FROM drafts WHERE team_id = :team_id AND {those}
                UNION ALL SELECT candidate_id, at FROM departures WHERE team_id = :team_id AND {those}
            ) AS every WHERE at IS NOT NULL GROUP BY candidate_id""",
            team_id=team_id, **params,
        )  # fmt: skip
        return {row["candidate_id"]: read_time(row["at"]) for row in rows}


class ErasureNotices(Tables):
    """Keeps of whom leads are told before they are erased by rule, and in which day's walk, by the walk's beginning."""

    def add(self, team_id: str, person_id: str, at: datetime) -> None:
        """Leads are to be told of this person; where they were before, that stays."""
        self._insert(
            "erasure_notices", {"team_id": team_id, "person_id": person_id, "at": at}, ONCE
        )

    def remove(self, team_id: str, person_id: str) -> None:
        """The person is not due any more, so leads would be told again."""
        self._delete("erasure_notices", team_id=team_id, person_id=person_id)

    def among(self, team_id: str, person_ids: tuple[str, ...]) -> dict[str, datetime]:
        """Those of these people of whom leads were told, each with the walk."""
        rows = self._rows("erasure_notices", team_id=team_id, person_id=person_ids)
        return {row["person_id"]: read_time(row["at"]) for row in rows}

    def of_walk(self, team_id: str, at: datetime) -> tuple[str, ...]:
        """Everybody of whom leads were to be told in this walk."""
        rows = self._rows("erasure_notices", "ORDER BY person_id", team_id=team_id, at=at)
        return tuple(row["person_id"] for row in rows)

    def of_lead(self, team_id: str, user_id: str, at: datetime) -> tuple[str, ...]:
        """Those of them of whom this person leads any round."""
        rows = self._query(
            """SELECT DISTINCT n.person_id FROM candidate_leads l
               JOIN candidates c ON c.team_id = :team_id AND c.id = l.candidate_id
               JOIN erasure_notices n ON n.team_id = :team_id AND n.at = :at
                   AND n.person_id = CASE WHEN c.first_id = '' THEN c.id ELSE c.first_id END
               WHERE l.team_id = :team_id AND l.user_id = :user_id ORDER BY n.person_id""",
            team_id=team_id, user_id=user_id, at=at,
        )  # fmt: skip
        return tuple(row["person_id"] for row in rows)

    def leads_told(self, team_id: str, at: datetime) -> tuple[str, ...]:
        """Everybody who leads any round of somebody among them."""
        rows = self._query(
            """SELECT l.user_id FROM erasure_notices n
               JOIN candidate_leads l ON l.team_id = :team_id AND l.candidate_id = n.person_id
               WHERE n.team_id = :team_id AND n.at = :at
               UNION SELECT l.user_id FROM erasure_notices n
               JOIN candidates c ON c.team_id = :team_id AND c.first_id = n.person_id AND c.first_id <> ''
               JOIN candidate_leads l ON l.team_id = :team_id AND l.candidate_id = c.id
               WHERE n.team_id = :team_id AND n.at = :at ORDER BY user_id""",
            team_id=team_id, at=at,
        )  # fmt: skip
        return tuple(row["user_id"] for row in rows)


class ErasedRounds(Tables):
    """Adds and counts what stays of one team's erased rounds."""

    def add(self, team_id: str, erased: ErasedRound) -> None:
        """Keeps what stays of a round, under an id that tells nothing of when."""
        row = {"team_id": team_id, "id": token_hex(16)}
        self._insert("erased_rounds", {**row, **row_of(erased)})

    def of_opening(self, team_id: str, opening_id: str) -> tuple[ErasedRound, ...]:
        """The rounds of candidates of this opening, in no order."""
        return self._find(ErasedRound, "erased_rounds", team_id=team_id, opening_id=opening_id)

    def counts(self, team_id: str, opening_ids: Iterable[str]) -> dict[str, int]:
        """How many people were erased of each of these openings, if any."""
        those, params = where_clause({"opening_id": tuple(opening_ids)})
        rows = self._query(
            "SELECT opening_id, COUNT(*) AS people FROM erased_rounds"
            f" WHERE team_id = :team_id AND {those} AND is_last = 1 GROUP BY opening_id",
            team_id=team_id, **params,
        )  # fmt: skip
        return {row["opening_id"]: int(row["people"]) for row in rows}
