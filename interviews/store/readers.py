"""Which candidates somebody may know of, as conditions for the statements that ask for a candidate `c`."""

from typing import NamedTuple

from interviews.store.rows import Tables

FEW = 200
"""Candidates of one person: up to so many are looked at one by one."""

# From the person to the candidates: asked of each candidate in turn, it would read the whole team.
SCORABLE = """SELECT candidate_id FROM candidate_leads
    WHERE team_id = :team_id AND user_id = :user_id
    UNION ALL SELECT candidate_id FROM interviews
    WHERE team_id = :team_id AND interviewer_id = :user_id
    AND state IN ('planned', 'shadowed')"""
OWN = f"""{SCORABLE}
    UNION ALL SELECT candidate_id FROM candidate_coordinators
    WHERE team_id = :team_id AND user_id = :user_id"""
OF_PERSON = f"c.id IN ({OWN})"
# From the candidate to the person, where those asked for are fewer than the person's own.
_LED = """EXISTS (SELECT 1 FROM candidate_leads p
    WHERE p.team_id = :team_id AND p.candidate_id = c.id AND p.user_id = :user_id)"""
_MET = """EXISTS (SELECT 1 FROM interviews p
    WHERE p.team_id = :team_id AND p.candidate_id = c.id AND p.interviewer_id = :user_id
    AND p.state IN ('planned', 'shadowed'))"""
_COORDINATED = """EXISTS (SELECT 1 FROM candidate_coordinators p
    WHERE p.team_id = :team_id AND p.candidate_id = c.id AND p.user_id = :user_id)"""
SCORED_BY_PERSON = f"({_LED} OR {_MET})"
PLANNED_BY_PERSON = f"({_LED} OR {_COORDINATED})"
_KNOWN_TO_PERSON = f"({_LED} OR {_MET} OR {_COORDINATED})"

# A decision that can still be undone is known to the leads alone: to everybody else the loop is open.
STATUS_FOR_PERSON = f"""CASE WHEN c.status <> 'closing' THEN c.status
    WHEN {_LED} THEN 'decided' ELSE 'open' END"""

# The same for one status each, in words whose frequency PostgreSQL knows.
OPEN_FOR_PERSON = f"(c.status = 'open' OR (c.status = 'closing' AND NOT {_LED}))"
DECIDED_FOR_PERSON = f"(c.status = 'decided' OR (c.status = 'closing' AND {_LED}))"


class Reader(NamedTuple):
    """Who asks for candidates."""

    team_id: str
    user_id: str
    knows_all: bool
    """Whether every candidate of the team is theirs to know of."""


def known_to(reader: Reader) -> str:
    """The condition that holds for the reader's candidates, asked of each; it takes the ids of the reader."""
    return "1 = 1" if reader.knows_all else _KNOWN_TO_PERSON


class Readers(Tables):
    """Says how many candidates a reader knows of."""

    def has_few(self, reader: Reader, few: int | None = None, own: str = OWN) -> bool:
        """Whether they know of so few that all of these can be looked at, `FEW` at most or as many as are given.

        `own` selects the candidates that count, such as those whom the reader may score.
        """
        if reader.knows_all:
            return False
        most = FEW if few is None else few
        [found] = self._query(
            f"SELECT COUNT(*) AS count FROM (SELECT 1 FROM ({own}) AS own LIMIT :most) AS first_of_them",
            team_id=reader.team_id, user_id=reader.user_id, most=most + 1,
        )  # fmt: skip
        return int(found["count"]) <= most
