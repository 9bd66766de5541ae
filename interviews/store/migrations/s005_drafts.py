"""Half-filled scorecards."""

STATEMENTS = (
    """CREATE TABLE drafts (
        team_id TEXT NOT NULL, user_id TEXT NOT NULL, card_id TEXT NOT NULL,
        candidate_id TEXT NOT NULL, form TEXT NOT NULL,
        typed_at TEXT NOT NULL, saved_at TEXT NOT NULL,
        PRIMARY KEY (team_id, user_id, card_id))""",
    "CREATE INDEX drafts_by_candidate ON drafts (team_id, candidate_id)",
)
