"""What older databases hold in their log and in finished jobs stands in rows afterwards, from every step."""

from collections.abc import Iterator
from datetime import date

import pytest

from interviews.loop import Departure, EarlyOpening, Reveal, RevealCause
from interviews.models import InterviewState, Outcome
from interviews.store import Store
from interviews.store.audit import (
    ChangedLeads,
    ChangedPanel,
    ConfirmedGuest,
    Erased,
    OpenedEarly,
    Reopened,
    UndidDecision,
)
from interviews.store.audit_log import Wanted
from interviews.store.values import stored_time
from tests.interviews.conftest import Database
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM, at
from tests.interviews.steps import the_loop
from tests.interviews.store.migrations.test_migrations import NAMES, brought_to

pytestmark = pytest.mark.once
WITH_A_LOG = NAMES[2 : NAMES.index("015_reveals")]
WITH_JOBS = NAMES[3 : NAMES.index("016_notices")]


@pytest.fixture
def older(empty_database: Database) -> Iterator[Store]:
    """A store whose database is empty."""
    opened = empty_database.opened()
    yield opened
    opened.close()


def time(minutes: float) -> str:
    return stored_time(at(minutes))


def put(store: Store, table: str, **row: str | int | None) -> None:
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    store._engine.execute(
        f"INSERT INTO {table} (team_id, {columns}) VALUES ('{TEAM}', {values})",  # noqa: S608
        row,
    )


def logs(store: Store, actor: str, minutes: float, action: str, detail: str) -> None:
    put(
        store, "audit", id=f"{action}:{minutes}", at=time(minutes), actor_id=actor, action=action,
        candidate_id=MARGARET, detail=detail,
    )  # fmt: skip


def scores(store: Store, who: str, minutes: float, revision: int = 1) -> None:
    put(
        store, "scorecards", id=f"card-{who}-{revision}", interview_id=f"seat-{who}",
        candidate_id=MARGARET, interviewer_id=who, revision=revision, target_level="senior",
        bank_version="bank-0", texts="digest", recommendation="yes", note="",
        submitted_at=time(minutes),
    )  # fmt: skip


def ends(store: Store, kind: str, key: str, done: str | None, payload: str = "{}") -> None:
    put(
        store, "jobs", id=key, kind=kind, payload=payload, dedupe_key=key, due_at=time(0),
        attempts=1, done_at=done, last_error="",
    )  # fmt: skip


@pytest.fixture
def with_a_log(older: Store, step: str) -> Store:
    """Ada leads and has scored at noon; Grace and the guest Radia came, Barbara left, and Ada had opened early."""
    brought_to(older, step)
    for who in (GRACE, RADIA):
        put(
            older, "interviews", id=f"seat-{who}", candidate_id=MARGARET, interviewer_id=who,
            confirmed=1, created_at=time(1),
        )  # fmt: skip
    scores(older, GRACE, 10)
    logs(older, ADA, 12, "opened_early", f'["{RADIA}", "{BARBARA}"]')
    scores(older, RADIA, 20)
    logs(older, ADA, 30, "changed_panel", f'["{BARBARA}", "cancelled", "{time(30)}", "{time(2)}"]')
    logs(older, ADA, 40, "confirmed_guest", f'["{RADIA}"]')
    scores(older, GRACE, 50, revision=2)
    logs(older, ADA, 60, "changed_leads", f'["{ADA}", "before", "{BARBARA}", "{ADA}", "mark"]')
    logs(older, ADA, 61, "changed_leads", f'["{ADA}", "mark"]')
    logs(older, ADA, 70, "undid_decision", '["d0"]')
    logs(older, ADA, 71, "undid_decision", '["d1", "hire"]')
    logs(older, ADA, 72, "reopened", '["d2", "hold"]')
    put(
        older, "audit", id="erased", at=time(80), actor_id=GRACE, action="erased",
        candidate_id="candidate-gone", detail="[]",
    )  # fmt: skip
    older.migrate()
    return older


