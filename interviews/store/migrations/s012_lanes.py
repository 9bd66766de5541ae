"""Jobs about one candidate or person are done one after another."""

STATEMENTS = (
    "ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE jobs ADD COLUMN blameless INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX jobs_in_hand ON jobs (team_id, lane) WHERE lease IS NOT NULL",
)
