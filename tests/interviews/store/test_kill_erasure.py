"""An erasure that is killed anywhere, again and again, is gone on with: nothing is left, and all is said once."""

import random
from collections import Counter

import pytest

from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit_log import Wanted
from tests.interviews import make
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, TEAM, at, person
from tests.interviews.store.processes import hear, other_process, tell

pytestmark = pytest.mark.once

CANDIDATES, KILLS = 8, 4
CHANCE = random.SystemRandom()


@pytest.fixture(autouse=True)
def candidates(store: Store) -> None:
    for number in range(CANDIDATES):
        new = make.margaret(name=f"Margaret {number} Hamilton", new_id=f"candidate-{number}")
        submit(
            store, person(ADA), make.form(f"card-{number}", new=new, note="n " * 500), at(number)
        )


def is_done_in_spite_of_kills(command: str, database: Database) -> None:
    for _ in range(KILLS):
        with other_process(command) as process:
            tell(process, database.url)
            for _ in range(CHANCE.randint(1, 6)):
                hear(process)
            process.kill()
    with other_process(command) as process:
        tell(process, database.url)
        while (said := hear(process)) != "done":
            assert said, "it ended before its time"


def test_every_erasure_is_checked_and_logged_once(store: Store, database: Database) -> None:
    is_done_in_spite_of_kills("erases", database)
    lines = store.audit.find(TEAM, Wanted(), 1000)
    logged = Counter((line.entry.action, line.entry.candidate_id) for line in lines)
    for number in range(CANDIDATES):
        for action in ("erased", "checked_erasure"):
            assert logged[action, f"candidate-{number}"] == 1
    assert store.traces.list_begun() == store.traces.list_waiting(1) == ()
    assert store.chain.verify(TEAM).seq == len(lines)


def test_a_team_is_forgotten_whole(store: Store, database: Database) -> None:
    is_done_in_spite_of_kills("forgets", database)
    for place in store.traces.places():
        assert store._engine.query(f"SELECT 1 FROM {place.table}") == [], place.table  # noqa: S608
