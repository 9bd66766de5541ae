"""Does the waiting jobs, one at a time, in a thread of its own; several processes may do so at once."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from handlers.context import Context
from handlers.slack.errors import (
    SLACKS_OWN,
    TOKEN,
    SlackRateLimited,
    SlackRefused,
    SlackUnreachable,
)
from interviews.errors import StoreUnavailable
from interviews.store import Store
from interviews.store.jobs import Job

log = logging.getLogger("interview.jobs")

LEASE = timedelta(seconds=60)  # longer than any delivery: some ten calls of a second each
POLL = 1.0  # seconds; what somebody does in Slack wakes the thread at once
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=1)
# Slack's words for what trying again cannot mend: an operator sees the job, and can retry it.
FOR_GOOD = frozenset(
    {
        "user_not_found", "user_disabled", "channel_not_found", "not_in_channel", "is_archived",
        "invalid_blocks", "msg_too_long",
    }
)  # fmt: skip

Deliver = Callable[[Context, Job], None]
ContextFor = Callable[[Job], Context]


class Worker:
    """Claims what is due and does it until told to stop; a job in hand is finished first."""

    def __init__(
        self,
        store: Store,
        deliveries: Mapping[str, Deliver],
        context_for: ContextFor,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._deliveries = store, deliveries
        self._desk_for, self._clock = context_for, clock
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def wake(self) -> None:
        """Something may be due now."""
        self._wake.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Finishes the job in hand and ends; another process takes over what is left."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            if not self._worked():
                self._wake.wait(POLL)
                self._wake.clear()

    def _worked(self) -> bool:
        """Does one job; False where nothing is due, or the database is away."""
        try:
            return self.work_once()
        except StoreUnavailable as error:
            log.warning("jobs wait for the database", extra={"error_type": type(error).__name__})
            return False

    def work_once(self) -> bool:
        """Does the job that has been due longest; False where none is."""
        job = self._store.jobs.claim(self._clock(), LEASE)
        if job is None:
            return False
        try:
            self._deliveries[job.kind](self._desk_for(job), job)
        except Exception as error:  # noqa: BLE001 - whatever it was, the job must be given back
            self._failed(job, error)
        else:
            self._store.jobs.finish(job, self._clock())
        return True

    def _failed(self, job: Job, error: Exception) -> None:
        """Tries again later, longer each time; what cannot get better is set aside where operators see it."""
        now, name = self._clock(), _name(error)
        about = {
            "job_kind": job.kind,
            "job_id": job.id,
            "attempt": job.attempts,
            "error_type": name,
        }
        away, own = _away(error), job.attempts - job.blameless
        if _hopeless(error) or (own >= MOST_ATTEMPTS and not away):
            self._store.jobs.park(job, now, name)
            log.error("job set aside", exc_info=error, extra=about)
            return
        if isinstance(error, SlackRateLimited):
            wait = timedelta(seconds=max(error.retry_after, 1.0))
            self._store.jobs.pause(job, now + wait, name)
        else:
            self._store.jobs.retry(
                job, now + _wait(job.attempts if away else own), name, blameless=away
            )
        log.warning("job will be tried again", exc_info=None if away else error, extra=about)


def _hopeless(error: Exception) -> bool:
    return isinstance(error, SlackRefused) and error.error in FOR_GOOD


def _away(error: Exception) -> bool:
    """Whether Slack or the database is away, or wants us to wait: it is not the job's fault, however long it takes."""
    if isinstance(error, SlackRefused):
        return error.error in TOKEN | SLACKS_OWN
    return isinstance(error, SlackRateLimited | SlackUnreachable | StoreUnavailable)


def _wait(attempts: int) -> timedelta:
    return min(timedelta(seconds=2.0 ** min(attempts, MOST_ATTEMPTS)), LONGEST_WAIT)


def _name(error: Exception) -> str:
    """Which failure it was, without anything anybody typed."""
    return (
        f"SlackRefused {error.error}" if isinstance(error, SlackRefused) else type(error).__name__
    )
