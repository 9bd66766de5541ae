"""Whether a lead has the interviewers of all their candidates reminded."""

STATEMENTS = ("ALTER TABLE preferences ADD COLUMN panel_reminders INTEGER NOT NULL DEFAULT 1",)
