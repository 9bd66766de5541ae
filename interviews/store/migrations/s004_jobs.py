"""Work that is done after the answer, and where the bot's messages stand."""

STATEMENTS = (
    """CREATE TABLE jobs (
        team_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
        dedupe_key TEXT NOT NULL, due_at TEXT NOT NULL, leased_until TEXT, lease TEXT,
        attempts INTEGER NOT NULL, done_at TEXT, failed_at TEXT, last_error TEXT NOT NULL,
        PRIMARY KEY (team_id, id), UNIQUE (team_id, dedupe_key))""",
    """CREATE INDEX jobs_waiting ON jobs (due_at)
        WHERE done_at IS NULL AND failed_at IS NULL""",
    """CREATE TABLE messages (
        team_id TEXT NOT NULL, about TEXT NOT NULL, candidate_id TEXT NOT NULL,
        channel TEXT NOT NULL, ts TEXT NOT NULL, posted_at TEXT NOT NULL,
        PRIMARY KEY (team_id, about))""",
    "CREATE INDEX messages_by_candidate ON messages (team_id, candidate_id)",
)
