"""Steps that tests of the store share: what is due, what is there, and what somebody else changed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from interviews.models import Loop
from interviews.store import Store
from interviews.store.jobs import Job
from tests.interviews.people import MARGARET, TEAM, at


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
