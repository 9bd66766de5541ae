"""Scorecards with their ratings, and the texts they were filled on."""

STATEMENTS = (
    """CREATE TABLE bank_texts (
        team_id TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (team_id, digest))""",
    """CREATE TABLE scorecards (
        team_id TEXT NOT NULL, id TEXT NOT NULL, interview_id TEXT NOT NULL,
        candidate_id TEXT NOT NULL, interviewer_id TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        target_level TEXT NOT NULL, bank_version TEXT NOT NULL, texts TEXT NOT NULL,
        recommendation TEXT NOT NULL
            CHECK (recommendation IN ('strong_no', 'no', 'yes', 'strong_yes')),
        note TEXT NOT NULL, submitted_at TEXT NOT NULL,
        PRIMARY KEY (team_id, id),
        UNIQUE (team_id, interview_id, revision),
        FOREIGN KEY (team_id, interview_id) REFERENCES interviews ON DELETE CASCADE,
        FOREIGN KEY (team_id, texts) REFERENCES bank_texts)""",
    "CREATE INDEX scorecards_by_candidate ON scorecards (team_id, candidate_id)",
    """CREATE TABLE ratings (
        team_id TEXT NOT NULL, scorecard_id TEXT NOT NULL, position INTEGER NOT NULL,
        skill_id TEXT NOT NULL, rating INTEGER CHECK (rating BETWEEN 1 AND 5),
        evidence TEXT NOT NULL,
        PRIMARY KEY (team_id, scorecard_id, position),
        UNIQUE (team_id, scorecard_id, skill_id),
        FOREIGN KEY (team_id, scorecard_id) REFERENCES scorecards ON DELETE CASCADE)""",
)
