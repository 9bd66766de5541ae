"""The ids of somebody's candidates, the first of a list: the newest of thousands as quickly as all of a few."""

from collections.abc import Iterable

from interviews.store.readers import (
    DECIDED_FOR_PERSON,
    OF_PERSON,
    OPEN_FOR_PERSON,
    PLANNED_BY_PERSON,
    Reader,
    Readers,
    known_to,
)
from interviews.store.rows import Tables, Value, where_clause

FEW = 1_000
"""Candidates of one person: up to so many are found from the person, and of more than that those who come first."""


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
        whose = OF_PERSON if from_person else known_to(reader)
        # SQLite begins with what stands before CROSS JOIN: the decisions, which an index has in order.
        joined = "," if from_person else "CROSS JOIN"
        # In an order that no index has it begins with the person's candidates, if these are few.
        moment = "d.at || ''" if from_person else "d.at"
        found = self._query(
            f"""SELECT c.id FROM decisions d {joined} candidates c
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
