"""Home tabs follow: one job for each person, and no change is lost whatever overtakes what; on both databases."""

import re
import threading
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

import interviews
from interviews.home.refresh import open_home, refresh_homes, refresh_homes_of
from interviews.outbox import read
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.jobs import Claim
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, OTHER_TEAM, RADIA, TEAM, at, person
from tests.threads import at_once

LEASE = timedelta(minutes=1)


def opened(store: Store, people: Iterable[str]) -> None:
    """These people have a Home tab, which is up to date."""
    for who in people:
        open_home(store, TEAM, who, at(0))
    while job := store.jobs.claim(at(0), LEASE):
        store.jobs.drop(job)


def waiting(store: Store) -> list[str]:
    """Whose Home tabs are to be put up, and takes the jobs away."""
    found = []
    while claim := store.jobs.claim(at(9), LEASE):
        found += [read(claim).user_id] if claim.kind == "home" else []
        store.jobs.drop(claim)
    return sorted(found)


CHANGES = re.compile(
    r"store\.(candidates\.(add|set_details|set_status|confirm|invite|erase)"
    r"|interviews\.(plan|set_state)|scorecards\.add|drafts\.(save|remove)|preferences\.keep)\("
)


ROOM = Path(interviews.__file__).parent
PARTS = {
    "candidates/find_or_add": "scorecards/submit", "imports/exported": "imports/importing",
}  # fmt: skip
"""A module whose changes the one that calls it lets Home follow, once for all of them."""


def changing() -> list[Path]:
    """The modules that change something which a Home tab shows."""
    every = ROOM.rglob("*.py")
    return sorted(path for path in every if CHANGES.search(path.read_text()))


def name(path: Path) -> str:
    """The module's place in its room."""
    return str(path.relative_to(ROOM).with_suffix(""))


@pytest.mark.parametrize("path", changing(), ids=name)
def test_whatever_changes_what_home_shows_lets_it_follow(path: Path) -> None:
    whole = ROOM / f"{PARTS.get(name(path), name(path))}.py"
    assert re.search(r"refresh_homes(_of)?\(|after_change\(", whole.read_text())


class TestWhom:
    def test_is_the_leads_and_the_panel_before_and_after(self, store: Store) -> None:
        opened(store, (ADA, GRACE, BARBARA, RADIA))
        with store.transaction():
            refresh_homes_of(store, at(1), make.loop([GRACE]), make.loop([BARBARA]))
        assert waiting(store) == [ADA, BARBARA, GRACE]

    def test_is_nobody_who_never_opened_theirs(self, store: Store) -> None:
        opened(store, (GRACE,))
        refresh_homes(store, TEAM, (ADA, GRACE), at(1))
        refresh_homes(store, OTHER_TEAM, (GRACE,), at(1))
        assert waiting(store) == [GRACE]

    def test_is_nobody_any_more_where_nobody_looks(self, store: Store) -> None:
        opened(store, (GRACE,))
        store.homes.forget(TEAM, GRACE)
        refresh_homes(store, TEAM, (GRACE,), at(1))
        assert waiting(store) == []


class TestChange:
    def test_that_is_not_kept_is_not_shown(self, store: Store) -> None:
        opened(store, (ADA,))
        with pytest.raises(RuntimeError):
            self.breaks_off(store)
        assert waiting(store) == []

    def breaks_off(self, store: Store) -> None:
        with store.transaction():
            submit(store, person(ADA), make.form("card", new=make.margaret(GRACE)), at(1))
            raise RuntimeError

    def test_that_is_kept_just_as_the_tab_is_done_is_shown_too(self, store: Store) -> None:
        """The worker has read what was before; it learns of the change only when that is on the disk."""
        opened(store, (ADA,))
        refresh_homes(store, TEAM, (ADA,), at(1))
        job = store.jobs.claim(at(1), LEASE)
        assert job
        inside, dropped = threading.Event(), list[bool]()
        worker = threading.Thread(target=self.drops, args=(store, job, inside, dropped))
        worker.start()
        with store.transaction():
            refresh_homes(store, TEAM, (ADA,), at(1))
            inside.set()
            worker.join(0.2)  # it waits for this transaction
        worker.join()
        assert dropped == [False]
        assert store.jobs.postpone(job, at(1))
        assert waiting(store) == [ADA]

    def drops(self, store: Store, job: Claim, inside: threading.Event, dropped: list[bool]) -> None:
        assert inside.wait(10)
        dropped.append(store.jobs.drop(job))

    def test_of_several_at_once_leaves_one_job_for_each_person(self, store: Store) -> None:
        people = (ADA, GRACE, BARBARA)
        opened(store, people)
        orders = (people, people[::-1], (GRACE, ADA, BARBARA), (BARBARA, ADA, GRACE))
        at_once(*[partial(refresh_homes, store, TEAM, order, at(1)) for order in orders * 5])
        assert waiting(store) == sorted(people)
