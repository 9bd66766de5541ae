"""When reminders come: after the interview, by day, in the interviewer's own zone, and never more than five."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import Candidate, Interview, InterviewState
from interviews.reminders.hours import RESTS, WAKES, find_zone, next_morning, next_of_week
from interviews.reminders.schedule import (
    MOST,
    count_sent,
    enqueue_reminder,
    first_at,
    follow,
    not_before,
    plan_reminders,
)
from interviews.scorecards.submit import submit
from interviews.store import Store
from tests.interviews import make
from tests.interviews.people import ADA, GRACE, MARGARET, TEAM, at, person
from tests.interviews.steps import the_loop

LONDON, AMSTERDAM = ZoneInfo("Europe/London"), ZoneInfo("Europe/Amsterdam")
NEW_YORK, KOLKATA = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")
TOKYO, AUCKLAND = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Auckland")
ZONES = (LONDON, AMSTERDAM, NEW_YORK, KOLKATA, TOKYO, AUCKLAND, ZoneInfo("UTC"))


def utc(text: str) -> datetime:
    """`2026-03-04 09:30` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def met(
    starts: str | None = None, *, named: str = "2026-03-04 09:30", minutes: int = 60
) -> Interview:
    """Grace's interview with Margaret."""
    return Interview(
        team_id=TEAM, id="i1", candidate_id=MARGARET, interviewer_id=GRACE,
        created_at=utc(named), starts_at=utc(starts) if starts else None, minutes=minutes,
    )  # fmt: skip


def due(text: str | None) -> Candidate:
    """Margaret, whose cards are due then."""
    return make.candidate().model_copy(update={"due_at": utc(text) if text else None})


class TestFirst:
    @pytest.mark.parametrize(
        ("interview", "due_at", "zone", "expected"),
        [
            (met("2026-03-04 10:00"), None, LONDON, "2026-03-04 12:00"),
            (met("2026-03-04 10:00"), "2026-03-04 10:30", LONDON, "2026-03-04 12:00"),
            # it ends at 17:30 in Amsterdam: an hour later is 18:30, still day
            (met("2026-03-04 15:30"), None, AMSTERDAM, "2026-03-04 17:30"),
            # an hour later is 19:00: quiet, so eight o'clock on the next day
            (met("2026-03-04 16:00"), None, AMSTERDAM, "2026-03-05 07:00"),
            # it ends on a Friday evening: Monday
            (met("2026-03-06 18:00"), None, LONDON, "2026-03-09 08:00"),
            # without a time, when cards are due
            (met(), "2026-03-05 11:00", NEW_YORK, "2026-03-05 13:00"),
            (met(), "2026-03-05 16:00", NEW_YORK, "2026-03-05 16:00"),
            # without either, at nine on the first weekday that is twenty hours later
            (met(), None, LONDON, "2026-03-05 09:00"),
            (met(named="2026-03-04 15:30"), None, LONDON, "2026-03-06 09:00"),
            (met(named="2026-03-06 09:30"), None, LONDON, "2026-03-09 09:00"),
            (met(), None, NEW_YORK, "2026-03-05 14:00"),
            (met(), None, TOKYO, "2026-03-06 00:00"),
            # named when cards were overdue already: not at once
            (met(), "2026-03-01 09:00", LONDON, "2026-03-05 09:00"),
        ],
    )
    def test_comes_after_the_interview_and_by_day(
        self, interview: Interview, due_at: str | None, zone: ZoneInfo, expected: str
    ) -> None:
        assert first_at(interview, due(due_at), zone) == utc(expected)

    @pytest.mark.parametrize(
        ("friday", "expected"),
        [
            # Amsterdam: summer time begins on 29 March and ends on 25 October 2026.
            ("2026-03-20 17:00", "2026-03-23 07:00"),
            ("2026-03-27 17:00", "2026-03-30 06:00"),
            ("2026-10-23 17:00", "2026-10-26 07:00"),
        ],
    )
    def test_is_at_eight_on_the_persons_clock_on_either_side_of_a_change(
        self, friday: str, expected: str
    ) -> None:
        assert first_at(met(friday), due(None), AMSTERDAM) == utc(expected)

    def test_is_its_own_for_each_of_three_zones(self) -> None:
        interview = met("2026-03-04 16:00")  # ends 17:00 UTC
        moments = [first_at(interview, due(None), zone) for zone in (LONDON, NEW_YORK, TOKYO)]
        assert moments == [
            utc("2026-03-04 18:00"), utc("2026-03-04 18:00"), utc("2026-03-04 23:00"),
        ]  # fmt: skip


class TestMorning:
    @pytest.mark.parametrize(
        ("now", "zone", "expected"),
        [
            ("2026-03-04 10:00", LONDON, "2026-03-05 09:00"),
            ("2026-03-06 10:00", LONDON, "2026-03-09 09:00"),
            ("2026-03-27 10:00", AMSTERDAM, "2026-03-30 07:00"),
            ("2026-10-23 10:00", AMSTERDAM, "2026-10-26 08:00"),
            # before nine: still the next day, not twice on one
            ("2026-03-04 08:05", LONDON, "2026-03-05 09:00"),
            # already Thursday in Auckland
            ("2026-03-04 20:00", AUCKLAND, "2026-03-05 20:00"),
        ],
    )
    def test_is_nine_on_the_persons_next_weekday(
        self, now: str, zone: ZoneInfo, expected: str
    ) -> None:
        assert next_morning(utc(now), zone) == utc(expected)


