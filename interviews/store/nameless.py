"""Where somebody's user id stands, and what takes its place when they are made nameless."""

import re
from typing import NamedTuple

from interviews.models import Status
from interviews.store.engines.engine import Row
from interviews.store.rows import Tables
from interviews.store.traces import Place, Traces

OWN = ("drafts", "jottings", "preferences", "homes", "weekly_digests", "unwanted_reminders")
"""What is for this person alone, and goes with them."""
FOR_OTHERS = (
    "webhook", "erase", "close_loop", "calibration_close", "calibration_result", "erasure_soon",
)  # fmt: skip
"""Jobs that are done for others' sake, whoever caused them; of the last two admins have what this person would."""
_OF_LOG = "audit_"  # its lines have tokens in place of people from the beginning
_PAGE = 1000
_WHO_LEFT = "somebody who left"


class Duty(NamedTuple):
    """Something open that this person has a part in."""

    part: str
    id: str
    is_opening: bool = False


class Found(NamedTuple):
    """A row that names this person."""

    place: Place
    row: Row


class Nameless(Tables):
    """Finds what one person of one team has left open, and puts a token in the place of their user id."""

    def teams_of(self, user_id: str) -> tuple[str, ...]:
        """The teams in which anything was done by this person, or with them, for operators."""
        found = self._query(
            "SELECT team_id FROM candidate_leads WHERE user_id = :user_id"
            " UNION SELECT team_id FROM interviews WHERE interviewer_id = :user_id"
            " UNION SELECT team_id FROM candidates WHERE created_by = :user_id"
            " UNION SELECT team_id FROM calibration_raters WHERE user_id = :user_id"
            " UNION SELECT team_id FROM calibration_rounds WHERE created_by = :user_id"
            " UNION SELECT team_id FROM audit_people WHERE user_id = :user_id ORDER BY team_id",
            user_id=user_id,
        )
        return tuple(row["team_id"] for row in found)

    def duties(self, team_id: str, user_id: str) -> tuple[Duty, ...]:
        """The candidates who are not decided, and the openings that are not closed, in which this person has a part."""
        of_candidates = {
            "leads": "SELECT l.candidate_id AS id FROM candidate_leads l"
            " JOIN candidates c ON c.team_id = :team_id AND c.id = l.candidate_id"
            " WHERE l.team_id = :team_id AND l.user_id = :user_id AND c.status <> :decided",
            "coordinates": "SELECT k.candidate_id AS id FROM candidate_coordinators k"
            " JOIN candidates c ON c.team_id = :team_id AND c.id = k.candidate_id"
            " WHERE k.team_id = :team_id AND k.user_id = :user_id AND c.status <> :decided",
            "interviews": "SELECT i.candidate_id AS id FROM interviews i"
            " JOIN candidates c ON c.team_id = :team_id AND c.id = i.candidate_id"
            " WHERE i.team_id = :team_id AND i.interviewer_id = :user_id AND c.status <> :decided"
            " AND i.state IN ('planned', 'shadowed')",
        }
        of_openings = (
            "SELECT l.opening_id AS id FROM opening_leads l"
            " JOIN job_openings o ON o.team_id = :team_id AND o.id = l.opening_id"
            " WHERE l.team_id = :team_id AND l.user_id = :user_id AND o.closed_at IS NULL"
            " UNION SELECT l.opening_id FROM opening_coordinators l"
            " JOIN job_openings o ON o.team_id = :team_id AND o.id = l.opening_id"
            " WHERE l.team_id = :team_id AND l.user_id = :user_id AND o.closed_at IS NULL"
        )
        who = {"team_id": team_id, "user_id": user_id}
        found = [
            Duty(part, row["id"])
            for part, sql in of_candidates.items()
            for row in self._query(f"{sql} ORDER BY 1", **who, decided=Status.DECIDED)
        ]
        openings = self._query(f"{of_openings} ORDER BY 1", **who)
        return (
            *found,
            *(
                Duty("leads or coordinates the opening", row["id"], is_opening=True)
                for row in openings
            ),
        )

    def remove_own(self, team_id: str, user_id: str) -> None:
        """Drops what was for this person alone, and the jobs that would still tell them something."""
        for table in OWN:
            self._delete(table, team_id=team_id, user_id=user_id)
        self._execute(
            "UPDATE calibration_ratings SET evidence = ''"
            " WHERE team_id = :team_id AND user_id = :user_id",
            team_id=team_id, user_id=user_id,
        )  # fmt: skip
        self._execute(
            "DELETE FROM jobs WHERE team_id = :team_id AND done_at IS NULL AND payload LIKE :named"
            f" AND kind NOT IN ({', '.join(map(repr, FOR_OTHERS))})",
            team_id=team_id, named=f'%"user_id":"{user_id}"%',
        )  # fmt: skip

    def find(self, team_id: str, user_id: str) -> tuple[Found, ...]:
        """Every row of the team that names this person, in whatever column."""
        return tuple(
            Found(place, row)
            for place in Traces(self._engine).places()
            if not place.table.startswith(_OF_LOG)
            for row in self._named(place, team_id, user_id)
        )

    def _named(self, place: Place, team_id: str, user_id: str) -> list[Row]:
        wanted = ", ".join(dict.fromkeys((*place.key, *place.texts)))
        named = " OR ".join(f"{name} LIKE :named" for name in place.texts)
        rows = self._query(
            f"SELECT {wanted} FROM {place.table} WHERE team_id = :team_id AND ({named})",
            team_id=team_id, named=f"%{user_id}%",
        )  # fmt: skip
        return [row for row in rows if _with_token(row, user_id, "") != row]

    def replace(self, found: Found, user_id: str, token: str) -> None:
        """The row names the token in place of the person; one that is gone meanwhile stays so."""
        changes = {
            name: value
            for name, value in _with_token(found.row, user_id, token).items()
            if value != found.row[name]
        }
        sets = ", ".join(f"{name} = :new_{name}" for name in changes)
        where = " AND ".join(f"{name} = :{name}" for name in found.place.key)
        key = {name: found.row[name] for name in found.place.key}
        new = {f"new_{name}": value for name, value in changes.items()}
        self._execute(f"UPDATE {found.place.table} SET {sets} WHERE {where}", **key, **new)


def _with_token(row: Row, user_id: str, token: str) -> Row:
    """The row with the token where the id stands, and in words where a text mentions the person."""
    mention = re.compile(rf"<@{re.escape(user_id)}(\|[^<>]*)?>")
    alone = re.compile(rf"(?<![A-Za-z0-9]){re.escape(user_id)}(?![A-Za-z0-9])")
    return {
        name: alone.sub(token, mention.sub(_WHO_LEFT, value)) if isinstance(value, str) else value
        for name, value in row.items()
    }
