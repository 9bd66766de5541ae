"""One run: database, Slack, bots and people, from the first request until nothing is left to do."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.data.rows import SECRET, TOKEN
from benchmarks.replicas import database
from benchmarks.replicas.balancer import RoundRobin
from benchmarks.replicas.clock import Clock
from benchmarks.replicas.database import PostgreSQL
from benchmarks.replicas.fleet import Fleet
from benchmarks.replicas.ledger import Ledger, doubled
from benchmarks.replicas.load import NOT_SAVED, Load
from benchmarks.replicas.people import Office
from benchmarks.replicas.slack import DELAY, FAULTS, BadSlack, bad_slack
from interviews.store.values import stored_time

PATIENCE = 900.0  # seconds for a backlog
LOOK_EVERY = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    seconds: float
    rate: float
    seed: int
    folder: Path
    delay: float = DELAY
    faults: float = FAULTS


@dataclass(frozen=True, slots=True)
class Recovery:
    """The end of a fault, by the machine's clock, and the seconds until all was done that waited then, if ever."""

    fault: str
    since: float
    backlog: float | None
    note: str = ""


@dataclass(slots=True)
class Outcome:
    """What came of a run."""

    name: str
    ledger: Ledger
    kills: int = 0
    cuts: int = 0
    """Jobs that may have been cut off between Slack's answer and the commit, a worker's at a time."""
    lost: list[str] = field(default_factory=list)
    twice_kept: list[str] = field(default_factory=list)
    twice_sent: list[tuple[str, str]] = field(default_factory=list)
    unexpected: int = 0
    recoveries: list[Recovery] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Nothing acknowledged is lost, and nothing is there twice but what was cut off."""
        return not self.lost and not self.twice_kept and len(self.twice_sent) <= self.cuts


@dataclass(slots=True)
class Run:
    """All that a scenario breaks."""

    options: Options
    url: str
    server: PostgreSQL | None
    slack: BadSlack
    fleet: Fleet
    ledger: Ledger
    outcome: Outcome
    random: Random
    clock: Clock
    patience: float

    def waiting_jobs(self) -> set[str]:
        """The jobs that are due, or have failed so far."""
        return database.open_jobs(self.url, stored_time(self.clock.now()))

    def backlog(self, jobs: set[str], since: float) -> float | None:
        """Seconds from then until all these jobs are done; None where that takes too long."""
        while jobs := jobs & self.waiting_jobs():
            if time.time() - since > self.patience:
                return None
            time.sleep(LOOK_EVERY)
        return time.time() - since

    def recovered(self, fault: str, since: float, jobs: set[str], note: str = "") -> None:
        """Waits until these jobs are done, and writes down how long it took."""
        done = self.backlog(jobs, since)
        words = ", ".join(filter(None, (f"{len(jobs)} jobs waited", note)))
        self.outcome.recoveries.append(Recovery(fault, since, done, words))


@contextmanager
def running(
    options: Options, name: str, *, postgresql: bool = True, replicas: int = 3, people: bool = True,
    candidates: int = 0, disk: Path | None = None, clock: Clock | None = None,
    patience: float = PATIENCE, **settings: str,
) -> Iterator[Run]:  # fmt: skip
    """Everything at work until the block ends; then nobody sends anything any more, and the outcome is worked out."""
    folder, ledger, clock = options.folder / "bots" / name, Ledger(), clock or Clock()
    folder.mkdir(parents=True)
    # One request in twelve begins a scorecard, of which a candidate has six.
    candidates = candidates or 50 + int(options.seconds * options.rate / 60)
    with ExitStack() as stack:
        server = PostgreSQL(folder / "postgresql") if postgresql else None
        if server:
            server.start()
            stack.callback(server.stop)
        url = database.seeded(disk or folder, candidates, server)
        slack = stack.enter_context(bad_slack(options.seed, options.delay, options.faults))
        fixed = {
            "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url, "HOST": "127.0.0.1",
        }  # fmt: skip
        fleet = Fleet(replicas, {**fixed, **clock.settings, **settings}, folder, clock.module)
        stack.callback(fleet.close)
        random, outcome = Random(options.seed), Outcome(name, ledger)
        office = Office(slack, ledger, random, candidates)
        load = Load(office.somebody, RoundRobin(fleet.ports).ask, ledger, options.rate)
        run = Run(options, url, server, slack, fleet, ledger, outcome, random, clock, patience)
        if people:
            load.start()
        try:
            yield run
        finally:
            if people:
                load.stop()
        _conclude(run)


def _conclude(run: Run) -> None:
    """Waits until nothing is left to do, and holds what people were told against what is kept."""
    outcome, ended = run.outcome, time.time()
    left = run.backlog(run.waiting_jobs(), ended)
    cards, names = database.cards(run.url), database.names(run.url)
    outcome.lost = run.ledger.lost(set(cards), set(names), database.drafts(run.url))
    outcome.lost = [lost for lost in outcome.lost if not _was_told(run, lost)]
    outcome.twice_kept = doubled(cards) + doubled(names)
    outcome.twice_sent = [each for each in run.slack.twice() if NOT_SAVED.decode() not in each[1]]
    outcome.unexpected = run.fleet.unexpected()
    waiting = f"{len(run.waiting_jobs())} still wait"
    done = waiting if left is None else f"done {left:.1f} s later"
    outcome.remarks.append(f"jobs left at the end: {done}; calls to Slack: {run.slack.calls:,}")
    if parked := database.query(
        run.url, "SELECT kind, last_error FROM jobs WHERE failed_at IS NOT NULL"
    ):
        outcome.remarks.append(f"set aside: {dict(Counter(parked))}")


def _was_told(run: Run, lost: str) -> bool:
    """Whether a person read that what they had typed was not kept: Slack has no other answer to a keystroke."""
    drafts = {f"draft {seat}": (seat, draft) for seat, draft in run.ledger.drafts.items()}
    if lost not in drafts:
        return False
    seat, draft = drafts[lost]
    return draft.trigger in run.slack.views or any(
        NOT_SAVED.decode() in post.text for post in run.slack.posts if post.channel == f"D{seat[1]}"
    )
