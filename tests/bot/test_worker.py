"""The worker: one job at a time, held while it is done, given back, set aside or carried out as its delivery says."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.worker import LEASE, MOST_TO_RECEIVER, UPKEEP, LeaseLost, Worker
from handlers.candidates.erasure import erase
from handlers.context import Context
from handlers.deliveries import DELIVERIES
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.posts import deliver
from handlers.upkeep import BATCH, EVERY, KEPT_FOR
from handlers.webhooks import ReceiverFailed
from interviews.outbox import (
    JOBS,
    EraseMessages,
    Event,
    Job,
    OnRepeat,
    RefreshHome,
    RemoveFinishedJobs,
    SendDigest,
    SendWeekly,
    TellWebhook,
    enqueue,
)
from interviews.permissions import Person
from interviews.store import open_store
from interviews.store.jobs import JobRow
from interviews.store.messages import Posted
from tests.company import Clock

TEAM, ADA = "T0ENGINE", "U0ADA"
DIGEST = SendDigest(team_id=TEAM, user_id=ADA, candidate_id="c1")
HOME = RefreshHome(team_id=TEAM, user_id=ADA)


class SlowSlack:
    """A Slack in which each message takes forty seconds, and at whose every call something else may happen."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.calls = clock, list[str]()
        self.meanwhile: Callable[[], object] = bool

    def open_dm(self, user_id: str) -> str:
        return f"D-{user_id}"

    def post(self, channel: str, **message: Any) -> dict[str, Any]:
        return self._call(f"post {message['text']}")

    def delete(self, channel: str, ts: str) -> dict[str, Any]:
        return self._call(f"delete {ts}")

    def _call(self, call: str) -> dict[str, Any]:
        self.clock.forward(seconds=40)
        self.meanwhile()
        self.calls.append(call)
        return {"ts": str(len(self.calls))}


Deliver = Callable[[Context, Any], Result]


