"""The one place that knows SQL: candidates, scorecards, jobs and the log, in SQLite or PostgreSQL."""

from interviews.store.repository import SQLITE, Store, is_there, open_store

__all__ = ["SQLITE", "Store", "is_there", "open_store"]
