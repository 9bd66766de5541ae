"""In whatever order things happen: nobody on hold is removed, nobody goes early or untold, and whoever must go does."""

from datetime import datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.candidates.erasure import forget
from interviews.decisions import NewDecision, close, decide, reopen
from interviews.errors import OnLegalHold
from interviews.export.candidate import export_for, rounds_to_export
from interviews.models import Outcome
from interviews.outbox import ApplyPolicy, read
from interviews.retention.due import add_months
from interviews.retention.legal_holds import lift, place
from interviews.retention.models import HoldSubject, NewHold, Policy
from interviews.retention.policy import change_policy
from interviews.retention.rule import begin, take_step
from interviews.store import Store
from interviews.store.candidates import CandidateKey
from interviews.store.values import new_id
from tests.interviews import make
from tests.interviews.people import ADA, BACKEND_BERLIN, KATHERINE, NOON, TEAM, person
from tests.interviews.steps import change

ADMIN, LEAD = person(KATHERINE, admin=True), person(ADA)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ENOUGH = 13
"""Daily walks after which whoever was due all the time, and on no hold, is gone: ten days' notice and what is lost at
the ends, be the clock an hour wrong."""

WHO = st.sampled_from(["margaret", "katherine"])
"""Margaret is a candidate of the opening, and Katherine of none."""
WHOM_OR_WHAT = WHO | st.just(BACKEND_BERLIN)
STEP = (
    st.tuples(st.sampled_from(["decides", "reopens", "forgets", "exports", "plans"]), WHO)
    | st.tuples(st.sampled_from(["holds", "lifts"]), WHOM_OR_WHAT)
    | st.tuples(st.just("waits"), st.sampled_from([1, 5, 14, 25, 45]))
    | st.tuples(st.just("sets"), st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 3])))
    | st.tuples(st.just("is wrong by"), st.sampled_from([-1, 0, 1]))
)
TOLD_AND_HELD = [
    ("sets", (1, 0)), ("decides", "margaret"), ("waits", 25), ("waits", 5), ("holds", BACKEND_BERLIN),
    ("waits", 45), ("lifts", BACKEND_BERLIN), ("is wrong by", 1), ("waits", 14),
]  # fmt: skip
GOES = [
    ("sets", (1, 1)),
    ("plans", "katherine"),
    ("decides", "katherine"),
    ("waits", 45),
    ("waits", 14),
]


