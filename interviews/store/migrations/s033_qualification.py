"""What it takes to pass a calibration round, as it stood when the round began, and whether its rater has."""

STATEMENTS = (
    "ALTER TABLE calibration_rounds ADD COLUMN pass_exact INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE calibration_rounds ADD COLUMN pass_within_one INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE calibration_rounds ADD COLUMN passed INTEGER NOT NULL DEFAULT 0",
    """CREATE INDEX calibration_rounds_passed ON calibration_rounds (team_id, created_by, archetype_id)
        WHERE passed = 1""",
)
