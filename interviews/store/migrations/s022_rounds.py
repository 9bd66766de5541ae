"""Rounds: a candidate who advances has a row for each of them. Whoever was there before is in the first."""

STATEMENTS = (
    "ALTER TABLE candidates ADD COLUMN stage TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE candidates ADD COLUMN round INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE candidates ADD COLUMN first_id TEXT NOT NULL DEFAULT ''",
    # Two leads who advance a candidate at once make one next round, whatever the code above does.
    "CREATE UNIQUE INDEX candidate_rounds ON candidates (team_id, first_id, round) WHERE first_id <> ''",
)
