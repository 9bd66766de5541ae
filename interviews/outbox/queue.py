"""The one place that enqueues jobs, and that turns a stored row back into its type."""

import json
from datetime import datetime
from enum import StrEnum

from pydantic import ValidationError

from interviews.outbox.jobs import JOBS, Job
from interviews.store import Store
from interviews.store.jobs import Claim, JobRow


class OnRepeat(StrEnum):
    """What becomes of a job whose key is in the queue already."""

    KEEP = "keep"
    """The first one stays as it is, also when it is done: each key is done once."""
    MOVE = "move"
    """The one that waits is due at the new time; one that is over, or in hand, stays as it is."""
    RENEW = "renew"
    """It is done after this moment, once for any number of changes; one that waits keeps its time."""


class UnreadableJob(Exception):
    """A stored row that no type of this release takes; the message names what does not fit, and no value."""


def enqueue(store: Store, job: Job, due_at: datetime, on_repeat: OnRepeat = OnRepeat.KEEP) -> bool:
    """Writes the job, in the caller's transaction if there is one; False where its key has kept all as it was."""
    row = JobRow(
        team_id=job.team_id, kind=job.kind, key=job.key, lane=job.lane,
        payload=job.model_dump_json(exclude={"team_id"}),
    )  # fmt: skip
    match on_repeat:
        case OnRepeat.KEEP:
            return store.jobs.add(row, due_at)
        case OnRepeat.MOVE:
            return store.jobs.add_or_move(row, due_at)
        case OnRepeat.RENEW:
            store.jobs.add_or_renew(row, due_at)
            return True


def withdraw(store: Store, job: Job) -> None:
    """Takes away the job of this key, if it waits and is in nobody's hand."""
    store.jobs.withdraw(job.team_id, job.key)


def withdraw_all(store: Store, kind: type[Job], team_id: str, lane: str) -> None:
    """Takes away the jobs of this type and lane that wait and are in nobody's hand."""
    store.jobs.withdraw_all(team_id, kind.kind, lane)


def read(claim: Claim) -> Job:
    """The job that a claimed row stands for; raises `UnreadableJob`."""
    kind = JOBS.get(claim.kind)
    if kind is None:
        raise UnreadableJob("unknown kind of job")
    try:
        return kind.model_validate({**json.loads(claim.payload), "team_id": claim.team_id})
    except ValidationError as error:
        faults = ", ".join(
            f"{'.'.join(map(str, fault['loc']))} {fault['type']}" for fault in error.errors()
        )
        raise UnreadableJob(f"unreadable payload: {faults}") from None
    except (ValueError, TypeError):
        raise UnreadableJob("unreadable payload: no JSON object") from None
