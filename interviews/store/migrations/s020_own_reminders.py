"""Of which candidates an interviewer wants no reminders."""

STATEMENTS = (
    """CREATE TABLE unwanted_reminders (
        team_id TEXT NOT NULL, candidate_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, candidate_id, user_id),
        FOREIGN KEY (team_id, candidate_id) REFERENCES candidates ON DELETE CASCADE)""",
)
