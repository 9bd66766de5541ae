"""Candidates, who leads them, and who is to meet them."""

STATEMENTS = (
    """CREATE TABLE candidates (
        team_id TEXT NOT NULL, id TEXT NOT NULL,
        name TEXT NOT NULL, name_key TEXT NOT NULL, archetype_id TEXT NOT NULL,
        target_level TEXT NOT NULL CHECK (target_level IN ('junior', 'mid', 'senior')),
        status TEXT NOT NULL CHECK (status IN ('open', 'decided', 'archived')),
        created_by TEXT NOT NULL, created_at TEXT NOT NULL,
        PRIMARY KEY (team_id, id))""",
    "CREATE INDEX candidates_by_name ON candidates (team_id, name_key)",
    """CREATE TABLE candidate_leads (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id, user_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    "CREATE INDEX leads_by_user ON candidate_leads (team_id, user_id)",
    """CREATE TABLE interviews (
        team_id TEXT NOT NULL, id TEXT NOT NULL, candidate_id TEXT NOT NULL,
        interviewer_id TEXT NOT NULL,
        confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
        created_at TEXT NOT NULL,
        PRIMARY KEY (team_id, id),
        UNIQUE (team_id, candidate_id, interviewer_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    "CREATE INDEX interviews_by_user ON interviews (team_id, interviewer_id)",
)
