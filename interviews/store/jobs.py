"""Work to do after the answer: written in the transaction that causes it, leased, and done once.

What is about one candidate, or else about one person, is one lane: done one after another, never two at once.
"""

from datetime import datetime, timedelta

from interviews.models import Model
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import new_id, stored_time


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


_WAITS = "done_at IS NULL AND failed_at IS NULL AND lease IS NULL"
_INSERT = """INSERT INTO jobs (team_id, id, kind, payload, lane, dedupe_key, due_at, attempts,
                               last_error)
             VALUES (:team_id, :id, :kind, :payload, :lane, :key, :due_at, 0, '')
             ON CONFLICT (team_id, dedupe_key) DO """


class Jobs:
    """A queue in the database. A claim holds for a time; whoever died with it loses it to the next."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, row: JobRow, due_at: datetime) -> bool:
        """Adds a job once: the same key again gives False and changes nothing."""
        return bool(self._engine.execute(f"{_INSERT} NOTHING", _params(row, due_at)))

    def add_or_move(self, row: JobRow, due_at: datetime) -> bool:
        """Adds a job, or makes the waiting one of this key due then; False where it is over or in hand."""
        if self.add(row, due_at):
            return True
        moved = self._engine.execute(
            "UPDATE jobs SET due_at = :due_at"
            f" WHERE team_id = :team_id AND dedupe_key = :key AND {_WAITS}",
            _params(row, due_at),
        )
        return bool(moved)

    def add_or_renew(self, row: JobRow, due_at: datetime) -> None:
        """Makes sure that the job of this key is done after this moment, once for any number of calls.

        The payload must differ from call to call: by that `drop` sees that a job in hand has to be
        done again. One that waits, be it for Slack's sake, keeps its time.
        """
        self._engine.execute(
            f"""{_INSERT} UPDATE
               SET payload = excluded.payload, done_at = NULL, failed_at = NULL,
                   attempts = CASE WHEN jobs.done_at IS NULL AND jobs.failed_at IS NULL
                              THEN jobs.attempts ELSE 0 END,
                   blameless = CASE WHEN jobs.done_at IS NULL AND jobs.failed_at IS NULL
                               THEN jobs.blameless ELSE 0 END,
                   due_at = CASE WHEN jobs.done_at IS NULL AND jobs.failed_at IS NULL
                            THEN jobs.due_at ELSE excluded.due_at END""",
            _params(row, due_at),
        )

    def claim(self, now: datetime, lease: timedelta) -> Claim | None:
        """The job that has been due longest, of any team, held for `lease`; None where nothing is due.

        One whose lane has another in hand is passed over: two that write one message would post it twice.
        """
        with self._engine.transaction():
            self._engine.one_at_a_time("jobs.claim")  # two of one lane could be claimed unseen
            due = self._engine.query(
                """SELECT * FROM jobs WHERE done_at IS NULL AND failed_at IS NULL
                   AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                   AND NOT EXISTS (
                       SELECT 1 FROM jobs AS held WHERE held.team_id = jobs.team_id
                       AND held.lane = jobs.lane AND held.lane <> ''
                       AND held.lease IS NOT NULL AND held.leased_until > :now)
                   ORDER BY due_at, id LIMIT 1"""
                + self._engine.skip_locked,
                {"now": stored_time(now)},
            )
            return self._held(due[0], now + lease) if due else None

    def _held(self, row: Row, until: datetime) -> Claim:
        lease = new_id()
        self._engine.execute(
            "UPDATE jobs SET lease = :lease, leased_until = :until, attempts = attempts + 1"
            " WHERE team_id = :team_id AND id = :id",
            {
                "lease": lease, "until": stored_time(until),
                "team_id": row["team_id"], "id": row["id"],
            },
        )  # fmt: skip
        return Claim(
            team_id=row["team_id"], id=row["id"], kind=row["kind"], lease=lease,
            payload=row["payload"], attempts=row["attempts"] + 1,
            blameless=row["blameless"],
        )  # fmt: skip

    def extend(self, claim: Claim, until: datetime) -> bool:
        """Holds the claim until then; False where the lease ran out and another process has the job."""
        extended = self._engine.execute(
            "UPDATE jobs SET leased_until = :until"
            " WHERE team_id = :team_id AND id = :id AND lease = :lease",
            claim.model_dump(include={"team_id", "id", "lease"}) | {"until": stored_time(until)},
        )
        return bool(extended)

    def finish(self, claim: Claim, now: datetime) -> bool:
        """Marks the job done; False where the lease ran out and another process has it."""
        return self._settle(claim, "done_at = :at, last_error = ''", {"at": stored_time(now)})

    def retry(self, claim: Claim, due_at: datetime, error: str, *, blameless: bool = False) -> bool:
        """Gives the job back for later; `error` is a type's name, never anybody's text."""
        counted = ", blameless = blameless + 1" if blameless else ""
        return self._settle(
            claim, f"due_at = :at, last_error = :error{counted}",
            {"at": stored_time(due_at), "error": error},
        )  # fmt: skip

    def pause(self, claim: Claim, due_at: datetime, error: str) -> bool:
        """Gives the job back for later as if it had not been tried: Slack says when to come again."""
        return self._settle(
            claim, "due_at = :at, last_error = :error, attempts = attempts - 1",
            {"at": stored_time(due_at), "error": error},
        )  # fmt: skip

    def postpone(self, claim: Claim, due_at: datetime) -> bool:
        """Gives the job back untried: it was claimed before its time."""
        return self._settle(
            claim, "due_at = :at, attempts = 0, blameless = 0, last_error = ''",
            {"at": stored_time(due_at)},
        )  # fmt: skip

    def drop(self, claim: Claim) -> bool:
        """Takes the job away, so that the same thing can be planned again; False where it was renewed meanwhile."""
        dropped = self._engine.execute(
            "DELETE FROM jobs WHERE team_id = :team_id AND id = :id AND lease = :lease"
            " AND payload = :payload",
            claim.model_dump(include={"team_id", "id", "lease", "payload"}),
        )
        return bool(dropped)

    def park(self, claim: Claim, now: datetime, error: str) -> bool:
        """Sets the job aside after its last attempt, where an operator sees it."""
        return self._settle(
            claim, "failed_at = :at, last_error = :error", {"at": stored_time(now), "error": error}
        )

    def _settle(self, claim: Claim, change: str, params: dict[str, str]) -> bool:
        changed = self._engine.execute(
            f"UPDATE jobs SET {change}, lease = NULL, leased_until = NULL"
            " WHERE team_id = :team_id AND id = :id AND lease = :lease",
            {"team_id": claim.team_id, "id": claim.id, "lease": claim.lease, **params},
        )
        return bool(changed)

    def withdraw(self, team_id: str, key: str) -> None:
        """Takes away the job of this key, if it waits and is in nobody's hand."""
        self._engine.execute(
            f"DELETE FROM jobs WHERE team_id = :team_id AND dedupe_key = :key AND {_WAITS}",
            {"team_id": team_id, "key": key},
        )

    def withdraw_all(self, team_id: str, kind: str, lane: str) -> None:
        """Takes away the jobs of this kind and lane that wait and are in nobody's hand."""
        self._engine.execute(
            "DELETE FROM jobs WHERE team_id = :team_id AND kind = :kind AND lane = :lane"
            f" AND {_WAITS}",
            {"team_id": team_id, "kind": kind, "lane": lane},
        )

    def remove_finished(self, before: datetime, most: int) -> int:
        """Removes up to so many jobs, of every team, that were done before then; gives back how many."""
        return self._engine.execute(
            "DELETE FROM jobs WHERE done_at < :before AND (team_id, id) IN ("
            "SELECT team_id, id FROM jobs WHERE done_at < :before ORDER BY done_at LIMIT :most)",
            {"before": stored_time(before), "most": most},
        )

    def counts(self) -> dict[str, int]:
        """How many jobs of all teams are `waiting`, `done` and `parked`."""
        [row] = self._engine.query(
            """SELECT COUNT(*) FILTER (WHERE done_at IS NULL AND failed_at IS NULL) AS waiting,
                      COUNT(*) FILTER (WHERE done_at IS NOT NULL) AS done,
                      COUNT(*) FILTER (WHERE failed_at IS NOT NULL) AS parked FROM jobs"""
        )
        return {key: int(row[key]) for key in ("waiting", "done", "parked")}


def _params(row: JobRow, due_at: datetime) -> Row:
    return {**row.model_dump(), "id": new_id(), "due_at": stored_time(due_at)}
