"""What another process does to the same database: run by the tests, told what to do by lines on its input.

Each command reads addresses of databases from its input, and says a line when it has done what it was told.
"""

import os
import sqlite3
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from interviews.candidates import erasure_check
from interviews.candidates.erasure import forget
from interviews.errors import InterviewError, StoreUnavailable
from interviews.scorecards.submit import submit
from interviews.store import Store, open_store
from interviews.store.jobs import Claim
from interviews.store.messages import Posted
from tests.interviews import make
from tests.interviews.people import ADA, NOON, TEAM, at, person


def say(line: object) -> None:
    print(line, flush=True)  # noqa: T201 - the test reads it


def migrates() -> None:
    """Brings each database up to date, and says the steps it applied."""
    for url in sys.stdin:
        store = open_store(url.strip(), lambda: NOON)
        try:
            say(" ".join(store.migrate()) or "nothing to do")
        except InterviewError as refused:
            say(f"refused: {refused}")
        store.close()


def locks() -> None:
    """Holds the write lock of a SQLite file until the next line comes."""
    connection = sqlite3.connect(sys.stdin.readline().strip(), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    say("locked")
    sys.stdin.readline()
    connection.execute("COMMIT")


def submits() -> None:
    """Sends cards from number so and so on, each for a new candidate, and says each that was acknowledged."""
    store = open_store(sys.stdin.readline().strip(), lambda: NOON)
    first, behind = map(int, sys.stdin.readline().split())
    for number in range(first, behind):
        new = make.margaret(name=f"Margaret {number}", new_id=f"candidate-{number}")
        saved = submit(
            store, person(ADA), make.form(f"card-{number}", new=new, note="n" * 500), at(number)
        )
        say(saved.card.id)


def works() -> None:
    """Does jobs until none is left, as a worker does: says each message it posts, or changes because it stands."""
    store = open_store(sys.stdin.readline().strip(), lambda: datetime.now(UTC))
    while store.jobs.counts()["waiting"]:
        with suppress(StoreUnavailable):  # the others are writing
            job = store.jobs.claim(datetime.now(UTC), timedelta(seconds=3))
            if job:
                _sends(store, job)
                if not store.jobs.finish(job, datetime.now(UTC)):
                    say(f"late {job.id}")  # so slow that another took it over, as after a kill


def _sends(store: Store, job: Claim) -> None:
    about = job.payload
    if store.messages.find(job.team_id, about):
        say(f"changed {about}")
        return
    say(f"posted {about}")  # from here until it is remembered, a kill means that it is posted again
    stands = Posted(team_id=job.team_id, about=about, candidate_id="", channel="D0ADA", ts="1.0")
    try:
        store.messages.remember(stands, datetime.now(UTC))
    except StoreUnavailable:
        say(f"late {job.id}")  # the others wrote for so long that it is posted again
        raise


def erases() -> None:
    """Erases every candidate there is, and searches for what was erased: says each step that is over."""
    store = open_store(sys.stdin.readline().strip(), lambda: NOON)
    erasure_check.ROWS = 20
    for key in tuple(store.candidates.list_keys()):
        forget(store, person(ADA), key.candidate_id, at(60))
        say(f"erased {key.candidate_id}")
    while erasure_check.go_on(store, at(5000)):
        say("searched")
    say("done")


def forgets() -> None:
    """Removes every row of the team, and says each step that is over."""
    store = open_store(sys.stdin.readline().strip(), lambda: NOON)
    while store.teams.remove_some(TEAM):
        say("removed")
    say("done")


def writes_as_nobody() -> None:
    """Adds a candidate without the rights of root, to whom no file is read-only."""
    store = open_store(sys.stdin.readline().strip(), lambda: NOON)
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        store.candidates.add(make.candidate())
    except StoreUnavailable as refused:
        say(refused)
    else:
        say("written")


if __name__ == "__main__":
    {
        "migrates": migrates,
        "locks": locks,
        "submits": submits,
        "works": works,
        "erases": erases,
        "forgets": forgets,
        "writes-as-nobody": writes_as_nobody,
    }[sys.argv[1]]()
