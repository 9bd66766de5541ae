"""Who has a Home tab, and whether interviewers of a candidate are reminded."""

STATEMENTS = (
    """CREATE TABLE homes (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (team_id, user_id))""",
    """ALTER TABLE candidates ADD COLUMN reminders INTEGER NOT NULL DEFAULT 1
        CHECK (reminders IN (0, 1))""",
)
