"""Notes that are written during an interview."""

STATEMENTS = (
    """CREATE TABLE jottings (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL, candidate_id TEXT NOT NULL,
        id TEXT NOT NULL, number INTEGER NOT NULL CHECK (number >= 1),
        skill_id TEXT NOT NULL, text TEXT NOT NULL, added_at TEXT NOT NULL,
        PRIMARY KEY (team_id, user_id, id),
        UNIQUE (team_id, candidate_id, user_id, number),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
)
