"""The ids of somebody's candidates, the first of a list: the newest of thousands as quickly as all of a few."""

from collections.abc import Iterable

from interviews.store.readers import (
    DECIDED_FOR_PERSON,
    OF_PERSON,
    OPEN_FOR_PERSON,
    OWN,
    PLANNED_BY_PERSON,
    SCORABLE,
    SCORED_BY_PERSON,
    Reader,
    Readers,
    known_to,
)
from interviews.store.rows import Tables, Value, where_clause

FEW = 1_000
"""Candidates of one person: up to so many are found from the person, and of more than that those who come first."""

_MET = """SELECT candidate_id FROM interviews WHERE team_id = :team_id AND interviewer_id = :user_id
    AND state IN ('planned', 'shadowed')"""
_BEGUN = "SELECT candidate_id FROM drafts WHERE team_id = :team_id AND user_id = :user_id"
_UNSCORED = """SELECT i.candidate_id FROM interviews i
    WHERE i.team_id = :team_id AND i.interviewer_id = :user_id AND i.state IN ('planned', 'shadowed')
    AND NOT EXISTS (SELECT 1 FROM scorecards s WHERE s.team_id = :team_id AND s.interview_id = i.id)"""


class Lists(Tables):
    """Finds those whom a reader may know of."""

    def newest(self, reader: Reader, most: int) -> tuple[str, ...]:
        """Up to so many whom the reader takes for open, the newest first."""
        return self._open(reader, self._whose(reader), most=most)

    def newest_planned(self, reader: Reader, roles: Iterable[str], most: int) -> tuple[str, ...]:
        """The same of those in one of these roles whose panels the reader plans."""
        condition, params = where_clause({"archetype_id": tuple(roles)})
        plans = "1 = 1" if reader.knows_all else PLANNED_BY_PERSON
        where = f"c.{condition} AND {plans} AND {self._whose(reader)}"
        return self._open(reader, where, most=most, **params)

    def newest_scorable(self, reader: Reader, roles: Iterable[str], most: int) -> tuple[str, ...]:
        """The same of those in one of these roles whom the reader leads or interviews."""
        condition, params = where_clause({"archetype_id": tuple(roles)})
        few = Readers(self._engine).has_few(reader, FEW, SCORABLE)
        whose = f"c.id IN ({SCORABLE})" if few else f"c.status <> 'decided' AND {SCORED_BY_PERSON}"
        return self._open(reader, f"c.{condition} AND {whose}", most=most, **params)

    def newest_unscored(self, reader: Reader, roles: Iterable[str], most: int) -> tuple[str, ...]:
        """Up to so many in these roles, open to everybody, whom the reader has met or is to meet and has not scored."""
        condition, params = where_clause({"archetype_id": tuple(roles)})
        where = f"c.{condition} AND c.status = 'open' AND c.id IN ({_UNSCORED})"
        return self._open(reader, where, most=most, **params)

    def is_scorable(self, reader: Reader, roles: Iterable[str], candidate_id: str) -> bool:
        """Whether the reader takes this candidate for open, leads or interviews them, and the role is one of these."""
        condition, params = where_clause({"archetype_id": tuple(roles)})
        where = f"c.id = :id AND c.{condition} AND {SCORED_BY_PERSON}"
        return bool(self._open(reader, where, most=1, id=candidate_id, **params))

    def keys_of_scorable(self, reader: Reader, roles: Iterable[str]) -> dict[str, str]:
        """By id, the names' keys of those whom the reader is likely to write a note on, in no order.

        Of all whom they may score these are the ones whom they interview or have a draft on; where there is none,
        all of them.
        """
        condition, params = where_clause({"archetype_id": tuple(roles)})
        likely = f"c.id IN ({_MET} UNION ALL {_BEGUN}) AND {SCORED_BY_PERSON}"
        for whose in (likely, f"c.id IN ({SCORABLE})"):
            rows = self._query(
                f"""SELECT c.id, c.name_key FROM candidates c WHERE c.team_id = :team_id
                    AND {OPEN_FOR_PERSON} AND c.{condition} AND {whose}""",
                team_id=reader.team_id, user_id=reader.user_id, **params,
            )  # fmt: skip
            if rows:
                break
        return {row["id"]: row["name_key"] for row in rows}

    def open_among(self, reader: Reader, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these ids whom the reader takes for open, the newest first."""
        condition, params = where_clause({"id": tuple(dict.fromkeys(ids))})
        where = f"c.{condition} AND {known_to(reader)}"
        return self._open(reader, where, most=len(params), **params)

    def _open(self, reader: Reader, where: str, **params: Value) -> tuple[str, ...]:
        found = self._query(
            f"""SELECT c.id FROM candidates c WHERE c.team_id = :team_id AND {where}
                AND {OPEN_FOR_PERSON}
                ORDER BY c.created_at DESC, c.id DESC LIMIT :most""",
            team_id=reader.team_id, user_id=reader.user_id, **params,
        )  # fmt: skip
        return tuple(row["id"] for row in found)

    def newest_decided(self, reader: Reader, most: int) -> tuple[str, ...]:
        """Up to so many whom the reader takes for decided, the newest decision first."""
        from_person = self._is_from_person(reader)
        whose = f"d.candidate_id IN ({OWN})" if from_person else known_to(reader)
        # In an order that no index has it begins with the decisions on the person's candidates, if these are few.
        moment = "d.at || ''" if from_person else "d.at"
        # SQLite begins with what stands before CROSS JOIN: the decisions, of which there may be none.
        found = self._query(
            f"""SELECT c.id FROM decisions d CROSS JOIN candidates c
                WHERE d.team_id = :team_id AND d.undone_at IS NULL AND c.team_id = :team_id
                AND c.id = d.candidate_id AND {DECIDED_FOR_PERSON} AND {whose}
                ORDER BY {moment} DESC, d.id DESC LIMIT :most""",
            team_id=reader.team_id, user_id=reader.user_id, most=most,
        )  # fmt: skip
        return tuple(row["id"] for row in found)

    def _whose(self, reader: Reader) -> str:
        if self._is_from_person(reader):
            return OF_PERSON
        return f"c.status <> 'decided' AND {known_to(reader)}"

    def _is_from_person(self, reader: Reader) -> bool:
        return Readers(self._engine).has_few(reader, FEW)
