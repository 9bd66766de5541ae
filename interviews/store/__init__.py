"""The one place that knows SQL: candidates, scorecards, jobs and the log, in SQLite or PostgreSQL."""

from interviews.store.address import SQLITE, database_address
from interviews.store.repository import Store, is_there, open_store

__all__ = ["SQLITE", "Store", "database_address", "is_there", "open_store"]
