"""Why somebody rates a second time."""

STATEMENTS = ("ALTER TABLE scorecards ADD COLUMN reason TEXT NOT NULL DEFAULT ''",)
