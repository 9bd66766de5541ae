"""The skill that everybody on a panel rates, and the questions that were asked for each scorecard."""

STATEMENTS = (
    "ALTER TABLE candidates ADD COLUMN shared_skill TEXT",
    "ALTER TABLE scorecards ADD COLUMN asked TEXT NOT NULL DEFAULT '[]'",
)
