"""The floor of a durable save: one raw SQLite commit of the rows that a scorecard is."""

import sqlite3
import threading
from itertools import count
from pathlib import Path

from benchmarks.data import rows


class RawCards:
    """Writes cards, each in a transaction of its own that is on the disk when it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.local()
        self._numbers = count()
        with sqlite3.connect(path) as database:
            found = database.execute(
                "SELECT json_extract(j.value, '$.id') FROM bank_texts, json_each(content) j"
            )
            self._skills = [str(skill) for (skill,) in found]
        database.close()

    def commit_one(self) -> None:
        """Commits one card with its ratings."""
        database = self._database()
        new = f"raw-{next(self._numbers):022d}"
        database.execute("BEGIN IMMEDIATE")
        database.execute(rows.CARD, rows.card(new, new, 0, 0))
        database.executemany(rows.RATING, rows.ratings(new, self._skills))
        database.execute("COMMIT")

    def _database(self) -> sqlite3.Connection:
        if not hasattr(self._threads, "database"):
            connection = sqlite3.connect(self._path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            self._threads.database = connection
        connection: sqlite3.Connection = self._threads.database
        return connection