class Story:
    """Two candidates, what is known of each beside the store, and what must hold after every step."""

    def __init__(self, store: Store) -> None:
        self.store, self.number, self.now, self.wrong_by = store, new_id(), NOON, timedelta()
        for table in ("candidates", "legal_holds", "policies", "jobs"):
            change(store, f"DELETE FROM {table} WHERE team_id = :team_id")  # noqa: S608
        store.openings.add(make.opening())
        self.limits = (0, 0)
        self.held = set[str]()
        self.rounds: dict[str, dict[str, datetime | None]] = {}
        """By person, the rounds with the time of the decision that holds."""
        self.active: dict[str, datetime] = {}
        self.due_for: dict[str, int] = {}
        """How many walks in a row somebody was due and on no hold."""
        self.told_since: dict[str, datetime] = {}
        for name in ("margaret", "katherine"):
            self.adds(name, {})

    def id(self, name: str, number: int = 1) -> str:
        return f"{name}-{self.number}-{number}"

    def adds(self, name: str, rounds: dict[str, datetime | None]) -> None:
        own_id = self.id(name, len(rounds) + 1)
        changes = {
            "opening_id": BACKEND_BERLIN if name == "margaret" else "", "round": len(rounds) + 1,
            "first_id": self.id(name) if rounds else "", "created_at": self.now,
        }  # fmt: skip
        there = make.candidate(own_id, f"{name} {self.number}").model_copy(update=changes)
        self.store.candidates.add(there)
        self.rounds[name] = rounds | {own_id: None}
        self.active[own_id] = self.now

    def happens(self, what: str, whom: object) -> None:
        before = {name for name in self.rounds if self.is_there(name)}
        held = {name for name in before if self.is_held(name)}
        if what == "waits":
            assert isinstance(whom, int)
            for _ in range(whom):
                self.now += DAY
                self.walks()
        elif what == "is wrong by":
            assert isinstance(whom, int)
            self.wrong_by = whom * HOUR
        elif what == "sets":
            assert isinstance(whom, tuple)
            self.sets(*whom)
        elif what in ("holds", "lifts"):
            self.holds(str(whom), lifts=what == "lifts")
        elif whom in before:
            self.acts(what, str(whom))
        self.store.chain.verify(TEAM)
        for name in held:
            assert self.is_there(name), f"{name} is on hold, and gone: {what}"

    def sets(self, decided: int, inactive: int) -> None:
        version = self.store.policies.get(TEAM).version
        sent = Policy(
            team_id=TEAM, version=version, months_decided=decided, months_inactive=inactive
        )
        change_policy(self.store, ADMIN, sent, self.now)
        self.limits = (decided, inactive)

    def holds(self, whom: str, *, lifts: bool) -> None:
        if whom in self.rounds and not self.is_there(whom):
            return
        subject = HoldSubject.CANDIDATE if whom in self.rounds else HoldSubject.OPENING
        named = list(self.rounds[whom])[-1] if whom in self.rounds else whom
        if lifts:
            assert lift(self.store, ADMIN, subject, named, self.now) == (whom in self.held)
            self.held.discard(whom)
        elif whom not in self.held:
            new = NewHold(id=new_id(), subject=subject, named_id=named, reason="A letter.")
            place(self.store, ADMIN, new, self.now)
            self.held.add(whom)

    def acts(self, what: str, name: str) -> None:
        newest, decided_at = list(self.rounds[name].items())[-1]
        match what:
            case "decides" if decided_at is None:
                sent = NewDecision(
                    id=new_id(), candidate_id=newest, outcome=Outcome.HOLD, reason="Paused."
                )
                decide(self.store, LEAD, sent, self.now)
                close(self.store, TEAM, newest, sent.id, self.now)
                self.rounds[name][newest] = self.now
            case "reopens" if decided_at is not None:
                self.now += HOUR
                reopen(self.store, LEAD, newest, self.now)
                self.rounds[name][newest], self.active[newest] = None, self.now
            case "plans" if decided_at is not None:
                self.adds(name, self.rounds[name])
            case "exports":
                rounds = rounds_to_export(self.store, LEAD, newest)
                keys = [CandidateKey(each.team_id, each.id) for each in rounds]
                assert len(list(export_for(self.store, LEAD, keys))) == len(self.rounds[name])
            case "forgets":
                try:
                    forget(self.store, LEAD, newest, self.now)
                except OnLegalHold:
                    assert self.is_held(name)
                else:
                    assert not self.is_held(name)

    def walks(self) -> None:
        """The walk of the day, on a clock that may be wrong; everybody has the notice that the store says they have."""
        clock = self.now + self.wrong_by
        before = {name for name in self.rounds if self.is_there(name)}
        begin(self.store, clock)
        while claim := self.store.jobs.claim(clock, DAY, only=ApplyPolicy.kind):
            job = read(claim)
            assert isinstance(job, ApplyPolicy)
            take_step(self.store, job, clock, lambda: None)
            self.store.jobs.finish(claim, clock)
        for name in before:
            due = self.is_due(name)
            if not self.is_there(name):
                assert due, f"{name} went before the time"
                assert not self.is_held(name)
                assert self.told_since[name] + 9 * DAY <= self.now, f"{name} went untold"
            counts = due and not self.is_held(name)
            self.due_for[name] = self.due_for.get(name, 0) + 1 if counts else 0
            assert not (self.is_there(name) and self.due_for[name] >= ENOUGH), f"{name} must go"
        told = self.store.erasure_notices.among(TEAM, tuple(map(self.id, self.rounds)))
        self.told_since = {
            name: self.told_since.get(name, self.now)
            for name in self.rounds
            if self.id(name) in told
        }

    def is_due(self, name: str) -> bool:
        """Whether every round has had its time, without any margin."""
        decided_months, inactive_months = self.limits
        for own_id, decided_at in self.rounds[name].items():
            months = decided_months if decided_at else inactive_months
            if not months or add_months(decided_at or self.active[own_id], months) > self.now:
                return False
        return True

    def is_there(self, name: str) -> bool:
        """Whether every round is; some and not others would be wrong."""
        there = [
            self.store.candidates.get(TEAM, own_id) is not None for own_id in self.rounds[name]
        ]
        assert len(set(there)) == 1
        return there[0]

    def is_held(self, name: str) -> bool:
        return name in self.held or (name == "margaret" and BACKEND_BERLIN in self.held)


def test_in_every_order_holds_are_heeded_and_times_kept(quick: Store) -> None:
    @settings(max_examples=60, deadline=None)
    @given(steps=st.lists(STEP, min_size=4, max_size=16))
    @example(steps=TOLD_AND_HELD)
    @example(steps=GOES)
    def holds(steps: list[tuple[str, object]]) -> None:
        story = Story(quick)
        for step in steps:
            story.happens(*step)
        if steps is TOLD_AND_HELD:
            assert not story.is_there("margaret")
        if steps is GOES:
            assert not story.is_there("katherine")

    holds()
