"""Which decision another took the place of, long after it was made."""

STATEMENTS = ("ALTER TABLE decisions ADD COLUMN replaces TEXT NOT NULL DEFAULT ''",)
