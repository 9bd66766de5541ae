"""The one place that knows SQL: candidates, scorecards, jobs and the log, in SQLite or PostgreSQL."""

from interviews.store.repository import Store, open_store

__all__ = ["Store", "open_store"]
