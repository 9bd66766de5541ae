"""Due times, focus skills, times and states of interviews, and what people set for themselves."""

STATEMENTS = (
    "ALTER TABLE candidates ADD COLUMN due_at TEXT",
    "ALTER TABLE candidates ADD COLUMN digest_channel TEXT NOT NULL DEFAULT ''",
    """ALTER TABLE interviews ADD COLUMN state TEXT NOT NULL DEFAULT 'planned'
        CHECK (state IN ('planned', 'cancelled', 'handed_over', 'shadowed'))""",
    "ALTER TABLE interviews ADD COLUMN focus TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE interviews ADD COLUMN questions TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE interviews ADD COLUMN starts_at TEXT",
    "ALTER TABLE interviews ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE preferences (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL,
        reminders INTEGER NOT NULL CHECK (reminders IN (0, 1)),
        weekly INTEGER NOT NULL CHECK (weekly IN (0, 1)),
        weekly_day INTEGER NOT NULL CHECK (weekly_day BETWEEN 0 AND 6),
        weekly_hour INTEGER NOT NULL CHECK (weekly_hour BETWEEN 0 AND 23),
        PRIMARY KEY (team_id, user_id))""",
)
