"""The log of what somebody may have to answer for."""

STATEMENTS = (
    """CREATE TABLE audit (
        team_id TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL,
        actor_id TEXT NOT NULL, action TEXT NOT NULL,
        candidate_id TEXT NOT NULL, detail TEXT NOT NULL,
        PRIMARY KEY (team_id, id))""",
    "CREATE INDEX audit_by_candidate ON audit (team_id, candidate_id, action)",
)
