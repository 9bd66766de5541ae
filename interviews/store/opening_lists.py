"""The openings that are somebody's, without all there is about each: the first of a list, and every title."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from interviews.store.readers import SCORABLE, Reader, Readers
from interviews.store.rows import Tables, Value, where_clause

FEW = 1_000
"""Candidates of one person: from up to so many their openings are found, and of more than that from the openings."""

MOST_WORDS = 50  # of a title; the longest of those typed


class Tie(StrEnum):
    """What makes an opening somebody's."""

    NONE = "nothing"
    """Every opening of the team is."""
    LEADS = "they lead it"
    COORDINATES = "they coordinate it"
    LEADS_CANDIDATE = "they lead a candidate in it"
    INTERVIEWS = "they are on the panel of a candidate in it"


class OpeningReader(NamedTuple):
    """Who asks for openings; an opening is theirs by any of these ties."""

    team_id: str
    user_id: str
    ties: frozenset[Tie]


class Title(NamedTuple):
    """What an opening is called."""

    id: str
    title: str
    name_key: str
    """The title as titles are compared."""
    is_open: bool


_FROM_OPENING = {
    Tie.NONE: "1 = 1",
    Tie.LEADS: """EXISTS (SELECT 1 FROM opening_leads p
        WHERE p.team_id = :team_id AND p.opening_id = o.id AND p.user_id = :user_id)""",
    Tie.COORDINATES: """EXISTS (SELECT 1 FROM opening_coordinators p
        WHERE p.team_id = :team_id AND p.opening_id = o.id AND p.user_id = :user_id)""",
    # SQLite begins with what stands before CROSS JOIN: the candidates of the opening, not all of the person's.
    Tie.LEADS_CANDIDATE: """EXISTS (SELECT 1 FROM candidates c CROSS JOIN candidate_leads p
        WHERE c.team_id = :team_id AND c.opening_id = o.id AND c.opening_id <> ''
        AND p.team_id = :team_id AND p.candidate_id = c.id AND p.user_id = :user_id)""",
    Tie.INTERVIEWS: """EXISTS (SELECT 1 FROM candidates c CROSS JOIN interviews p
        WHERE c.team_id = :team_id AND c.opening_id = o.id AND c.opening_id <> ''
        AND p.team_id = :team_id AND p.candidate_id = c.id AND p.interviewer_id = :user_id
        AND p.state = 'planned' AND p.confirmed = 1)""",
}
_FROM_PERSON = _FROM_OPENING | {
    Tie.LEADS_CANDIDATE: """o.id IN (SELECT c.opening_id FROM candidates c
        WHERE c.team_id = :team_id AND c.opening_id <> '' AND c.id IN (
            SELECT candidate_id FROM candidate_leads WHERE team_id = :team_id AND user_id = :user_id))""",
    Tie.INTERVIEWS: """o.id IN (SELECT c.opening_id FROM candidates c
        WHERE c.team_id = :team_id AND c.opening_id <> '' AND c.id IN (
            SELECT candidate_id FROM interviews WHERE team_id = :team_id AND interviewer_id = :user_id
            AND state = 'planned' AND confirmed = 1))""",
}


_ORDER = "ORDER BY o.closed_at IS NOT NULL, {}o.created_at DESC, o.id DESC"
_NEWEST = _ORDER.format("")


class OpeningLists(Tables):
    """Finds the openings of a reader, open ones first, each newest first."""

    def first(self, reader: OpeningReader, most: int) -> tuple[str, ...]:
        """The ids of up to so many."""
        rows = self._titles(reader, "1 = 1", f"{_NEWEST} LIMIT :most", most=most)
        return tuple(row.id for row in rows)

    def first_open(
        self, reader: OpeningReader, roles: Iterable[str], most: int
    ) -> tuple[Title, ...]:
        """Up to so many of those that are open and in one of these roles."""
        condition, params = where_clause({"archetype_id": tuple(roles)})
        where = f"o.closed_at IS NULL AND o.{condition}"
        return self._titles(reader, where, f"{_NEWEST} LIMIT :most", most=most, **params)

    def titles(self, reader: OpeningReader) -> tuple[Title, ...]:
        """What each of them is called."""
        return self._titles(reader, "1 = 1")

    def named(
        self, reader: OpeningReader, key: str, words: Iterable[str], most: int
    ) -> tuple[Title, ...]:
        """Up to so many in whose titles, as they are compared, all these words are.

        Open ones before closed ones; of each, those whose title is the key come first.
        """
        parts, params = list[str](), dict[str, Value](key=key, most=most)
        for number, word in enumerate(sorted(set(words), key=len, reverse=True)[:MOST_WORDS]):
            escaped = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            parts.append(f"o.name_key LIKE :pattern{number} ESCAPE '!'")
            params[f"pattern{number}"] = f"%{escaped}%"
        return self._titles(
            reader,
            " AND ".join(parts) or "1 = 1",
            f"{_ORDER.format('o.name_key <> :key, ')} LIMIT :most",
            **params,
        )

    def is_tied(self, reader: OpeningReader, opening_id: str) -> bool:
        """Whether this opening is theirs."""
        return bool(self._titles(reader, "o.id = :id", id=opening_id))

    def _titles(
        self, reader: OpeningReader, where: str, then: str = _NEWEST, **params: Value
    ) -> tuple[Title, ...]:
        person = Reader(reader.team_id, reader.user_id, knows_all=Tie.NONE in reader.ties)
        few = Readers(self._engine).has_few(person, FEW, SCORABLE)
        conditions = _FROM_PERSON if few else _FROM_OPENING
        ties = " OR ".join(conditions[tie] for tie in Tie if tie in reader.ties) or "1 = 0"
        rows = self._query(
            f"""SELECT o.id, o.title, o.name_key, o.closed_at IS NULL AS is_open FROM job_openings o
                WHERE o.team_id = :team_id AND {where} AND ({ties}) {then}""",
            team_id=reader.team_id, user_id=reader.user_id, **params,
        )  # fmt: skip
        return tuple(Title(**row | {"is_open": bool(row["is_open"])}) for row in rows)
