"""Whether somebody has their mirror sent once a month."""

STATEMENTS = ("ALTER TABLE preferences ADD COLUMN mirror INTEGER NOT NULL DEFAULT 0",)
