"""Whom a draft on a new candidate names, so that an erasure finds it."""

STATEMENTS = (
    "ALTER TABLE drafts ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE drafts ADD COLUMN archetype_id TEXT NOT NULL DEFAULT ''",
)