@pytest.mark.parametrize("step", WITH_A_LOG)
class TestLog:
    def test_becomes_rows(self, with_a_log: Store) -> None:
        there = the_loop(with_a_log)
        assert EarlyOpening(user_id=ADA, at=at(0), missing=(GRACE,)) in there.early_openings
        assert there.departures[-1] == Departure(
            user_id=BARBARA, state=InterviewState.CANCELLED, by=ADA, at=at(30), led=True
        )
        assert with_a_log.candidates.eraser_of(TEAM, "candidate-gone") == GRACE
        assert with_a_log.candidates.eraser_of(TEAM, MARGARET) == ""

    def test_says_who_could_read_whom_since_when(self, with_a_log: Store) -> None:
        """Barbara led, and read, while Ada was alone; Ada, who had opened it on her own card, read Grace's first."""
        assert the_loop(with_a_log).reveals == (
            Reveal(user_id=BARBARA, at=at(0), how=RevealCause.ALL_IN),
            Reveal(user_id=ADA, at=at(10), how=RevealCause.OPENED_EARLY),
            Reveal(user_id=GRACE, at=at(30), how=RevealCause.ALL_IN),
            Reveal(user_id=RADIA, at=at(40), how=RevealCause.CONFIRMED),
        )

    def test_says_which_ratings_were_second_ones(self, with_a_log: Store) -> None:
        found = with_a_log.scorecards.of_candidate(TEAM, MARGARET)
        assert {card.id for card in found if card.second_rating} == {f"card-{GRACE}-2"}

    def test_has_named_fields(self, with_a_log: Store) -> None:
        log = with_a_log.audit.of_candidate(TEAM, MARGARET)
        by_ada = {"team_id": TEAM, "actor_id": ADA, "candidate_id": MARGARET}
        assert log[1:] == (
            OpenedEarly(**by_ada, at=at(12), missing=(RADIA, BARBARA)),
            ChangedPanel(
                **by_ada, at=at(30), user_id=BARBARA, state=InterviewState.CANCELLED, since=at(2)
            ),
            ConfirmedGuest(**by_ada, at=at(40), guest_id=RADIA),
            ChangedLeads(**by_ada, at=at(60), leads=(ADA,), former=(BARBARA, ADA)),
            ChangedLeads(**by_ada, at=at(61), leads=(ADA,)),
            UndidDecision(**by_ada, at=at(70), decision_id="d0"),
            UndidDecision(**by_ada, at=at(71), decision_id="d1", outcome=Outcome.HIRE),
            Reopened(**by_ada, at=at(72), decision_id="d2", outcome=Outcome.HOLD),
        )
        [gone] = with_a_log.audit.of_candidate(TEAM, "candidate-gone")
        assert isinstance(gone, Erased)

    def test_is_a_chain_in_the_order_in_which_it_was_done(self, with_a_log: Store) -> None:
        lines = with_a_log.audit.all(TEAM, Wanted())
        times = [line.entry.at for line in lines]
        assert times == sorted(times)
        assert with_a_log.chain.verify(TEAM).seq == len(times) == 10


@pytest.mark.parametrize("step", WITH_JOBS)
class TestFinishedJobs:
    @pytest.fixture
    def with_jobs(self, older: Store, step: str) -> Store:
        """Two reminders were sent and one waits; digests of two weeks; a lead heard that Ada left."""
        brought_to(older, step)
        for number, done in ((1, time(1)), (2, time(2)), (3, None)):
            ends(older, "remind", f"remind:interview-1:1772452800:{number}", done)
        ends(older, "remind", "remind:erased:1772452800:1", time(1))
        for day, done in (("2026-03-02", time(3)), ("2026-03-09", time(4)), ("2026-03-16", None)):
            ends(older, "weekly", f"weekly:{ADA}:{day}", done)
        ends(
            older, "panel_news", f"left:{GRACE}:interview-1", time(5),
            f'{{"interviewer_id": "{ADA}", "user_id": "{GRACE}"}}',
        )  # fmt: skip
        ends(older, "panel_news", f"panel_news:{GRACE}:change", time(5))
        older.migrate()
        older._engine.execute("DELETE FROM jobs")
        return older

    def test_become_rows(self, with_jobs: Store) -> None:
        assert with_jobs.notices.reminders(TEAM, "interview-1", "1772452800") == 2
        assert with_jobs.notices.digest_day(TEAM, ADA) == date(2026, 3, 9)
        assert with_jobs.notices.leavers(TEAM, GRACE, ["interview-1"]) == {"interview-1"}
        assert with_jobs.notices.leads_told_of(TEAM, ADA) == {GRACE}
