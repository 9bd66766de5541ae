"""Steps that tests of the store share: what is due, what is there, and what somebody else changed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest

from interviews.errors import StoreUnavailable
from interviews.models import Loop
from interviews.store import Store
from interviews.store.jobs import Job
from interviews.submission import submit
from tests.interviews.people import ADA, MARGARET, TEAM, at, form, margaret, person


def the_loop(store: Store, candidate_id: str = MARGARET) -> Loop:
    """The loop that must be there."""
    found = store.loop(TEAM, candidate_id)
    assert found is not None
    return found


def due(store: Store) -> list[Job]:
    """Every waiting job, by when it was made; each is given back unchanged but for its attempts."""
    jobs = []
    while job := store.jobs.claim(at(10_000), timedelta(minutes=1)):
        jobs.append(job)
    for job in jobs:
        store.jobs.retry(job, at(0), "")
    return [job.model_copy(update={"attempts": 0, "lease": ""}) for job in jobs]


@contextmanager
def within_three_seconds() -> Iterator[None]:
    """What Slack gives for an answer."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 3


def refused(store: Store) -> str:
    """What somebody reads who sends a card while the database is away."""
    with within_three_seconds(), pytest.raises(StoreUnavailable) as error:
        submit(store, person(ADA), form("card-ada", new=margaret()), at(0))
    return str(error.value)


class PowerCutError(Exception):
    """What ends a transaction in a test."""


def broken_off(store: Store, work: Callable[[], object]) -> None:
    """Does the work in a transaction that then fails."""
    with suppress(PowerCutError), store.transaction():
        work()
        raise PowerCutError


def changed(store: Store, sql: str, **params: str) -> None:
    """Somebody else changes the data of the team behind the domain's back."""
    store._engine.execute(sql, {"team_id": TEAM, **params})
