"""Erasures that are still to be checked: what was erased stands here as hashes, until that is done."""

STATEMENTS = (
    """CREATE TABLE erasure_checks (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, by_id TEXT NOT NULL, at TEXT NOT NULL,
        rounds TEXT NOT NULL, counts TEXT NOT NULL, salt TEXT NOT NULL, needles TEXT NOT NULL,
        found TEXT NOT NULL, place TEXT NOT NULL, after_key TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id))""",
)
