"""The bots that work on the database: each says from time to time that it is there."""

from datetime import datetime

from interviews.models import Model
from interviews.store.rows import Tables, model_of, row_of


class Process(Model):
    """One process of a bot, whose release is its version and the commit that it was built from."""

    id: str
    host: str
    version: str
    build: str

    @property
    def release(self) -> str:
        """Both, to be read by people."""
        return f"{self.version} ({self.build})" if self.build else self.version


class Processes(Tables):
    """Keeps and finds them; they are of no team."""

    def see(self, process: Process, at: datetime, forget_before: datetime) -> None:
        """Keeps that this process is there, and forgets those that were last seen before then."""
        newest = "ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at"
        with self._engine.transaction():
            self._insert("processes", {**row_of(process), "seen_at": at}, newest)
            self._execute("DELETE FROM processes WHERE seen_at < :before", before=forget_before)

    def remove(self, process: Process) -> None:
        """It has ended."""
        self._execute("DELETE FROM processes WHERE id = :id", id=process.id)

    def seen_since(self, moment: datetime) -> tuple[Process, ...]:
        """Those that were there since then, by host and release."""
        rows = self._query(
            "SELECT * FROM processes WHERE seen_at >= :moment ORDER BY host, version, build, id",
            moment=moment,
        )
        return tuple(model_of(Process, row) for row in rows)
