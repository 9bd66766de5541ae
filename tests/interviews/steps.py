"""Steps that tests of the store share: what is there, who is told, and what somebody else changed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import pytest

from interviews.errors import StoreUnavailable
from interviews.loop import Loop
from interviews.models import Candidate
from interviews.outbox import CandidateJob, read
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import Entry
from interviews.store.engines.engine import Row
from interviews.store.jobs import Claim
from tests.interviews import make
from tests.interviews.people import ADA, MARGARET, TEAM, at, person

E = TypeVar("E", bound=Entry)


def add(store: Store, candidate: Candidate, *panel: str, minutes: float = 0) -> None:
    """A candidate is there, and these people are on the panel since so many minutes after noon."""
    store.candidates.add(candidate)
    for who in panel:
        store.interviews.invite(candidate, who, at(minutes), confirmed=True)


def the_loop(store: Store, candidate_id: str = MARGARET) -> Loop:
    """The loop that must be there."""
    found = store.loop(TEAM, candidate_id)
    assert found is not None
    return found


def jobs_for_leads(store: Store) -> list[CandidateJob]:
    """The digests and the questions about guests that wait to be sent, in the order they were written."""
    rows = store._engine.query(
        "SELECT team_id, kind, payload FROM jobs WHERE kind IN ('digest', 'guest') ORDER BY id"
    )
    jobs = [read(Claim(**row, id="", attempts=1, lease="")) for row in rows]
    return [job for job in jobs if isinstance(job, CandidateJob)]


def everything(store: Store) -> tuple[Loop | None, list[Row]]:
    """Margaret's loop and every job, to see that nothing has changed."""
    return store.loop(TEAM, MARGARET), store._engine.query("SELECT * FROM jobs ORDER BY id")


@contextmanager
def others_writing(store: Store) -> Iterator[None]:
    """Ada scores one new candidate after another, in a thread of her own, until the block ends."""
    stop = threading.Event()

    def writes() -> None:
        number = 0
        while not stop.is_set():
            new = make.margaret(name=f"Margaret {number}", new_id=f"candidate-{number}")
            submit(store, person(ADA), make.form(f"card-{number}", new=new), at(0))
            number += 1

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


@contextmanager
def within_three_seconds() -> Iterator[None]:
    """What Slack gives for an answer."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 3


def refused(store: Store) -> str:
    """What somebody reads who sends a card while the database is away."""
    with within_three_seconds(), pytest.raises(StoreUnavailable) as error:
        submit(store, person(ADA), make.form("card-ada", new=make.margaret()), at(0))
    return str(error.value)


class PowerCutError(Exception):
    """What ends a transaction in a test."""


def broken_off(store: Store, work: Callable[[], object]) -> None:
    """Does the work in a transaction that then fails."""
    with suppress(PowerCutError), store.transaction():
        work()
        raise PowerCutError


def change(store: Store, sql: str, **params: str) -> None:
    """Somebody else changes the data of the team behind the domain's back."""
    store._engine.execute(sql, {"team_id": TEAM, **params})


def logged(
    store: Store, kind: type[E], team_id: str = TEAM, candidate_id: str = MARGARET
) -> list[E]:
    """The entries of this type about a candidate, oldest first."""
    log = store.audit.of_candidate(team_id, candidate_id)
    return [entry for entry in log if isinstance(entry, kind)]