class TestWeekly:
    @pytest.mark.parametrize(
        ("now", "zone", "expected"),
        [
            ("2026-03-04 10:00", LONDON, "2026-03-09 09:00"),
            ("2026-03-09 08:59", LONDON, "2026-03-09 09:00"),
            ("2026-03-09 09:00", LONDON, "2026-03-16 09:00"),
            ("2026-03-23 09:00", AMSTERDAM, "2026-03-30 07:00"),
            ("2026-10-19 09:00", AMSTERDAM, "2026-10-26 08:00"),
        ],
    )
    def test_is_the_same_hour_on_the_clock_all_year(
        self, now: str, zone: ZoneInfo, expected: str
    ) -> None:
        assert next_of_week(utc(now), 0, 9, zone) == utc(expected)

    def test_comes_once_in_the_night_whose_hour_is_skipped_or_doubled(self) -> None:
        assert next_of_week(utc("2026-03-28 12:00"), 6, 2, AMSTERDAM) == utc("2026-03-29 01:00")
        doubled = next_of_week(utc("2026-10-24 12:00"), 6, 2, AMSTERDAM)
        assert doubled == utc("2026-10-25 00:00")
        assert next_of_week(doubled, 6, 2, AMSTERDAM) == utc("2026-11-01 01:00")


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "../etc/passwd", "America", "a" * 300])
def test_an_unknown_zone_is_utc(name: str | None) -> None:
    assert find_zone(name).key == "UTC"


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: utc("2026-01-01 00:00") + timedelta(minutes=minutes)
)
SOME_ZONE = st.sampled_from(ZONES)


@given(
    starts=st.none() | MOMENTS,
    minutes=st.integers(15, 240),
    named=MOMENTS,
    due_at=st.none() | MOMENTS,
    now=MOMENTS,
    zone=SOME_ZONE,
)
def test_no_reminder_is_ever_early_or_at_night(
    starts: datetime | None,
    minutes: int,
    named: datetime,
    due_at: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    interview = met().model_copy(
        update={"starts_at": starts, "minutes": minutes, "created_at": named}
    )
    person = make.candidate().model_copy(update={"due_at": due_at})
    moment = not_before(interview, person, zone, now)
    there = moment.astimezone(zone)
    assert moment >= now
    assert moment >= named or interview.ends_at
    assert interview.ends_at is None or moment >= interview.ends_at + timedelta(hours=1)
    assert there.weekday() < 5
    assert WAKES <= there.time() < RESTS
    assert not_before(interview, person, zone, moment) == moment


class TestPlanning:
    """The jobs that wait for a candidate's panel, before anybody's zone is known."""

    def waiting(self, store: Store) -> list[str]:
        return [job.kind for job in store.unfinished.all()]

    def test_reminds_the_others_of_a_new_candidates_panel(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret(GRACE)), at(0))
        assert self.waiting(store) == ["remind", "weekly_start"]

    def test_changes_nothing_when_it_is_done_again(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret(GRACE)), at(0))
        before = store.unfinished.all()
        plan_reminders(store, the_loop(store), at(5))
        assert store.unfinished.all() == before

    def test_follows_an_interview_that_is_moved(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret(GRACE)), at(0))
        interview = the_loop(store).interview_of(GRACE)
        assert interview
        for days in (9, 2):
            moved = interview.model_copy(
                update={"starts_at": at(0) + timedelta(days=days), "minutes": 60}
            )
            store.interviews.plan(moved)
            plan_reminders(store, the_loop(store), at(5))
            *_, last = sorted(
                (job for job in store.unfinished.all() if job.kind == "remind"),
                key=lambda interview: interview.id,
            )
            assert last.due_at == at(0) + timedelta(days=days, hours=2)

    def test_plans_none_for_an_interview_that_is_off(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret()), at(0))
        invited = store.interviews.invite(the_loop(store).candidate, GRACE, at(1), confirmed=True)
        store.interviews.set_state(TEAM, invited.id, InterviewState.CANCELLED)
        plan_reminders(store, the_loop(store), at(5))
        assert "remind" not in self.waiting(store)

    def test_tells_every_lead_at_the_due_time(self, store: Store) -> None:
        store.candidates.add(due("2026-03-09 12:00").model_copy(update={"leads": (ADA, GRACE)}))
        for _ in range(2):
            plan_reminders(store, the_loop(store), at(5))
        found = [job.due_at for job in store.unfinished.all() if job.kind == "overdue"]
        assert found == [utc("2026-03-09 12:00")] * 2

    def test_never_plans_a_sixth(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret(GRACE)), at(0))
        interview = the_loop(store).interview_of(GRACE)
        assert interview
        while job := store.jobs.claim(at(100_000), timedelta(minutes=1)):
            store.jobs.finish(job, at(100_000))
        for number in range(1, MOST + 1):
            follow(store, interview, number, LONDON, at(100_000))
            while job := store.jobs.claim(at(900_000), timedelta(minutes=1)):
                store.jobs.drop(job)
        plan_reminders(store, the_loop(store), at(100_001))
        assert "remind" not in self.waiting(store)

    def test_counts_those_that_were_sent_though_their_jobs_are_gone(self, store: Store) -> None:
        submit(store, person(ADA), make.form("card-1", new=make.margaret(GRACE)), at(0))
        interview = the_loop(store).interview_of(GRACE)
        assert interview
        follow(store, interview, 1, LONDON, at(100_000))
        store._engine.execute("DELETE FROM jobs")
        assert count_sent(store, interview) == 1
        assert not enqueue_reminder(store, interview, 1, at(100_001))
        plan_reminders(store, the_loop(store), at(100_001))
        [job] = [job for job in store.unfinished.all() if job.kind == "remind"]
        claimed = store.jobs.claim(at(900_000), timedelta(minutes=1))
        while claimed and claimed.kind != "remind":
            claimed = store.jobs.claim(at(900_000), timedelta(minutes=1))
        assert claimed
        assert (claimed.id, json.loads(claimed.payload)["number"]) == (job.id, 2)
