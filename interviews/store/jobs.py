"""Work to do after the answer: written in the transaction that causes it, leased, and done once.

What is about one candidate, or else about one person, is one lane: done one after another, never two at once.
"""

from datetime import UTC, datetime, timedelta

from interviews.models import Model
from interviews.store.engines.engine import Row
from interviews.store.rows import Tables, Value, model_of
from interviews.store.values import new_id


class JobRow(Model):
    """A job as it is stored; `key` is unique in its workspace."""

    team_id: str
    kind: str
    payload: str
    """JSON, which the store does not look into."""
    key: str
    lane: str
    """Jobs of one lane are done one after another; those of the empty one as they come."""


class Claim(Model):
    """A row that this process works on; `lease` proves that it still does."""

    team_id: str
    id: str
    kind: str
    payload: str
    attempts: int
    blameless: int = 0
    """How many of the attempts before this one failed through no fault of the job's."""
    lease: str


_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_OPEN = "jobs.done_at IS NULL AND jobs.failed_at IS NULL"
_WAITS = "done_at IS NULL AND failed_at IS NULL AND lease IS NULL"
_INSERT = """INSERT INTO jobs (team_id, id, kind, payload, lane, dedupe_key, due_at, attempts,
                               last_error)
             VALUES (:team_id, :id, :kind, :payload, :lane, :key, :due_at, 0, '')
             ON CONFLICT (team_id, dedupe_key) DO """


