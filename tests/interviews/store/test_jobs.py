"""Work to do after the answer: leased, fenced, done once; on both databases."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from interviews.store import Store
from interviews.store.engines.sqlite import SQLiteEngine
from interviews.store.jobs import Claim, JobRow
from tests.interviews.conftest import Database
from tests.interviews.people import OTHER_TEAM, TEAM, at
from tests.interviews.steps import broken_off
from tests.threads import at_once

LEASE = timedelta(minutes=1)


def row(key: str, team: str = TEAM, about: dict[str, str] | None = None, **more: str) -> JobRow:
    """A job of this key, in the lane of the candidate or person it is about."""
    about = about or {}
    return JobRow(
        team_id=team, kind="digest", key=key,
        payload=json.dumps({"key": key} | about | more),
        lane=about.get("candidate_id") or about.get("user_id", ""),
    )  # fmt: skip


def add(
    store: Store,
    key: str,
    minutes: float = 0,
    team: str = TEAM,
    about: dict[str, str] | None = None,
) -> bool:
    return store.jobs.add(row(key, team, about), at(minutes))


def renew(
    store: Store, key: str, version: str, minutes: float = 0, about: dict[str, str] | None = None
) -> None:
    store.jobs.add_or_renew(row(key, TEAM, about, version=version), at(minutes))


def claimed(store: Store, minutes: float = 0) -> Claim:
    job = store.jobs.claim(at(minutes), LEASE)
    assert job is not None
    return job


def content(claim: Claim) -> dict[str, str]:
    """The payload of a claim, as it was added."""
    found: dict[str, str] = json.loads(claim.payload)
    return found


@pytest.mark.pooled
class TestClaim:
    def test_gives_the_job_as_it_was_added(self, store: Store) -> None:
        added = row("digest:1", odd="50% ' \u2028 👩‍💻")
        store.jobs.add(added, at(0))
        job = claimed(store)
        assert (job.team_id, job.kind, job.payload) == (TEAM, "digest", added.payload)
        assert job.attempts == 1

    def test_waits_until_it_is_due(self, store: Store) -> None:
        add(store, "later", minutes=5)
        assert store.jobs.claim(at(4.99), LEASE) is None
        assert content(claimed(store, 5)) == {"key": "later"}

    def test_takes_what_has_been_due_longest_and_then_what_was_added_first(
        self, store: Store
    ) -> None:
        for key, minutes in (("c", 2), ("a", 1), ("b", 1), ("d", 0)):
            add(store, key, minutes)
        assert [content(claimed(store, 9))["key"] for _ in range(4)] == ["d", "a", "b", "c"]

    def test_is_held_until_the_lease_ends(self, store: Store) -> None:
        add(store, "one")
        first = claimed(store, 0)
        assert store.jobs.claim(at(0.99), LEASE) is None
        second = claimed(store, 1)
        assert (second.id, second.attempts) == (first.id, 2)
        assert second.lease != first.lease

    def test_is_held_longer_where_the_lease_is_extended(self, store: Store) -> None:
        add(store, "a", about={"candidate_id": "c1"})
        add(store, "b", about={"candidate_id": "c1"})
        first = claimed(store, 0)
        assert store.jobs.extend(first, at(2))
        assert store.jobs.claim(at(1.99), LEASE) is None
        assert claimed(store, 2).id == first.id

    def test_takes_the_jobs_of_every_team(self, store: Store) -> None:
        add(store, "one", team=TEAM)
        add(store, "one", team=OTHER_TEAM)
        assert {claimed(store).team_id for _ in range(2)} == {TEAM, OTHER_TEAM}

    def test_can_be_of_one_kind_or_of_every_other(self, store: Store) -> None:
        add(store, "first")
        store.jobs.add(row("event").model_copy(update={"kind": "webhook"}), at(1))
        add(store, "last", minutes=2)
        for asked, key in (
            ({"only": "webhook"}, "event"), ({"besides": "webhook"}, "first"), ({}, "last"),
        ):  # fmt: skip
            job = store.jobs.claim(at(9), LEASE, **asked)
            assert job
            assert content(job) == {"key": key}
        assert store.jobs.claim(at(9), LEASE, only="webhook") is None


class TestDedupe:
    def test_adds_the_same_thing_once(self, store: Store) -> None:
        assert add(store, "digest:1")
        assert not add(store, "digest:1", minutes=9)
        assert store.jobs.counts() == {"waiting": 1, "done": 0, "parked": 0}

    def test_holds_when_it_is_done(self, store: Store) -> None:
        add(store, "digest:1")
        store.jobs.finish(claimed(store), at(0))
        assert not add(store, "digest:1")
        assert store.jobs.claim(at(99), LEASE) is None


class TestLanes:
    """What is about one candidate is never in two hands: two that write one message would post it twice."""

    HERS, ADAS = {"candidate_id": "c1", "user_id": "U0HEDY"}, {"user_id": "U0ADA"}

    @pytest.mark.parametrize("about", [HERS, ADAS])
    def test_are_done_one_after_another(self, store: Store, about: dict[str, str]) -> None:
        for number, key in enumerate("abc"):
            add(store, key, number, about=about)
        for key in "abc":
            job = claimed(store, 9)
            assert content(job)["key"] == key
            assert store.jobs.claim(at(9), LEASE) is None
            assert store.jobs.finish(job, at(9))

    def test_of_others_go_on(self, store: Store) -> None:
        add(store, "a", about=self.HERS)
        add(store, "b", about=self.HERS | {"user_id": "U0ADA"})
        add(store, "c", about=self.HERS | {"candidate_id": "c2"})
        add(store, "d", about=self.ADAS)
        add(store, "e", about=self.HERS, team=OTHER_TEAM)
        assert [content(claimed(store))["key"] for _ in range(4)] == ["a", "c", "d", "e"]
        assert store.jobs.claim(at(0), LEASE) is None

    def test_wait_neither_for_one_given_back_nor_for_one_lost(self, store: Store) -> None:
        add(store, "a", about=self.HERS)
        add(store, "b", about=self.HERS)
        store.jobs.retry(claimed(store), at(30), "SlackUnreachable")
        assert content(claimed(store))["key"] == "b"
        add(store, "c", minutes=0.5, about=self.HERS)
        assert store.jobs.claim(at(0.99), LEASE) is None
        assert [content(claimed(store, 1))["key"]] == ["b"]

    def test_are_kept_by_several_workers(self, store: Store, database: Database) -> None:
        for number in range(40):
            add(store, f"job-{number}", about={"candidate_id": f"c{number % 2}"})
        in_hand: Counter[str] = Counter()
        done, crowded = list[str](), list[str]()
        failed = Event()

        def works() -> None:
            own = database.opened()
            try:
                while len(done) < 40 and not failed.is_set():
                    work(own)
            except BaseException:
                failed.set()  # nobody finishes what this thread has in hand: the others would wait for ever
                raise
            finally:
                own.close()

        def work(own: Store) -> None:
            job = own.jobs.claim(at(0), LEASE)
            if job is None:
                time.sleep(0.001)  # or a busy machine lets nobody else in
            else:
                lane = content(job)["candidate_id"]
                in_hand[lane] += 1
                crowded.extend([lane] if in_hand[lane] > 1 else [])
                done.append(job.id)
                in_hand[lane] -= 1
                own.jobs.finish(job, at(0))

        at_once(*[works] * 4)
        assert (len(set(done)), crowded) == (40, [])


class TestSettling:
    def test_finished_is_over(self, store: Store) -> None:
        add(store, "one")
        job = claimed(store)
        assert store.jobs.finish(job, at(0))
        assert store.jobs.claim(at(99), LEASE) is None
        assert not store.jobs.finish(job, at(0))

    def test_given_back_comes_again_when_it_is_due(self, store: Store) -> None:
        add(store, "one")
        assert store.jobs.retry(claimed(store), at(10), "SlackRateLimited")
        assert store.jobs.claim(at(9), LEASE) is None
        assert claimed(store, 10).attempts == 2

    def test_blames_the_job_only_for_what_it_did(self, store: Store) -> None:
        add(store, "one")
        store.jobs.pause(claimed(store), at(0), "SlackRateLimited")
        store.jobs.retry(claimed(store), at(0), "TypeError")
        store.jobs.retry(claimed(store), at(0), "SlackUnreachable", blameless=True)
        job = claimed(store)
        assert (job.attempts, job.blameless) == (3, 1)
        store.jobs.postpone(job, at(0))
        job = claimed(store)
        assert (job.attempts, job.blameless) == (1, 0)

    def test_set_aside_stays_where_an_operator_sees_it(self, store: Store) -> None:
        add(store, "one")
        assert store.jobs.park(claimed(store), at(0), "TypeError")
        assert store.jobs.claim(at(99), LEASE) is None
        assert store.jobs.counts() == {"waiting": 0, "done": 0, "parked": 1}
        [row] = store._engine.query("SELECT last_error FROM jobs")
        assert row["last_error"] == "TypeError"

    def test_is_not_for_whoever_lost_the_lease(self, store: Store) -> None:
        add(store, "one")
        late, holder = claimed(store, 0), claimed(store, 1)
        assert not store.jobs.finish(late, at(1))
        assert not store.jobs.retry(late, at(9), "late")
        assert not store.jobs.park(late, at(1), "late")
        assert not store.jobs.extend(late, at(9))
        assert store.jobs.finish(holder, at(1))

    def test_is_still_for_whoever_is_late_where_nobody_took_over(self, store: Store) -> None:
        add(store, "one")
        assert store.jobs.finish(claimed(store, 0), at(99))

    def test_goes_with_the_transaction_that_added_it(self, store: Store) -> None:
        broken_off(store, lambda: add(store, "one"))
        assert store.jobs.claim(at(0), LEASE) is None


class TestPlanning:
    """What is planned again when the plan changes."""

    def moves(self, store: Store, minutes: float) -> bool:
        return store.jobs.add_or_move(row("one"), at(minutes))

    def test_adds_a_job_or_moves_the_one_that_waits(self, store: Store) -> None:
        assert self.moves(store, 5)
        assert self.moves(store, 9)
        assert store.jobs.claim(at(8), LEASE) is None
        assert content(claimed(store, 9)) == {"key": "one"}

    def test_leaves_a_job_in_hand_and_one_that_is_over(self, store: Store) -> None:
        add(store, "one")
        job = claimed(store)
        assert not self.moves(store, 9)
        store.jobs.finish(job, at(0))
        assert not self.moves(store, 9)
        assert store.jobs.counts() == {"waiting": 0, "done": 1, "parked": 0}

    def test_cancels_what_waits_and_nothing_else(self, store: Store) -> None:
        for key, user_id in (("1", "a"), ("2", "a"), ("3", "ab")):
            add(store, key, about={"user_id": user_id})
        held = claimed(store)
        store.jobs.withdraw_all(TEAM, "weekly", "a")
        assert store.jobs.counts()["waiting"] == 3
        store.jobs.withdraw_all(TEAM, "digest", "a")
        assert content(claimed(store))["key"] == "3"
        assert store.jobs.finish(held, at(0))
        assert store.jobs.counts() == {"waiting": 1, "done": 1, "parked": 0}

    def test_gives_what_was_set_aside_all_its_attempts_again(self, store: Store) -> None:
        add(store, "one")
        job = claimed(store)
        assert not store.unfinished.retry(job.id, at(1))
        store.jobs.park(job, at(0), "TypeError")
        [aside] = store.unfinished.all()
        assert (aside.kind, aside.last_error, aside.parked_at) == ("digest", "TypeError", at(0))
        assert store.unfinished.retry(job.id, at(1))
        assert claimed(store, 1).attempts == 1


class TestTroubles:
    """What operators are warned of, among what waits."""

    def test_are_none_while_jobs_are_done_when_they_are_due(self, store: Store) -> None:
        add(store, "tomorrow", minutes=1_440)
        add(store, "now")
        assert store.jobs.troubles(at(1)) == {"late": 0, "retrying": 0}
        claimed(store)
        assert store.jobs.troubles(at(0.9)) == {"late": 0, "retrying": 0}

    def test_are_jobs_that_nobody_does(self, store: Store) -> None:
        add(store, "one")
        assert store.jobs.troubles(at(1.1)) == {"late": 1, "retrying": 0}

    def test_are_jobs_that_have_failed_so_far(self, store: Store) -> None:
        add(store, "one")
        store.jobs.retry(claimed(store), at(5), "SlackUnreachable", blameless=True)
        assert store.jobs.troubles(at(3)) == {"late": 0, "retrying": 1}

    def test_are_jobs_whose_process_has_died(self, store: Store) -> None:
        add(store, "one")
        claimed(store)
        assert store.jobs.troubles(at(1) + LEASE) == {"late": 1, "retrying": 1}


class TestRenewing:
    """For what has to follow every change, but not once for each."""

    def test_is_done_once_for_many_changes(self, store: Store) -> None:
        for version in "123":
            renew(store, "home:ada", version)
        job = claimed(store)
        assert content(job)["version"] == "3"
        assert store.jobs.drop(job)
        assert store.jobs.counts() == {"waiting": 0, "done": 0, "parked": 0}

    def test_is_done_again_for_a_change_that_comes_while_it_is_in_hand(self, store: Store) -> None:
        renew(store, "home:ada", "1")
        job = claimed(store)
        renew(store, "home:ada", "2")
        assert store.jobs.claim(at(0), LEASE) is None  # never two at once: the older could win
        assert not store.jobs.drop(job)
        assert store.jobs.postpone(job, at(0))
        again = claimed(store)
        assert content(again)["version"] == "2"
        assert store.jobs.drop(again)

    def test_waits_as_long_as_slack_has_asked(self, store: Store) -> None:
        renew(store, "home:ada", "1")
        store.jobs.retry(claimed(store), at(5), "SlackRateLimited")
        renew(store, "home:ada", "2", minutes=1)
        assert store.jobs.claim(at(4.9), LEASE) is None
        assert content(claimed(store, 5))["version"] == "2"

    def test_tries_again_what_was_set_aside(self, store: Store) -> None:
        renew(store, "home:ada", "1")
        store.jobs.park(claimed(store), at(0), "SlackRefused user_not_found")
        renew(store, "home:ada", "2", minutes=1)
        assert store.jobs.counts() == {"waiting": 1, "done": 0, "parked": 0}
        assert claimed(store, 1).attempts == 1


@pytest.mark.pooled
class TestWorkers:
    """Several processes take from one queue."""

    def test_each_get_other_jobs(self, store: Store, database: Database) -> None:
        keys = {f"job-{number}" for number in range(60)}
        for key in keys:
            add(store, key)
        done: list[str] = []

        def works() -> None:
            own = database.opened()
            while job := own.jobs.claim(at(0), LEASE):
                done.append(content(job)["key"])
                own.jobs.finish(job, at(0))
            own.close()

        at_once(*[works] * 4)
        assert sorted(done) == sorted(keys)


class TestRemoving:
    """Finished jobs go, the oldest first."""

    def test_takes_what_was_done_before_a_moment_and_no_more_than_so_many(
        self, store: Store
    ) -> None:
        for minute in range(4):
            add(store, str(minute), team=(TEAM, OTHER_TEAM)[minute % 2])
            store.jobs.finish(claimed(store), at(minute))
        assert store.jobs.remove_finished(at(3), most=2) == 2
        assert not add(store, "2")
        assert store.jobs.remove_finished(at(3), most=2) == 1
        assert store.jobs.remove_finished(at(3), most=2) == 0
        assert store.jobs.counts() == {"waiting": 0, "done": 1, "parked": 0}

    def test_leaves_what_waits_and_what_was_set_aside(self, store: Store) -> None:
        add(store, "parked")
        store.jobs.park(claimed(store), at(0), "TypeError")
        add(store, "waits")
        assert store.jobs.remove_finished(at(99), most=9) == 0


KEYS = st.sampled_from("abc")
MINUTES = st.integers(0, 2)
HOW = ("finish", "retry", "blameless", "pause", "postpone", "park", "drop")
ABOUT = {"a": {"candidate_id": "c1"}, "b": {"candidate_id": "c1", "user_id": "u"}}


@dataclass
class Expected:
    """One job as it should be."""

    key: str
    due: datetime
    added: int
    attempts: int = 0
    blameless: int = 0
    lease: str | None = None
    until: datetime | None = None
    over: str = "waiting"
    version: str = ""

    def open_at(self, now: datetime) -> bool:
        return self.over == "waiting" and self.due <= now and not self.held_at(now)

    def held_at(self, now: datetime) -> bool:
        return self.until is not None and self.until > now

    @property
    def lane(self) -> str:
        return ABOUT.get(self.key, {}).get("candidate_id", self.key)


class Queue(RuleBasedStateMachine):
    """The queue beside a plain model of it: whatever is called in whatever order, both agree."""

    store: Store
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.store._engine.execute("DELETE FROM jobs WHERE team_id = :team_id", {"team_id": TEAM})
        self.minute, self.jobs, self.claims = 0.0, dict[str, Expected](), list[Claim]()
        self.added = 0

    @rule(key=KEYS, minutes=MINUTES)
    def adds(self, key: str, minutes: int) -> None:
        added = add(self.store, key, self.minute + minutes, about=ABOUT.get(key))
        assert added == (key not in self.jobs)
        due, self.added = at(self.minute + minutes), self.added + 1
        self.jobs.setdefault(key, Expected(key, due, self.added))

    @rule(key=KEYS, minutes=MINUTES)
    def renews(self, key: str, minutes: int) -> None:
        self.added += 1
        due, version = at(self.minute + minutes), str(self.added)
        renew(self.store, key, version, self.minute + minutes, ABOUT.get(key))
        expected = self.jobs.setdefault(key, Expected(key, due, self.added))
        expected.version = version
        if expected.over != "waiting":
            expected.over, expected.due = "waiting", due
            expected.attempts = expected.blameless = 0

    @rule(minutes=st.sampled_from([0.5, 1, 2]))
    def time_passes(self, minutes: float) -> None:
        self.minute += minutes

    @rule(minutes=st.integers(1, 2))
    def claims_one(self, minutes: int) -> None:
        now, lease = at(self.minute), timedelta(minutes=minutes)
        job = self.store.jobs.claim(now, lease)
        busy = {job.lane for job in self.jobs.values() if job.held_at(now)}
        free = [job for job in self.jobs.values() if job.lane not in busy]
        open_jobs = [job for job in free if job.open_at(now)]
        wanted = min(open_jobs, key=lambda job: (job.due, job.added), default=None)
        assert (job and content(job)["key"]) == (wanted and wanted.key)
        if job and wanted:
            wanted.attempts += 1
            assert (job.attempts, job.blameless) == (wanted.attempts, wanted.blameless)
            assert job.lease not in {claim.lease for claim in self.claims}
            wanted.lease, wanted.until = job.lease, now + lease
            self.claims.append(job)

    @rule(data=st.data(), how=st.sampled_from(HOW), minutes=MINUTES)
    def settles_one(self, data: st.DataObject, how: str, minutes: int) -> None:
        """Any claim there ever was, be it long lost or settled before."""
        if not self.claims:
            return
        job, then = data.draw(st.sampled_from(self.claims)), at(self.minute + minutes)
        key = content(job)["key"]
        expected = self.jobs.get(key)
        held = expected is not None and expected.lease == job.lease
        if held and expected and how == "drop":
            held = expected.version == content(job).get("version", "")
        assert self._settled(job, how, then) == held
        if held and how == "drop":
            del self.jobs[key]
        elif held and expected:
            expected.lease = expected.until = None
            expected.over = {"finish": "done", "park": "parked"}.get(how, "waiting")
            expected.due = then if expected.over == "waiting" else expected.due
            expected.attempts = 0 if how == "postpone" else expected.attempts - (how == "pause")
            expected.blameless = (
                0 if how == "postpone" else expected.blameless + (how == "blameless")
            )

    def _settled(self, job: Claim, how: str, then: datetime) -> bool:
        jobs, now = self.store.jobs, at(self.minute)
        calls: dict[str, Callable[[], bool]] = {
            "finish": lambda: jobs.finish(job, now),
            "retry": lambda: jobs.retry(job, then, "TypeError"),
            "blameless": lambda: jobs.retry(job, then, "SlackUnreachable", blameless=True),
            "pause": lambda: jobs.pause(job, then, "SlackRateLimited"),
            "postpone": lambda: jobs.postpone(job, then),
            "park": lambda: jobs.park(job, now, "TypeError"),
            "drop": lambda: jobs.drop(job),
        }
        return calls[how]()

    @invariant()
    def counts_agree(self) -> None:
        Queue.steps += 1
        over = [job.over for job in self.jobs.values()]
        assert self.store.jobs.counts() == {
            state: over.count(state) for state in ("waiting", "done", "parked")
        }


class TestQueue:
    @pytest.mark.once
    def test_agrees_with_its_model(self, store: Store) -> None:
        in_file = isinstance(store._engine, SQLiteEngine)
        if in_file:
            store._engine.execute("PRAGMA synchronous = OFF")  # it is about order, not power cuts
        machine = type("QueueOfThisStore", (Queue,), {"store": store})
        Queue.steps = 0
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=150 if in_file else 50,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert Queue.steps > 200, "the machine has hardly run"
