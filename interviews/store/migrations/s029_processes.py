"""Which bots work on the database, for whoever runs them."""

STATEMENTS = (
    """CREATE TABLE processes (
        id TEXT NOT NULL PRIMARY KEY, host TEXT NOT NULL, version TEXT NOT NULL,
        build TEXT NOT NULL, seen_at TEXT NOT NULL)""",
)