class Jobs(Tables):
    """A queue in the database. A claim holds for a time; whoever died with it loses it to the next."""

    def add(self, row: JobRow, due_at: datetime) -> bool:
        """Adds a job once: the same key again gives False and changes nothing."""
        return bool(self._execute(f"{_INSERT} NOTHING", **_params(row, due_at)))

    def add_or_move(self, row: JobRow, due_at: datetime) -> bool:
        """Adds a job, or makes the waiting one of this key due then; False where it is over or in hand."""
        if self.add(row, due_at):
            return True
        moved = self._execute(
            "UPDATE jobs SET due_at = :due_at"
            f" WHERE team_id = :team_id AND dedupe_key = :key AND {_WAITS}",
            team_id=row.team_id, key=row.key, due_at=due_at,
        )  # fmt: skip
        return bool(moved)

    def add_or_renew(self, row: JobRow, due_at: datetime) -> bool:
        """Makes sure that the job of this key is done after this moment, once for any number of calls.

        The payload must differ from call to call: by that `drop` sees that a job in hand has to be
        done again. One that waits, be it for Slack's sake, keeps its time.
        """
        renewed = self._execute(
            f"""{_INSERT} UPDATE
               SET payload = excluded.payload, done_at = NULL, failed_at = NULL,
                   attempts = CASE WHEN {_OPEN} THEN jobs.attempts ELSE 0 END,
                   blameless = CASE WHEN {_OPEN} THEN jobs.blameless ELSE 0 END,
                   due_at = CASE WHEN {_OPEN} THEN jobs.due_at ELSE excluded.due_at END""",
            **_params(row, due_at),
        )
        return bool(renewed)

    def claim(
        self, now: datetime, lease: timedelta, *, only: str = "", besides: str = ""
    ) -> Claim | None:
        """The job that has been due longest, of any team, held for `lease`; None where nothing is due.

        Of this kind `only`, or of every kind `besides` one, where one is named.
        One whose lane has another in hand is passed over: two that write one message would post it twice.
        """
        with self._engine.transaction():
            self._engine.one_at_a_time("jobs.claim")  # two of one lane could be claimed unseen
            due = self._query(
                f"""SELECT * FROM jobs WHERE {_OPEN}
                   AND (jobs.kind = :only OR :only = '') AND jobs.kind <> :besides
                   AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                   AND NOT EXISTS (
                       SELECT 1 FROM jobs AS held WHERE held.team_id = jobs.team_id
                       AND held.lane = jobs.lane AND held.lane <> ''
                       AND held.lease IS NOT NULL AND held.leased_until > :now)
                   ORDER BY due_at, id LIMIT 1 {self._engine.skip_locked}""",
                now=now, only=only, besides=besides,
            )  # fmt: skip
            return self._claim(due[0], now + lease) if due else None

    def _claim(self, row: Row, until: datetime) -> Claim:
        claim = model_of(Claim, row, lease=new_id(), attempts=row["attempts"] + 1)
        self._execute(
            "UPDATE jobs SET lease = :lease, leased_until = :until, attempts = :attempts"
            " WHERE team_id = :team_id AND id = :id",
            **claim.model_dump(include={"team_id", "id", "lease", "attempts"}), until=until,
        )  # fmt: skip
        return claim

    def extend(self, claim: Claim, until: datetime) -> bool:
        """Holds the claim until then; False where the lease ran out and another process has the job."""
        extended = self._execute(
            "UPDATE jobs SET leased_until = :until"
            " WHERE team_id = :team_id AND id = :id AND lease = :lease",
            team_id=claim.team_id, id=claim.id, lease=claim.lease, until=until,
        )  # fmt: skip
        return bool(extended)

    def finish(self, claim: Claim, now: datetime) -> bool:
        """Marks the job done; False where the lease ran out and another process has it."""
        return self._settle(claim, "done_at = :at, last_error = ''", at=now)

    def retry(self, claim: Claim, due_at: datetime, error: str, *, blameless: bool = False) -> bool:
        """Gives the job back for later; `error` is a type's name, never anybody's text."""
        counted = ", blameless = blameless + 1" if blameless else ""
        change = f"due_at = :at, last_error = :error{counted}"
        return self._settle(claim, change, at=due_at, error=error)

    def pause(self, claim: Claim, due_at: datetime, error: str) -> bool:
        """Gives the job back for later as if it had not been tried: Slack says when to come again, or is away."""
        change = "due_at = :at, last_error = :error, attempts = attempts - 1"
        return self._settle(claim, change, at=due_at, error=error)

    def postpone(self, claim: Claim, due_at: datetime) -> bool:
        """Gives the job back untried: it was claimed before its time."""
        change = "due_at = :at, attempts = 0, blameless = 0, last_error = ''"
        return self._settle(claim, change, at=due_at)

    def drop(self, claim: Claim) -> bool:
        """Takes the job away, so that the same thing can be planned again; False where it was renewed meanwhile."""
        dropped = self._execute(
            "DELETE FROM jobs WHERE team_id = :team_id AND id = :id AND lease = :lease"
            " AND payload = :payload",
            **claim.model_dump(include={"team_id", "id", "lease", "payload"}),
        )
        return bool(dropped)

    def park(self, claim: Claim, now: datetime, error: str) -> bool:
        """Sets the job aside after its last attempt, where an operator sees it."""
        return self._settle(claim, "failed_at = :at, last_error = :error", at=now, error=error)

    def _settle(self, claim: Claim, change: str, **params: Value) -> bool:
        changed = self._execute(
            f"UPDATE jobs SET {change}, lease = NULL, leased_until = NULL"
            " WHERE team_id = :team_id AND id = :id AND lease = :lease",
            team_id=claim.team_id, id=claim.id, lease=claim.lease, **params,
        )  # fmt: skip
        return bool(changed)

    def withdraw(self, team_id: str, key: str) -> None:
        """Takes away the job of this key, if it waits and is in nobody's hand."""
        self._execute(
            f"DELETE FROM jobs WHERE team_id = :team_id AND dedupe_key = :key AND {_WAITS}",
            team_id=team_id, key=key,
        )  # fmt: skip

    def withdraw_all(self, team_id: str, kind: str, lane: str) -> None:
        """Takes away the jobs of this kind and lane that wait and are in nobody's hand."""
        self._execute(
            "DELETE FROM jobs WHERE team_id = :team_id AND kind = :kind AND lane = :lane"
            f" AND {_WAITS}",
            team_id=team_id, kind=kind, lane=lane,
        )  # fmt: skip

    def is_done(self, team_id: str, key: str) -> bool:
        """Whether the job of this key is over, or was never there."""
        rows = self._rows("jobs", team_id=team_id, dedupe_key=key)
        return all(row["done_at"] for row in rows)

    def remove_finished(self, before: datetime, most: int) -> int:
        """Removes up to so many jobs, of every team, that were done before then; gives back how many."""
        return self._execute(
            "DELETE FROM jobs WHERE done_at < :before AND (team_id, id) IN ("
            "SELECT team_id, id FROM jobs WHERE done_at < :before ORDER BY done_at LIMIT :most)",
            before=before, most=most,
        )  # fmt: skip

    def counts(self, done_since: datetime = _EVER) -> dict[str, int]:
        """How many jobs of all teams are `waiting`, `done`, since then if a time is given, and `parked`."""
        [row] = self._query(
            f"""SELECT (SELECT COUNT(*) FROM jobs WHERE {_OPEN}) AS waiting,
                      (SELECT COUNT(*) FROM jobs WHERE done_at >= :since) AS done,
                      (SELECT COUNT(*) FROM jobs WHERE failed_at IS NOT NULL) AS parked""",
            since=done_since,
        )
        return {key: int(row[key]) for key in ("waiting", "done", "parked")}

    def troubles(self, now: datetime) -> dict[str, int]:
        """How many that wait are `late`, due for a minute and in nobody's hand, and `retrying`, failed so far."""
        [row] = self._query(
            f"""SELECT COUNT(*) FILTER (WHERE due_at < :minute_ago) AS late,
                       COUNT(*) FILTER (WHERE attempts > 0 OR last_error <> '') AS retrying
                FROM jobs WHERE {_OPEN} AND (leased_until IS NULL OR leased_until <= :now)""",
            now=now, minute_ago=now - timedelta(minutes=1),
        )  # fmt: skip
        return {key: int(row[key]) for key in ("late", "retrying")}


def _params(row: JobRow, due_at: datetime) -> dict[str, Value]:
    return {**row.model_dump(), "id": new_id(), "due_at": due_at}


class UnfinishedJob(Model):
    """One job that is not done; nothing of its payload, which operators have no business with."""

    team_id: str
    id: str
    kind: str
    due_at: datetime
    attempts: int
    parked_at: datetime | None
    last_error: str


class Unfinished(Tables):
    """Lists what is not done, of every team, and gives what was set aside another chance."""

    def all(self) -> tuple[UnfinishedJob, ...]:
        """Every job that waits or was set aside, by kind, the longest due first."""
        rows = self._query(
            "SELECT jobs.*, failed_at AS parked_at FROM jobs"
            " WHERE done_at IS NULL ORDER BY kind, due_at, id"
        )
        return tuple(model_of(UnfinishedJob, row) for row in rows)

    def retry(self, job_id: str, now: datetime) -> bool:
        """The job that was set aside is due now, with all its attempts; False where there is none of this id."""
        changed = self._execute(
            "UPDATE jobs SET failed_at = NULL, attempts = 0, blameless = 0, due_at = :now"
            " WHERE id = :id AND failed_at IS NOT NULL",
            id=job_id, now=now,
        )  # fmt: skip
        return bool(changed)
