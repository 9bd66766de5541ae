"""The chain of a team's log: each line has a hash over itself and the line before, so that every change shows."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from interviews.errors import LogBroken
from interviews.store.engines.engine import Row
from interviews.store.rows import Tables
from interviews.store.values import new_salt

# What the hashes are made of stands in every database: it never changes.
COLUMNS = ("team_id", "seq", "at", "actor_id", "action", "candidate_id", "opening_id", "detail")
TOKEN = re.compile(r"person-[0-9a-f]{32}")
PAGE = 500  # lines that are read at once: a log of any length takes the same memory


def line_hash(former: str, line: Mapping[str, Any]) -> str:
    """The hash of a line with these columns; `former` is that of the line before, empty for the first."""
    return sha256(json.dumps([former, *(line[name] for name in COLUMNS)]).encode()).hexdigest()


def token_of(team_id: str, salt: str, user_id: str) -> str:
    """What stands in the log for this person: without the row that has the salt, nobody can say for whom."""
    digest = sha256(json.dumps([team_id, salt, user_id]).encode()).hexdigest()
    return f"person-{digest[:32]}"


def new_token(team_id: str, user_id: str) -> Row:
    """A new row that says for whom a token stands."""
    salt = new_salt()
    token = token_of(team_id, salt, user_id)
    return {"team_id": team_id, "token": token, "salt": salt, "user_id": user_id}


def mentions_in(line: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each person whom the details of this line name, so that they are found from the person."""
    for token in sorted(set(TOKEN.findall(line["detail"]))):
        yield {**{name: line[name] for name in ("team_id", "seq", "at")}, "token": token}


class Head(NamedTuple):
    """The last line of a team's log: whoever keeps its hash elsewhere can tell that no line before it was changed."""

    team_id: str
    seq: int
    hash: str


class Chain(Tables):
    """Reads the log of one team as it stands, line by line, and holds each against its hash."""

    def list_teams(self) -> tuple[str, ...]:
        """The teams that have any row of a log."""
        rows = self._query(
            "SELECT team_id FROM audit_heads UNION SELECT team_id FROM audit_lines"
            " UNION SELECT team_id FROM audit_mentions UNION SELECT team_id FROM audit_people"
            " ORDER BY team_id"
        )
        return tuple(row["team_id"] for row in rows)

    def verify(self, team_id: str, kept: set[str] | None = None) -> Head:
        """The head of this team's log, if nothing in it was changed, taken away or added from outside.

        Takes out of `kept` every hash that a line has. Raises `LogBroken`, which names the first such place.
        """
        kept = set() if kept is None else kept
        head, most = self._extent(team_id)
        last = Head(team_id, 0, "")
        for line, mentions in self._lines(team_id, head.seq):
            if line["seq"] != last.seq + 1:
                raise LogBroken(team_id, f"line {last.seq + 1} is missing")
            if line["hash"] != line_hash(last.hash, line):
                raise LogBroken(team_id, f"line {line['seq']} was changed")
            if mentions != list(mentions_in(line)):
                raise LogBroken(
                    team_id, f"the index of the people in line {line['seq']} was changed"
                )
            last = Head(team_id, line["seq"], line["hash"])
            kept.discard(last.hash)
        if last.seq < head.seq:
            raise LogBroken(team_id, f"line {last.seq + 1} is missing")
        if last.hash != head.hash:
            raise LogBroken(
                team_id, f"the head, which has the hash of line {head.seq}, was changed"
            )
        if most > head.seq:
            raise LogBroken(team_id, f"line {head.seq + 1} was added")
        self._verify_people(team_id)
        return head

    def _extent(self, team_id: str) -> tuple[Head, int]:
        """The head, and the largest number of a line; at one moment, since lines are added meanwhile."""
        [found] = self._query(
            "SELECT (SELECT COALESCE(MAX(seq), 0) FROM audit_lines WHERE team_id = :team_id) AS last,"
            " (SELECT COALESCE(MIN(seq), 1) FROM audit_lines WHERE team_id = :team_id) AS first,"
            " (SELECT COALESCE(MAX(seq), 0) FROM audit_mentions WHERE team_id = :team_id) AS last_of_index,"
            " (SELECT COALESCE(MIN(seq), 1) FROM audit_mentions WHERE team_id = :team_id) AS first_of_index,"
            " (SELECT seq FROM audit_heads WHERE team_id = :team_id) AS seq,"
            " (SELECT hash FROM audit_heads WHERE team_id = :team_id) AS hash",
            team_id=team_id,
        )
        first = min(found["first"], found["first_of_index"])
        last = max(found["last"], found["last_of_index"])
        if first < 1:
            raise LogBroken(team_id, f"line {first} was added")
        if found["seq"] is None and last:
            raise LogBroken(team_id, "its head is missing")
        return Head(team_id, found["seq"] or 0, found["hash"] or ""), last

    def _lines(self, team_id: str, upto: int) -> Iterator[tuple[Row, list[Row]]]:
        """Each line up to this number, with what the index of people says of it."""
        last = 0
        while page := self._rows(
            "audit_lines", f"AND seq > {last:d} AND seq <= {upto:d} ORDER BY seq LIMIT {PAGE}",
            team_id=team_id,
        ):  # fmt: skip
            first, last = last, page[-1]["seq"]
            mentions = defaultdict[int, list[Row]](list)
            for row in self._rows(
                "audit_mentions", f"AND seq > {first:d} AND seq <= {last:d} ORDER BY seq, token",
                team_id=team_id,
            ):  # fmt: skip
                mentions[row["seq"]].append(row)
            for line in page:
                yield line, mentions.pop(line["seq"], [])
            if mentions:
                raise LogBroken(team_id, f"line {min(mentions)} is missing")

    def _verify_people(self, team_id: str) -> None:
        last = ""
        while page := self._query(
            "SELECT * FROM audit_people WHERE team_id = :team_id AND token > :last"
            f" ORDER BY token LIMIT {PAGE}",
            team_id=team_id, last=last,
        ):  # fmt: skip
            for row in page:
                if row["token"] != token_of(team_id, row["salt"], row["user_id"]):
                    raise LogBroken(team_id, f"the name of {row['token']} was changed")
            last = page[-1]["token"]
