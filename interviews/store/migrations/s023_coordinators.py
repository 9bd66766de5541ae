"""Who plans a candidate's panel without leading."""

STATEMENTS = (
    """CREATE TABLE candidate_coordinators (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id, user_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    "CREATE INDEX coordinators_by_user ON candidate_coordinators (team_id, user_id, candidate_id)",
)
