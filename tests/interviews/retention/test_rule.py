"""Erasure by rule: told of beforehand, a few at a time, and done again after a break; on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from interviews.candidates.erasure import forget
from interviews.decisions import reopen
from interviews.models import Decision, Outcome, Status
from interviews.outbox import ApplyPolicy, WarnOfErasure, read
from interviews.retention import rule
from interviews.retention.due import MARGIN, WAIT, add_months
from interviews.retention.legal_holds import lift, place
from interviews.retention.models import BY_RULE, ErasureCause, HoldSubject, NewHold, Policy
from interviews.retention.policy import change_policy
from interviews.retention.rule import MOST_ERASED, begin, erasures_for_lead, take_step
from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.audit import Erased
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BACKEND_BERLIN,
    BARBARA,
    GRACE,
    KATHERINE,
    MARGARET,
    NOON,
    OTHER_TEAM,
    TEAM,
    person,
)
from tests.interviews.steps import add

ADMIN = person(KATHERINE, admin=True)
DAY = timedelta(days=1)
LEASE = timedelta(minutes=1)
DUE = add_months(NOON, 12) + MARGIN
"""When somebody decided at noon is due after a year."""


@pytest.fixture(autouse=True)
def policy(store: Store) -> None:
    """The team keeps records for a year after the decision."""
    change_policy(store, ADMIN, Policy(team_id=TEAM, months_decided=12), NOON)


def decided(
    store: Store,
    candidate_id: str = MARGARET,
    *,
    outcome: Outcome = Outcome.HOLD,
    **changes: object,
) -> None:
    """Somebody of whom it was decided at noon."""
    there = make.candidate(candidate_id, name=candidate_id, status=Status.DECIDED)
    add(store, there.model_copy(update=changes), GRACE)
    decision = Decision(
        team_id=TEAM, id=f"decision-{candidate_id}", candidate_id=candidate_id, actor_id=ADA,
        outcome=outcome, reason="Calm.", at=NOON,
    )  # fmt: skip
    store.decisions.add(decision)


def nothing() -> None:
    """Extends no lease."""


def walks(
    store: Store, days: float, *, most_steps: int = 99, lease: Callable[[], None] = nothing
) -> int:
    """The walk of the day that is so many days from when Margaret is due; how many steps it takes."""
    now, steps = DUE + days * DAY, 0
    begin(store, now)
    while steps < most_steps and (claim := store.jobs.claim(now, LEASE, only=ApplyPolicy.kind)):
        job = read(claim)
        assert isinstance(job, ApplyPolicy)
        take_step(store, job, now, lease)
        store.jobs.finish(claim, now)
        steps += 1
    return steps


def told(store: Store, days: float) -> dict[str, list[str]]:
    """Whom each lead is to read of since then, and takes the jobs away."""
    now, found = DUE + days * DAY, dict[str, list[str]]()
    while claim := store.jobs.claim(now, LEASE, only=WarnOfErasure.kind):
        job = read(claim)
        assert isinstance(job, WarnOfErasure)
        erasures = erasures_for_lead(store, person(job.user_id), job.at, now)
        found[job.user_id] = [each.record.person_id for each in erasures]
        store.jobs.finish(claim, now)
    return found


def is_there(store: Store, candidate_id: str = MARGARET) -> bool:
    return store.candidates.get(TEAM, candidate_id) is not None


class TestWhoeverIsDue:
    def test_is_told_of_and_a_week_later_erased(self, store: Store) -> None:
        decided(store)
        walks(store, -11)
        assert told(store, -11) == {}
        walks(store, -9)
        assert told(store, -9) == {ADA: [MARGARET]}
        walks(store, 0)
        assert is_there(store)
        walks(store, 1)
        assert not is_there(store)
        assert told(store, 1) == {}

    def test_is_told_of_first_where_the_policy_is_new(self, store: Store) -> None:
        decided(store)
        walks(store, 100)
        assert told(store, 100) == {ADA: [MARGARET]}
        walks(store, 109)
        assert is_there(store)
        walks(store, 110)
        assert not is_there(store)

    def test_is_in_the_log_as_erased_by_rule(self, store: Store) -> None:
        decided(store)
        walks(store, 0)
        walks(store, 10)
        [entry] = [
            each for each in store.audit.of_candidate(TEAM, MARGARET) if isinstance(each, Erased)
        ]
        assert (entry.actor_id, entry.cause) == (BY_RULE, ErasureCause.RULE)
        assert store.candidates.eraser_of(TEAM, MARGARET) == BY_RULE

    def test_is_told_of_to_every_lead_of_every_round(self, store: Store) -> None:
        decided(store)
        decided(store, "later", first_id=MARGARET, round=2, leads=(BARBARA,))
        decided(store, "other", leads=(BARBARA,))
        walks(store, 0)
        assert told(store, 0) == {ADA: [MARGARET], BARBARA: [MARGARET, "other"]}

    def test_goes_with_every_round_when_the_last_is_due(self, store: Store) -> None:
        decided(store)
        add(store, make.candidate("later").model_copy(update={"first_id": MARGARET, "round": 2}))
        walks(store, 0)
        assert told(store, 0) == {}
        walks(store, 10)
        assert is_there(store)
        policy = store.policies.get(TEAM)
        change_policy(store, ADMIN, policy.model_copy(update={"months_inactive": 6}), DUE)
        walks(store, 11)
        walks(store, 21)
        assert not is_there(store)
        assert not is_there(store, "later")

    def test_of_another_team_stays(self, store: Store) -> None:
        add(store, make.candidate("elsewhere", team=OTHER_TEAM))
        walks(store, 900)
        walks(store, 950)
        assert store.candidates.get(OTHER_TEAM, "elsewhere")


class TestWhatKeepsSomebody:
    def test_a_hold_and_once_it_is_lifted_leads_are_told_anew(self, store: Store) -> None:
        decided(store)
        walks(store, 0)
        told(store, 0)
        new = NewHold(id="h", subject=HoldSubject.CANDIDATE, named_id=MARGARET, reason="A letter.")
        place(store, ADMIN, new, DUE)
        for days in (10, 20, 30):
            walks(store, days)
            assert is_there(store)
        assert told(store, 30) == {}
        lift(store, ADMIN, HoldSubject.CANDIDATE, MARGARET, DUE)
        walks(store, 31)
        assert is_there(store)
        assert told(store, 31) == {ADA: [MARGARET]}
        walks(store, 41)
        assert not is_there(store)

    def test_a_hold_on_the_opening(self, store: Store) -> None:
        store.openings.add(make.opening())
        decided(store, opening_id=BACKEND_BERLIN)
        walks(store, 0)
        new = NewHold(
            id="h", subject=HoldSubject.OPENING, named_id=BACKEND_BERLIN, reason="A letter."
        )
        place(store, ADMIN, new, DUE)
        walks(store, 10)
        assert is_there(store)

    def test_being_opened_again(self, store: Store) -> None:
        decided(store)
        walks(store, 0)
        reopen(store, person(ADA), MARGARET, DUE)
        walks(store, 10)
        assert is_there(store)
        assert store.erasure_notices.among(TEAM, (MARGARET,)) == {}

    def test_a_policy_that_was_taken_back(self, store: Store) -> None:
        decided(store)
        walks(store, 0)
        change_policy(store, ADMIN, Policy(team_id=TEAM, version=1), DUE)
        assert walks(store, 10) == 0
        assert is_there(store)

    def test_a_card_of_somebody_undecided(self, store: Store) -> None:
        policy = store.policies.get(TEAM)
        change_policy(store, ADMIN, policy.model_copy(update={"months_inactive": 12}), NOON)
        add(store, make.candidate(), GRACE)
        walks(store, 0)
        submit(store, person(GRACE), make.form("card-grace"), DUE)
        walks(store, 10)
        assert is_there(store)

    def test_a_hold_that_is_placed_in_the_last_moment(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decided(store)
        walks(store, 0)
        new = NewHold(id="h", subject=HoldSubject.CANDIDATE, named_id=MARGARET, reason="A letter.")
        walks(store, 10, lease=lambda: place(store, ADMIN, new, DUE) and None)
        assert is_there(store)


class TestSteps:
    """However many are due, no job takes long."""

    def test_erase_a_few_each_and_go_on(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rule, "PAGE", 8)
        for number in range(2 * MOST_ERASED + 5):
            decided(store, f"c-{number:03}")
        assert walks(store, 0) == 4
        assert walks(store, 10, most_steps=1) == 1
        left = store.candidates.list_people(TEAM, "", 99)
        assert len(left) >= MOST_ERASED + 5
        walks(store, 10)
        assert store.candidates.list_people(TEAM, "", 99) == ()

    def test_of_a_day_come_once_whichever_way_the_clock_was_wrong(self, store: Store) -> None:
        decided(store)
        assert walks(store, 0) == 1
        assert walks(store, 1 / 24) == 0
        assert walks(store, -1 / 24) == 0

    def test_done_again_do_what_is_left(self, store: Store) -> None:
        for number in range(3):
            decided(store, f"c-{number}")
        walks(store, 0)
        extended: list[int] = []

        def dies() -> None:
            extended.append(1)
            if len(extended) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            walks(store, 10, lease=dies)
        assert len(store.candidates.list_people(TEAM, "", 9)) == 2
        now = DUE + 10 * DAY + 2 * LEASE
        claim = store.jobs.claim(now, LEASE, only=ApplyPolicy.kind)
        assert claim
        job = read(claim)
        assert isinstance(job, ApplyPolicy)
        take_step(store, job, now, nothing)
        assert store.candidates.list_people(TEAM, "", 9) == ()

    def test_meet_somebody_who_was_erased_by_hand(self, store: Store) -> None:
        decided(store)
        walks(store, 0)
        forget(store, person(ADA), MARGARET, DUE)
        walks(store, 10)
        assert store.candidates.eraser_of(TEAM, MARGARET) == ADA


def test_nobody_is_erased_sooner_than_a_week_after_their_leads_could_read_of_it() -> None:
    """From Friday evening it is Monday before anybody is written to."""
    assert timedelta(days=3) + timedelta(days=7) <= WAIT
