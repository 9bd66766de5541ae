"""Finds candidates by what somebody typed, in a time that hardly grows with how many there are."""

from collections.abc import Iterable

from interviews.models import Candidate, Status
from interviews.store.readers import OF_PERSON, STATUS_FOR_PERSON, Reader, Readers, known_to
from interviews.store.rows import Tables, Value
from interviews.store.values import GRAM, grams, name_key

MOST_FOUND = 100  # candidates for one typed name; nobody reads more
MOST_NEAR = 200  # candidates who are compared letter by letter
MOST_OWN = 1_000  # candidates of one person, all of whom are compared
COMMON = 4_000  # names with the same three characters, from which these tell little
MOST_READ = 5_000  # rows of `name_grams` for one typed name
MOST_GRAMS = 24  # of what was typed

# Whatever begins with these characters; the last of all characters ends it, in the order of their code points.
_BEGINS = "gram BETWEEN :gram{0} AND :end{0}"
_LAST = "\U0010ffff"


class Names(Tables):
    """Keeps what candidates' names are found by, and finds them for somebody who may know of them."""

    def keep(self, candidate: Candidate) -> None:
        """The candidate is found from now on, and until their row is deleted."""
        params = dict[str, Value](candidate.ids)
        rows = list[str]()
        for number, gram in enumerate(grams(name_key(candidate.name))):
            rows.append(f":gram{number}, :candidate_id")
            params[f"gram{number}"] = gram
        if rows:
            self._execute(
                "INSERT INTO name_grams (team_id, gram, candidate_id)"
                f" VALUES (:team_id, {'), (:team_id, '.join(rows)})",
                **params,
            )

    def find(self, reader: Reader, key: str) -> tuple[str, ...]:
        """The ids of those with this key for a name, or else with a part like it, whom the reader takes for open.

        Of those they take for decided where there is none; the newest of them first, `MOST_FOUND` at most.
        """
        if not key:
            return ()
        found = self._whole(reader, Status.OPEN, key)
        if found:
            return found
        few = Readers(self._engine).has_few(reader)
        parts = [key[at : at + GRAM] for at in range(max(len(key) - GRAM + 1, 1))]
        if not few and self._is_in_no_name(reader.team_id, parts):  # as is mostly so with a slip
            return ()
        rarest = None if few else self._by_rarity(reader.team_id, parts)[0]
        return (
            self._containing(reader, Status.OPEN, key, rarest)
            or self._whole(reader, Status.DECIDED, key)
            or self._containing(reader, Status.DECIDED, key, rarest)
        )

    def _whole(self, reader: Reader, status: Status, key: str) -> tuple[str, ...]:
        return self._ids(reader, status, f"c.name_key = :key AND {known_to(reader)}", key=key)

    def _containing(
        self, reader: Reader, status: Status, key: str, rarest: tuple[str, int] | None
    ) -> tuple[str, ...]:
        """`rarest` has three characters of the key and how many names they are in; None for a reader of few."""
        escaped = key.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        contains = "c.name_key LIKE :pattern ESCAPE '!'"
        params = dict[str, Value](pattern=f"%{escaped}%")
        if rarest is None:
            return self._ids(reader, status, f"{OF_PERSON} AND {contains}", **params)
        gram, count = rarest
        if count >= COMMON and status is Status.OPEN:
            # In so many names that it is soon found among the newest, which an index has in order.
            narrow = "c.status <> 'decided'"
        else:
            narrow = (
                "c.id IN (SELECT candidate_id FROM name_grams WHERE team_id = :team_id"
                f" AND {_BEGINS.format('')})"
            )
            params |= {"gram": gram, "end": gram + _LAST}
        where = f"{narrow} AND {contains} AND {known_to(reader)}"
        return self._ids(reader, status, where, **params)

    def _ids(self, reader: Reader, status: Status, where: str, **params: Value) -> tuple[str, ...]:
        found = self._query(
            f"""SELECT c.id FROM candidates c WHERE c.team_id = :team_id
                AND {STATUS_FOR_PERSON} = :status AND {where}
                ORDER BY c.created_at DESC, c.id DESC LIMIT :most""",
            team_id=reader.team_id, user_id=reader.user_id, status=status, most=MOST_FOUND, **params,
        )  # fmt: skip
        return tuple(row["id"] for row in found)

    def in_text(self, reader: Reader, key: str) -> dict[str, str]:
        """By id, the names of all whom the reader may know of, whatever their status, that may stand in a text.

        `key` is the text as names are compared. Blanks and what stands beside a name are left to the caller.
        """
        # A sign that stands for any others makes this find too many, never too few.
        pattern = "'%' || replace(replace(c.name_key, ' ', ''), '!', '!!') || '%' ESCAPE '!'"
        rows = self._query(
            f"""SELECT c.id, c.name FROM candidates c WHERE c.team_id = :team_id
                AND {"1 = 1" if reader.knows_all else OF_PERSON} AND :text LIKE {pattern}""",
            team_id=reader.team_id, user_id=reader.user_id, text=key.replace(" ", ""),
        )  # fmt: skip
        return {row["id"]: row["name"] for row in rows}

    def near(self, reader: Reader, key: str) -> dict[str, str]:
        """The names' keys, by the ids, of those among whom a slip in this key may have meant somebody.

        All whom the reader may know of where these are few, or else those of them who share most with it; open ones
        before decided ones, each newest first.
        """
        if Readers(self._engine).has_few(reader, MOST_OWN):
            return self._keys(reader, OF_PERSON)
        return self._alike(reader, key)

    def _alike(self, reader: Reader, key: str) -> dict[str, str]:
        params, parts, read = dict[str, Value](), list[str](), 0
        for number, (gram, count) in enumerate(self._by_rarity(reader.team_id, grams(key))):
            read += count
            if parts and read > MOST_READ:
                break
            parts.append(
                "SELECT candidate_id FROM (SELECT candidate_id FROM name_grams"
                f" WHERE team_id = :team_id AND {_BEGINS.format(number)} LIMIT {COMMON}) AS part{number}"
            )
            params |= {f"gram{number}": gram, f"end{number}": gram + _LAST}
        if not parts:
            return {}
        # Of those in this order the first are taken who are the reader's own; nobody is asked of after them.
        shared = f"""SELECT candidate_id AS id FROM ({" UNION ALL ".join(parts)}) AS parts
            GROUP BY candidate_id ORDER BY COUNT(*) DESC, candidate_id DESC LIMIT {MOST_READ}"""
        where = f"c.id IN (SELECT c.id FROM ({shared}) AS c WHERE {known_to(reader)} LIMIT :most)"
        return self._keys(reader, where, most=MOST_NEAR, **params)

    def _keys(self, reader: Reader, where: str, **params: Value) -> dict[str, str]:
        rows = self._query(
            f"""SELECT c.id, c.name_key FROM candidates c
                WHERE c.team_id = :team_id AND {where}
                ORDER BY CASE {STATUS_FOR_PERSON} WHEN 'open' THEN 0 ELSE 1 END,
                c.created_at DESC, c.id DESC""",
            team_id=reader.team_id, user_id=reader.user_id, **params,
        )  # fmt: skip
        return {row["id"]: row["name_key"] for row in rows}

    def _is_in_no_name(self, team_id: str, parts: Iterable[str]) -> bool:
        """Whether no name has one of these characters, without counting those that have the others."""
        few = _first(parts)
        absent = (
            "NOT EXISTS (SELECT 1 FROM name_grams"
            f" WHERE team_id = :team_id AND {_BEGINS.format(number)})"
            for number in range(len(few))
        )
        rows = self._query(
            f"SELECT 1 AS found WHERE {' OR '.join(absent)}", team_id=team_id, **_params_of(few)
        )
        return bool(rows)

    def _by_rarity(self, team_id: str, parts: Iterable[str]) -> list[tuple[str, int]]:
        """These characters, each with the number of names they are in, `COMMON` at most; the rarest first."""
        few = _first(parts)
        if not few:
            return []
        counts = (
            f"SELECT {number} AS number, COUNT(*) AS count FROM (SELECT 1 FROM name_grams"
            f" WHERE team_id = :team_id AND {_BEGINS.format(number)} LIMIT {COMMON}) AS part{number}"
            for number in range(len(few))
        )
        rows = self._query(" UNION ALL ".join(counts), team_id=team_id, **_params_of(few))
        return sorted(
            ((few[row["number"]], row["count"]) for row in rows), key=lambda each: each[1]
        )


def _first(parts: Iterable[str]) -> list[str]:
    """As many of these as one statement asks for, once each."""
    return list(dict.fromkeys(parts))[:MOST_GRAMS]


def _params_of(few: Iterable[str]) -> dict[str, Value]:
    params = dict[str, Value]()
    for number, gram in enumerate(few):
        params |= {f"gram{number}": gram, f"end{number}": gram + _LAST}
    return params
