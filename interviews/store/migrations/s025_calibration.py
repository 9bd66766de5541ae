"""Calibration rounds with their answers as they stood, who rates in them, and what each of them gave."""

STATEMENTS = (
    """CREATE TABLE calibration_rounds (
        team_id TEXT NOT NULL, id TEXT NOT NULL, archetype_id TEXT NOT NULL, role TEXT NOT NULL,
        seed INTEGER NOT NULL, answers TEXT NOT NULL, created_by TEXT NOT NULL,
        created_at TEXT NOT NULL, due_at TEXT, closed_at TEXT, PRIMARY KEY (team_id, id))""",
    """CREATE TABLE calibration_raters (
        team_id TEXT NOT NULL, round_id TEXT NOT NULL, user_id TEXT NOT NULL,
        PRIMARY KEY (team_id, round_id, user_id),
        FOREIGN KEY (team_id, round_id) REFERENCES calibration_rounds ON DELETE CASCADE)""",
    """CREATE TABLE calibration_ratings (
        team_id TEXT NOT NULL, round_id TEXT NOT NULL, user_id TEXT NOT NULL,
        number INTEGER NOT NULL, answer_id TEXT NOT NULL, rating INTEGER NOT NULL,
        evidence TEXT NOT NULL, rated_at TEXT NOT NULL,
        PRIMARY KEY (team_id, round_id, user_id, number),
        FOREIGN KEY (team_id, round_id) REFERENCES calibration_rounds ON DELETE CASCADE)""",
    "CREATE INDEX calibration_raters_by_person ON calibration_raters (team_id, user_id)",
    "CREATE INDEX calibration_ratings_by_person ON calibration_ratings (team_id, user_id)",
)