class Shop:
    """A store in a file, a slow Slack, a clock, and as many workers as a test starts."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock, self.slack = clock, SlowSlack(clock)
        self.store = open_store(f"sqlite:///{folder / 'interviews.db'}", clock)
        self.store.migrate()

    def worker(self, deliveries: dict[type[Job], Deliver]) -> Worker:
        """A worker that does these deliveries; several of them are several processes."""
        return Worker(self.store, deliveries, self.context, self.clock)

    def event(self, number: int) -> TellWebhook:
        """What another system is to hear of a team of this number."""
        return TellWebhook(
            team_id=f"T{number}", user_id=ADA, candidate_id="c1", subject_id=str(number),
            event=Event.SCORECARD_SUBMITTED, at=self.clock(), revision=1,
        )  # fmt: skip

    def context(self, team_id: str, user_id: str) -> Context:
        person, nothing = Person(team_id=team_id, user_id=user_id), cast(Any, None)
        return Context(nothing, self.store, cast(Any, self.slack), person, self.clock, nothing)

    def enqueue(self, job: Job, on_repeat: OnRepeat = OnRepeat.KEEP) -> None:
        enqueue(self.store, job, self.clock(), on_repeat)


@pytest.fixture
def shop(tmp_path: Path, clock: Clock) -> Iterator[Shop]:
    shop = Shop(tmp_path, clock)
    yield shop
    shop.store.close()


def posts_three(ctx: Context, job: SendDigest) -> Result:
    """A debrief in three messages."""
    deliver(ctx, "", "digest:", [{"text": str(number)} for number in range(3)])
    return None


class TestLease:
    def test_holds_while_a_delivery_takes_longer_than_one(self, shop: Shop) -> None:
        shop.enqueue(DIGEST)
        second, idle = shop.worker({SendDigest: posts_three}), list[bool]()
        shop.slack.meanwhile = lambda: idle.append(not second.work_once())
        assert shop.worker({SendDigest: posts_three}).work_once()
        assert timedelta(seconds=3 * 40) > LEASE
        assert (shop.slack.calls, idle) == (["post 0", "post 1", "post 2"], [True] * 3)
        assert shop.store.jobs.counts() == {"waiting": 0, "done": 1, "parked": 0}

    def test_holds_while_many_messages_are_erased(self, shop: Shop) -> None:
        for number in range(3):
            posted = Posted(
                team_id=TEAM, about=str(number), candidate_id="c1", channel="D1", ts=str(number)
            )
            shop.store.messages.remember(posted, shop.clock())
        shop.enqueue(EraseMessages(team_id=TEAM, user_id=ADA, candidate_id="c1"))
        second, idle = shop.worker({EraseMessages: erase}), list[bool]()
        shop.slack.meanwhile = lambda: idle.append(not second.work_once())
        assert shop.worker({EraseMessages: erase}).work_once()
        assert (shop.slack.calls, idle) == (["delete 0", "delete 1", "delete 2"], [True] * 3)

    def test_that_ran_out_ends_the_delivery_of_whoever_lost_it(self, shop: Shop) -> None:
        shop.enqueue(DIGEST)

        def is_overtaken() -> None:
            shop.slack.meanwhile = bool
            shop.clock.forward(seconds=61)
            assert shop.worker({SendDigest: lambda ctx, job: Postponed(shop.clock())}).work_once()

        shop.slack.meanwhile = is_overtaken
        assert shop.worker({SendDigest: posts_three}).work_once()
        assert shop.slack.calls == ["post 0"]
        [job] = shop.store.unfinished.all()
        assert (job.attempts, job.last_error) == (0, "")

    def test_is_none_for_a_request(self, shop: Shop) -> None:
        ctx = shop.context(TEAM, ADA)
        posts_three(ctx, DIGEST)
        with pytest.raises(LeaseLost):
            posts_three(replace(ctx, extend_lease=self.lose), DIGEST)

    def lose(self) -> None:
        raise LeaseLost


class TestResult:
    """What a delivery gives back is what becomes of its job."""

    @pytest.mark.parametrize(
        ("result", "counts"),
        [
            (None, {"waiting": 0, "done": 1, "parked": 0}),
            (Dropped(), {"waiting": 0, "done": 0, "parked": 0}),
        ],
    )
    def test_ends_it(self, shop: Shop, result: Result, counts: dict[str, int]) -> None:
        shop.enqueue(DIGEST)
        assert shop.worker({SendDigest: lambda ctx, job: result}).work_once()
        assert shop.store.jobs.counts() == counts

    def test_moves_it(self, shop: Shop) -> None:
        shop.enqueue(DIGEST)
        later = shop.clock() + timedelta(hours=1)
        assert shop.worker({SendDigest: lambda ctx, job: Postponed(later)}).work_once()
        [job] = shop.store.unfinished.all()
        assert (job.due_at, job.attempts) == (later, 0)

    def test_does_again_what_was_renewed_meanwhile(self, shop: Shop) -> None:
        shop.enqueue(HOME, OnRepeat.RENEW)
        seen: list[Job] = []

        def refresh(ctx: Context, job: RefreshHome) -> Result:
            if not seen:
                shop.enqueue(RefreshHome(team_id=TEAM, user_id=ADA), OnRepeat.RENEW)
            seen.append(job)
            return Dropped()

        works = shop.worker({RefreshHome: refresh})
        assert [works.work_once() for _ in range(3)] == [True, True, False]
        assert seen[0] == HOME != seen[1]


class TestUnreadable:
    """What this release cannot read is set aside by name, and the next job is done."""

    @pytest.mark.parametrize(
        ("kind", "payload", "error"),
        [
            ("fax", '{"user_id": "U0ADA"}', "unknown kind of job"),
            ("digest", "no JSON", "unreadable payload: no JSON object"),
            ("digest", '{"user_id": "U0ADA"}', "unreadable payload: candidate_id missing"),
        ],
    )
    def test_is_parked_and_named(self, shop: Shop, kind: str, payload: str, error: str) -> None:
        shop.store.jobs.add(
            JobRow(team_id=TEAM, kind=kind, payload=payload, key="odd", lane="c1"), shop.clock()
        )
        shop.enqueue(DIGEST)
        works = shop.worker({SendDigest: lambda ctx, job: None})
        assert [works.work_once() for _ in range(3)] == [True, True, False]
        [parked] = shop.store.unfinished.all()
        assert (parked.kind, parked.last_error, parked.parked_at) == (kind, error, shop.clock())
        assert shop.store.jobs.counts() == {"waiting": 0, "done": 1, "parked": 1}


class TestUpkeep:
    """Jobs that were done thirty days ago are removed, a few at a time."""

    def test_removes_what_was_done_long_ago_and_comes_again(self, shop: Shop) -> None:
        works = shop.worker(dict(DELIVERIES) | {SendWeekly: lambda ctx, job: None})
        with shop.store.transaction():
            for number in range(BATCH + 1):
                day = date(2026, 3, 9) + timedelta(days=number)
                shop.enqueue(SendWeekly(team_id=TEAM, user_id=ADA, date=day))
        while works.work_once():
            pass
        shop.clock.moment += KEPT_FOR
        shop.enqueue(RemoveFinishedJobs())
        assert works.work_once()
        assert not works.work_once()  # not yet thirty days
        shop.clock.moment += EVERY
        assert works.work_once()
        assert shop.store.jobs.counts()["done"] == 1
        assert works.work_once()
        assert shop.store.jobs.counts() == {"waiting": 1, "done": 0, "parked": 0}
        [again] = shop.store.unfinished.all()
        assert (again.kind, again.due_at) == ("remove_finished_jobs", shop.clock() + EVERY)

    def test_is_planned_when_the_worker_starts_however_often(self, shop: Shop) -> None:
        for _ in range(2):
            works = shop.worker({type(job): DELIVERIES[type(job)] for job in UPKEEP})
            assert works._plan_upkeep()
            while works.work_once():
                pass
        waiting = [(job.kind, job.attempts) for job in shop.store.unfinished.all()]
        assert waiting == [("remove_finished_jobs", 0), ("retention_start", 0)]


def test_every_type_of_job_has_a_delivery() -> None:
    assert set(DELIVERIES) == set(JOBS.values())


class TestReceiver:
    """Another system that hears of events, and is slow, or away."""

    def test_keeps_no_other_job_waiting(self, shop: Shop) -> None:
        begun, over, done = threading.Event(), threading.Event(), threading.Event()

        def is_slow(ctx: Context, job: TellWebhook) -> None:
            begun.set()
            over.wait(30)

        deliveries = {TellWebhook: is_slow, RefreshHome: lambda ctx, job: done.set()}
        worker = Worker(shop.store, deliveries, shop.context, shop.clock, TellWebhook)
        for number in range(3):
            shop.enqueue(shop.event(number))
        worker.start()
        assert begun.wait(30)
        shop.enqueue(HOME)
        worker.wake()
        assert done.wait(30)
        over.set()
        worker.stop()

    def test_that_is_away_for_a_day_is_tried_less_and_less_often_and_then_set_aside(
        self, shop: Shop, caplog: pytest.LogCaptureFixture
    ) -> None:
        def is_away(ctx: Context, job: TellWebhook) -> None:
            raise ReceiverFailed("HTTP 503")

        shop.enqueue(shop.event(1))
        worker, began, pauses = shop.worker({TellWebhook: is_away}), shop.clock(), list[timedelta]()
        while worker.work_once():
            [job] = shop.store.unfinished.all()
            if job.parked_at is None:
                pauses.append(job.due_at - shop.clock())
                shop.clock.moment = job.due_at
        assert pauses == sorted(pauses)
        assert len(pauses) == MOST_TO_RECEIVER - 1
        assert timedelta(days=1) < shop.clock() - began < timedelta(days=1.1)
        assert job.last_error == "ReceiverFailed HTTP 503"
        assert shop.store.jobs.counts()["parked"] == 1
        assert {vars(line)["error"] for line in caplog.records} == {"HTTP_503"}
