"""Jobs that are over, and decisions, in the order in which they came; unwanted reminders by person."""

STATEMENTS = (
    "CREATE INDEX jobs_done ON jobs (done_at) WHERE done_at IS NOT NULL",
    "CREATE INDEX jobs_parked ON jobs (failed_at) WHERE failed_at IS NOT NULL",
    "CREATE INDEX decisions_by_time ON decisions (team_id, at, id) WHERE undone_at IS NULL",
    "CREATE INDEX unwanted_by_user ON unwanted_reminders (team_id, user_id, candidate_id)",
)
