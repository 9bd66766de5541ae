"""Legal holds, what a team keeps for how long, who is due to be erased, and what stays of erased rounds: no persons."""

STATEMENTS = (
    """CREATE TABLE legal_holds (
        team_id TEXT NOT NULL, subject TEXT NOT NULL, subject_id TEXT NOT NULL, id TEXT NOT NULL,
        reason TEXT NOT NULL, by_id TEXT NOT NULL, by_admin INTEGER NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (team_id, subject, subject_id))""",
    """CREATE TABLE policies (
        team_id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL,
        months_decided INTEGER NOT NULL, months_inactive INTEGER NOT NULL,
        days_before_forget INTEGER NOT NULL)""",
    # Named by the first round; a later one never outlives it.
    """CREATE TABLE erasure_notices (
        team_id TEXT NOT NULL, person_id TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (team_id, person_id),
        FOREIGN KEY (team_id, person_id) REFERENCES candidates ON DELETE CASCADE)""",
    # The id tells nothing, unlike others, which begin with the time.
    """CREATE TABLE erased_rounds (
        team_id TEXT NOT NULL, id TEXT NOT NULL, opening_id TEXT NOT NULL, stage TEXT NOT NULL,
        archetype_id TEXT NOT NULL, target_level TEXT NOT NULL, outcome TEXT, days INTEGER,
        card_hours TEXT NOT NULL, month TEXT NOT NULL, is_last INTEGER NOT NULL, PRIMARY KEY (team_id, id))""",
    # An erasure takes the candidate's decisions with it, those included that no longer hold.
    "CREATE INDEX decisions_by_candidate ON decisions (team_id, candidate_id)",
    "CREATE INDEX erased_rounds_by_opening ON erased_rounds (team_id, opening_id)",
)
