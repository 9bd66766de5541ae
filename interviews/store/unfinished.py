"""The operators' view of the queue beside it: the jobs that wait or were set aside, and why."""

from datetime import datetime

from interviews.models import Model
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import read_time, stored_time


class UnfinishedJob(Model):
    """One job that is not done; nothing of its payload, which operators have no business with."""

    team_id: str
    id: str
    kind: str
    due_at: datetime
    attempts: int
    parked_at: datetime | None
    last_error: str


class Unfinished:
    """Lists what is not done, of every team, and gives what was set aside another chance."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[UnfinishedJob, ...]:
        """Every job that waits or was set aside, by kind, the longest due first."""
        rows = self._engine.query(
            "SELECT team_id, id, kind, due_at, attempts, failed_at, last_error FROM jobs"
            " WHERE done_at IS NULL ORDER BY kind, due_at, id"
        )
        return tuple(_unfinished(row) for row in rows)

    def retry(self, job_id: str, now: datetime) -> bool:
        """The job that was set aside is due now, with all its attempts; False where there is none of this id."""
        changed = self._engine.execute(
            "UPDATE jobs SET failed_at = NULL, attempts = 0, blameless = 0, due_at = :now"
            " WHERE id = :id AND failed_at IS NOT NULL",
            {"id": job_id, "now": stored_time(now)},
        )
        return bool(changed)


def _unfinished(row: Row) -> UnfinishedJob:
    parked = read_time(row["failed_at"]) if row["failed_at"] else None
    fields = {key: row[key] for key in ("team_id", "id", "kind", "attempts", "last_error")}
    return UnfinishedJob(**fields, due_at=read_time(row["due_at"]), parked_at=parked)
