"""Weekly digests are started for several leads at once, by two people at the same moment."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest

from interviews.outbox import PlanWeekly
from interviews.panels.change import Newcomer, Plan, Seat, plan
from interviews.reminders.preferences import keep
from interviews.store import Store
from interviews.store.jobs import JobRow
from question_bank.models import Archetype, Level
from tests.interviews import make
from tests.interviews.people import BARBARA, GRACE, TEAM, at, person
from tests.interviews.steps import add
from tests.threads import at_once

FIRST, LAST = "U0ALICE", "U0ZOE"


def owes_two_cards(store: Store) -> None:
    """Grace is on two panels, has reminders off, and the newer candidate's lead is the last by name."""
    for number, lead in enumerate((FIRST, LAST)):
        candidate = make.candidate(
            f"candidate-{number}", f"M {number}", leads=(lead,), minutes=number
        )
        add(store, candidate, GRACE, minutes=number)
    before = store.preferences.get(TEAM, GRACE)
    store.preferences.keep(before.model_copy(update={"reminders": False}))


def switches_on(store: Store) -> Callable[[], object]:
    before = store.preferences.get(TEAM, GRACE)
    return lambda: keep(store, person(GRACE), before.model_copy(update={"reminders": True}), at(20))


def plans(store: Store, role: Archetype) -> Callable[[], object]:
    """A plan that both leads are named in."""
    new = Newcomer(name="Mary Jackson", archetype_id=role.id, target_level=Level.SENIOR)
    focus = tuple(skill.id for skill in role.skills[:2])
    seats = (Seat(interviewer_id=BARBARA, focus=focus, minutes=0),)
    sent = Plan(candidate_id="candidate-mary", new=new, leads=(FIRST, LAST), seats=seats)
    return lambda: plan(store, person(FIRST), sent, role, at(20))


def meet_after_one(store: Store, both: threading.Barrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has started one digest waits until the other has too, where the other can."""
    renew, met = store.jobs.add_or_renew, list[str]()

    def slowly(row: JobRow, due_at: datetime) -> None:
        renew(row, due_at)
        if row.kind == PlanWeekly.kind and not met:
            met.append(row.kind)
            with suppress(threading.BrokenBarrierError):
                both.wait()

    monkeypatch.setattr(store.jobs, "add_or_renew", slowly)


def test_settings_and_a_plan_never_wait_for_each_other(
    stores: tuple[Store, Store], role: Archetype, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun from both ends, each had started the digest that the other waited for."""
    owes_two_cards(stores[0])
    both = threading.Barrier(2, timeout=0.5)
    for store in stores:
        meet_after_one(store, both, monkeypatch)
    at_once(switches_on(stores[0]), plans(stores[1], role))
    assert stores[0].preferences.get(TEAM, GRACE).reminders
    assert stores[0].loop(TEAM, "candidate-mary")
