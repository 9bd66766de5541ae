"""What is being filled, with the people and stages of it; a candidate's id in another system, and where the CV is."""

STATEMENTS = (
    # The table `openings` has the debriefs that leads opened early.
    """CREATE TABLE job_openings (
        team_id TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, name_key TEXT NOT NULL,
        archetype_id TEXT NOT NULL, target_level TEXT NOT NULL, stages TEXT NOT NULL,
        bank_version TEXT NOT NULL, remote_id TEXT NOT NULL, created_by TEXT NOT NULL,
        created_at TEXT NOT NULL, closed_at TEXT, PRIMARY KEY (team_id, id))""",
    """CREATE TABLE opening_leads (
        team_id TEXT NOT NULL, opening_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, opening_id, user_id),
        FOREIGN KEY (team_id, opening_id) REFERENCES job_openings ON DELETE CASCADE)""",
    """CREATE TABLE opening_coordinators (
        team_id TEXT NOT NULL, opening_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, opening_id, user_id),
        FOREIGN KEY (team_id, opening_id) REFERENCES job_openings ON DELETE CASCADE)""",
    "ALTER TABLE candidates ADD COLUMN opening_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE candidates ADD COLUMN remote_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE candidates ADD COLUMN cv_url TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX candidates_by_opening ON candidates (team_id, opening_id) WHERE opening_id <> ''",
    "CREATE INDEX candidates_by_remote_id ON candidates (team_id, remote_id) WHERE remote_id <> ''",
)
