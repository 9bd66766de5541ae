"""A person's candidates are found from the person."""

STATEMENTS = (
    # With the candidate in it: SQLite passes over one that does not hold all it needs.
    "DROP INDEX leads_by_user",
    "CREATE INDEX leads_by_user ON candidate_leads (team_id, user_id, candidate_id)",
)
