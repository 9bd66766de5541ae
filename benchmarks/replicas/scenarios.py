"""What is broken, while people work: each gives what came of it."""

import os
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.data import rows
from benchmarks.replicas.clock import Clock, until_daytime
from benchmarks.replicas.run import Options, Outcome, Run, running
from interviews.reminders.schedule import enqueue_reminder
from interviews.store import open_store

BEFORE, AFTER = 10.0, 20.0  # seconds of undisturbed work
DATABASE_AWAY = DISK_FULL = CLOCK_WRONG = 30.0  # seconds at most
WORKERS = 120.0  # seconds at most
HOUR = timedelta(hours=1)
DISK = "64m"
REMINDERS = 500


class NotHere(Exception):
    """This machine lacks something that a scenario needs; the message says what."""


def replicas_killed(options: Options) -> Iterator[Outcome]:
    """Three replicas on PostgreSQL, killed at random, and restarted one after the other in the middle."""
    with running(options, "load") as run, _killing(run, run.fleet.kill_at_random):
        time.sleep(options.seconds / 2)
        began, before = time.time(), Counter(run.ledger.failed)
        run.fleet.restart_in_turn()
        failed = dict(run.ledger.failed - before) or "nothing"
        seconds = f"{time.time() - began:.1f} s"
        run.outcome.remarks.append(f"rolling restart in {seconds}, failed meanwhile: {failed}")
        time.sleep(options.seconds / 2)
    yield run.outcome


def workers_killed(options: Options) -> Iterator[Outcome]:
    """One bot with two workers, one of which is killed now and then, over each kind of database."""
    for name, postgresql in (("workers-sqlite", False), ("workers-postgresql", True)):
        with (
            running(options, name, postgresql=postgresql, replicas=1, WEB_CONCURRENCY="2") as run,
            _killing(run, run.fleet.kill_workers_at_random),
        ):
            time.sleep(options.seconds)
        yield run.outcome


@contextmanager
def _killing(run: Run, kill: "Callable[..., list[float]]") -> Iterator[None]:
    over, took = threading.Event(), list[float]()
    killer = threading.Thread(target=lambda: took.extend(kill(run.random, over)))
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()
    run.outcome.kills = run.outcome.cuts = len(took)
    if took:
        words = f"killed until ready again: {median(took):.1f} s, at most {max(took):.1f} s"
        run.outcome.remarks.append(words)


def process_killed(options: Options) -> Iterator[Outcome]:
    """One of three is killed once."""
    with running(options, "killed") as run:
        time.sleep(BEFORE)
        killed, jobs = time.time(), run.waiting_jobs()
        ready = run.fleet.kill(run.fleet.replicas[0])
        run.outcome.kills = run.outcome.cuts = 1
        run.recovered("process killed", killed, jobs, f"ready again after {ready:.1f} s")
    yield run.outcome


def database_away(options: Options) -> Iterator[Outcome]:
    """PostgreSQL is stopped, and started again."""
    with running(options, "database") as run:
        assert run.server
        time.sleep(BEFORE)
        run.server.stop()
        time.sleep(min(DATABASE_AWAY, options.seconds))
        run.server.start()
        back = time.time()
        run.outcome.cuts = len(run.fleet.replicas)
        run.recovered("database back", back, run.waiting_jobs())
        time.sleep(AFTER)
    yield run.outcome


def disk_full(options: Options) -> Iterator[Outcome]:
    """The disk of a SQLite database is filled by something else, which then goes."""
    with (
        _small_disk(options.folder / "mounted") as disk,
        running(options, "disk", postgresql=False, replicas=1, disk=disk) as run,
    ):
        time.sleep(BEFORE)
        _fill(disk / "filler")
        time.sleep(min(DISK_FULL, options.seconds))
        (disk / "filler").unlink()
        run.outcome.cuts = len(run.fleet.replicas)
        run.recovered("disk freed", time.time(), run.waiting_jobs())
        time.sleep(AFTER)
    yield run.outcome


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        raise NotHere("root, to mount a small disk")
    folder.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "--lazy", folder], check=True)


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while filler.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue


def clock_stepped(options: Options) -> Iterator[Outcome]:
    """The clock of all bots is an hour ahead, and then an hour behind; Slack's is right."""
    clock = Clock(options.folder / "clock")
    with running(options, "clock", clock=clock, patience=60.0) as run:
        for words, ahead in (("ahead", HOUR), ("behind", -HOUR)):
            time.sleep(BEFORE)
            clock.step(ahead)
            time.sleep(min(CLOCK_WRONG, options.seconds))
            clock.step(timedelta())
            run.recovered(f"clock right, was {words}", time.time(), run.waiting_jobs())
        time.sleep(BEFORE)
    yield run.outcome


def slack_gone(options: Options) -> Iterator[Outcome]:
    """Nothing that Slack is asked is answered, while many reminders come due."""
    ahead = until_daytime()
    clock = Clock(options.folder / "clock") if ahead else Clock()
    if ahead:
        clock.step(ahead)
    candidates = -(-REMINDERS // rows.PANEL)
    with running(options, "slack", clock=clock, people=False, candidates=candidates) as run:
        run.slack.gone.set()
        _make_due(run, candidates)
        time.sleep(options.seconds)
        jobs = run.waiting_jobs()
        run.slack.gone.clear()
        back = time.time()
        run.recovered("Slack back", back, jobs)
        posts = [post.at - back for post in run.slack.posts]
        first, last = min(posts, default=0), max(posts, default=0)
        run.outcome.remarks.append(
            f"{len(posts)} messages, the first after {first:.1f} s, half after {median(posts):.1f} s,"
            f" the last after {last:.1f} s"
        )
    yield run.outcome


def _make_due(run: Run, candidates: int) -> None:
    store = open_store(run.url, run.clock.now)
    every = (
        interview
        for number in range(candidates)
        for interview in store.interviews.all_of(rows.TEAM, rows.candidate_id(number))
    )
    for _, interview in zip(range(REMINDERS), every, strict=False):
        enqueue_reminder(store, interview, 1, run.clock.now())
    store.close()


SCENARIOS: dict[str, Callable[[Options], Iterator[Outcome]]] = {
    "load": replicas_killed,
    "workers": workers_killed,
    "killed": process_killed,
    "database": database_away,
    "disk": disk_full,
    "clock": clock_stepped,
    "slack": slack_gone,
}
