"""Does the waiting jobs, one at a time, in a thread of its own; several processes may do so at once.

Where another system hears of events, that has a thread beside it: however slow it is, Slack's jobs do not wait.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.presence import Presence
from bot.traces import NO_TRACES, Traces
from handlers.context import Context
from handlers.deliveries import Deliveries
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.errors import Retry, SlackRateLimited, SlackRefused, SlackUnreachable
from handlers.webhooks import ReceiverFailed
from interviews.errors import StoreUnavailable
from interviews.outbox import (
    Job,
    OnRepeat,
    RemoveFinishedJobs,
    StartRetention,
    UnreadableJob,
    enqueue,
    read,
)
from interviews.store import Store
from interviews.store.jobs import Claim

log = logging.getLogger("interview.jobs")

# A delivery extends it before each call to Slack, which gives up sooner.
LEASE = timedelta(seconds=60)
POLL = 1.0  # seconds; what somebody does in Slack wakes the thread at once
MOST_ATTEMPTS = 12
MOST_TO_RECEIVER = 36  # the first twelve take over an hour, and then comes one each hour, for a day
UPKEEP: tuple[Job, ...] = (RemoveFinishedJobs(), StartRetention())
LONGEST_WAIT = timedelta(hours=1)
OUTAGE_PAUSE = timedelta(seconds=30)  # it ends by itself, and then people wait for what is late


class LeaseLost(Exception):
    """Another process has the job by now: this one took longer over a step than its lease."""


class Worker:
    """Claims what is due and does it until told to stop; a job in hand is finished first."""

    def __init__(
        self,
        store: Store,
        deliveries: Deliveries,
        context_for: Callable[[str, str], Context],
        clock: Callable[[], datetime],
        apart: type[Job] | None = None,
        presence: Presence | None = None,
        traces: Traces = NO_TRACES,
    ) -> None:
        """Jobs of the type that is `apart` are done in a thread of their own."""
        self._presence, self._traces = presence, traces
        self._store, self._deliveries = store, deliveries
        self._context_for, self._clock = context_for, clock
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._apart = apart.kind if apart else ""
        self._threads = [threading.Thread(target=self._run, name="jobs", daemon=True)]
        if apart:
            beside = threading.Thread(target=self._run_beside, name=self._apart, daemon=True)
            self._threads.append(beside)

    def start(self) -> None:
        """Begins to work."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something may be due now."""
        self._wake.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Finishes the job in hand and ends; another process takes over what is left."""
        self._stopping.set()
        self._wake.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)
        if self._presence:
            self._try(self._presence.end)

    def _run(self) -> None:
        has_upkeep = False
        while not self._stopping.is_set():
            has_upkeep = has_upkeep or self._try(self._plan_upkeep)
            if self._presence:
                self._try(self._presence.say)
            if not self._try(partial(self.work_once, besides=self._apart)):
                self._wake.wait(POLL)
                self._wake.clear()

    def _run_beside(self) -> None:
        while not self._stopping.is_set():
            if not self._try(partial(self.work_once, only=self._apart)):
                self._stopping.wait(POLL)

    def _plan_upkeep(self) -> bool:
        """Old jobs and records go from now on; where that waits already, or was set aside, it is not doubled."""
        for job in UPKEEP:
            enqueue(self._store, job, self._clock(), OnRepeat.RENEW)
        return True

    def _try(self, work: Callable[[], bool]) -> bool:
        """What the work gives back; False while the database is away."""
        try:
            return work()
        except StoreUnavailable as error:
            log.warning("jobs wait for the database", extra={"error_type": type(error).__name__})
            return False

    def work_once(self, *, only: str = "", besides: str = "") -> bool:
        """Does the job that has been due longest, of every kind or as `claim` takes them; False where none is."""
        claim = self._store.jobs.claim(self._clock(), LEASE, only=only, besides=besides)
        if claim is None:
            return False
        try:
            with self._traces.span(f"job {claim.kind}", job_id=claim.id):
                result = self._deliver(claim, read(claim))
        except Exception as error:  # noqa: BLE001 - whatever it was, the job must be given back
            self._fail(claim, error)
        else:
            self._settle(claim, result)
        return True

    def _deliver(self, claim: Claim, job: Job) -> Result:
        ctx = self._context_for(job.team_id, job.user_id)
        return self._deliveries[type(job)](
            replace(ctx, extend_lease=partial(self._extend, claim)), job
        )

    def _extend(self, claim: Claim) -> None:
        if not self._store.jobs.extend(claim, self._clock() + LEASE):
            raise LeaseLost

    def _settle(self, claim: Claim, result: Result) -> None:
        """Carries out what is to become of the job; where another process has it by now, nothing is changed."""
        jobs, now = self._store.jobs, self._clock()
        match result:
            case None:
                jobs.finish(claim, now)
            case Postponed(until=until):
                jobs.postpone(claim, until)
            case Dropped():
                if not jobs.drop(claim):  # it was renewed meanwhile
                    jobs.postpone(claim, now)

    def _fail(self, claim: Claim, error: Exception) -> None:
        """Tries again later, longer each time; what cannot get better is set aside where operators see it."""
        now, name = self._clock(), _name(error)
        extra = {
            "job_kind": claim.kind, "job_id": claim.id,
            "attempt": claim.attempts, "error_type": name,
        }  # fmt: skip
        if isinstance(error, ReceiverFailed):
            extra |= {"error_type": "ReceiverFailed", "error": "_".join(str(error).split())}
        if isinstance(error, LeaseLost):
            log.warning("job was taken over", extra=extra)
            return
        away, own = _away(error), claim.attempts - claim.blameless
        if _hopeless(error) or (own >= _most_attempts(error) and not away):
            self._store.jobs.park(claim, now, name)
            log.error("job set aside", exc_info=error, extra=extra)
            return
        if isinstance(error, SlackRateLimited):
            wait = timedelta(seconds=max(error.retry_after, 1.0))
            self._store.jobs.pause(claim, now + wait, name)
        elif isinstance(error, SlackUnreachable) and not error.sent:
            self._store.jobs.pause(claim, now + OUTAGE_PAUSE, name)
        else:
            wait = _wait(claim.attempts if away else own)
            self._store.jobs.retry(claim, now + wait, name, blameless=away)
        known = away or isinstance(error, ReceiverFailed)
        log.warning("job will be tried again", exc_info=None if known else error, extra=extra)


def _hopeless(error: Exception) -> bool:
    """Whether trying again cannot help: what cannot be read may wait for another release, where nothing is lost."""
    return isinstance(error, UnreadableJob) or (
        isinstance(error, SlackRefused) and error.kind.retry is Retry.NEVER
    )


def _away(error: Exception) -> bool:
    """Whether Slack or the database is away, or wants us to wait: it is not the job's fault, however long it takes."""
    if isinstance(error, SlackRefused):
        return error.kind.retry is Retry.UNTIL_IT_WORKS
    return isinstance(error, SlackRateLimited | SlackUnreachable | StoreUnavailable)


def _most_attempts(error: Exception) -> int:
    return MOST_TO_RECEIVER if isinstance(error, ReceiverFailed) else MOST_ATTEMPTS


def _wait(attempts: int) -> timedelta:
    return min(timedelta(seconds=2.0 ** min(attempts, MOST_ATTEMPTS)), LONGEST_WAIT)


def _name(error: Exception) -> str:
    """Which failure it was, without anything anybody typed."""
    if isinstance(error, UnreadableJob):
        return str(error)
    if isinstance(error, ReceiverFailed):
        return f"ReceiverFailed {error}"
    return (
        f"SlackRefused {error.error}" if isinstance(error, SlackRefused) else type(error).__name__
    )
