"""Decisions, of which one at most stands for each candidate."""

STATEMENTS = (
    """CREATE TABLE decisions (
        team_id TEXT NOT NULL, id TEXT NOT NULL, candidate_id TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'no_hire', 'hold')),
        reason TEXT NOT NULL, participants TEXT NOT NULL, at TEXT NOT NULL, undone_at TEXT,
        PRIMARY KEY (team_id, id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
    """CREATE UNIQUE INDEX one_decision_stands ON decisions (team_id, candidate_id)
        WHERE undone_at IS NULL""",
)
