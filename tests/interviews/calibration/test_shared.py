"""Rounds of several people on both databases: who may start one, whom it waits for, and that it ends once."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest

from interviews.calibration.agreement import Noise
from interviews.calibration.models import LATELY, Part, Round
from interviews.calibration.rounds import own_part, part_of, rate
from interviews.calibration.shared import (
    NewRound,
    close,
    end,
    excuse,
    may_start,
    require_look,
    start,
    started_by,
    summary_of,
)
from interviews.errors import NotAllowed, RoundClosed, UnknownRound
from interviews.models import Rating
from interviews.outbox import (
    AskToCalibrate,
    CloseCalibration,
    Job,
    TellCalibration,
    TellStanding,
    read,
)
from interviews.permissions import Person
from interviews.store import Store
from question_bank.models import Archetype
from tests.interviews import make
from tests.interviews.people import (
    ADA,
    BARBARA,
    GRACE,
    KATHERINE,
    NOON,
    OTHER_TEAM,
    RADIA,
    TEAM,
    at,
    person,
)
from tests.interviews.steps import add
from tests.threads import at_once

ID = "round-0123456789abcdef"
DUE, LATER = NOON + timedelta(days=3), at(1)
LEASE = timedelta(minutes=1)


@pytest.fixture
def begun(store: Store, ml: Archetype) -> Round:
    """Ada, who leads Margaret's loop, has asked Grace, Barbara and herself."""
    add(store, make.candidate(), ADA)
    return starts(store, ml, GRACE, BARBARA, ADA)


def starts(
    store: Store, ml: Archetype, *raters: str, round_id: str = ID, now: datetime = NOON
) -> Round:
    new = NewRound(id=round_id, raters=raters, due_at=now + timedelta(days=3))
    return start(store, person(ADA), ml, new, now)


def rates_all(
    store: Store, who: str, rating: int = 3, round_id: str = ID, now: datetime = LATER
) -> Part:
    part = part_of(store, person(who), round_id)
    while part.next_number:
        part = rate(store, person(who), round_id, part.next_number, Rating(rating), "", now)
    return part


def waiting(store: Store, moment: datetime) -> list[Job]:
    """The jobs that are due by then, and takes them away."""
    found = []
    while claim := store.jobs.claim(moment, LEASE):
        found.append(read(claim))
        store.jobs.finish(claim, moment)
    return found


class TestWhoMayStart:
    """Each row: who it is, and whether they may."""

    @pytest.mark.parametrize(
        ("who", "may"),
        [
            (person(ADA), True),
            (person(GRACE), False),
            (person(RADIA), False),
            (person(RADIA, coordinator=True), False),
            (person(KATHERINE, admin=True), True),
            (person(BARBARA), True),
            (person(ADA, team=OTHER_TEAM), False),
        ],
        ids=["lead", "panel", "stranger", "coordinator", "admin", "leads an opening", "other team"],
    )
    def test_is(self, store: Store, ml: Archetype, who: Person, may: bool) -> None:
        add(store, make.candidate(), ADA, GRACE)
        store.openings.add(make.opening(leads=(BARBARA,)))
        assert may_start(store, who) == may
        if not may:
            with pytest.raises(NotAllowed, match="Hiring leads and admins"):
                start(store, who, ml, NewRound(id=ID, raters=(ADA,), due_at=DUE), at(0))
            assert store.calibration.get(who.team_id, ID) is None


class TestStart:
    def test_asks_each_once_and_ends_at_its_date(self, store: Store, ml: Archetype) -> None:
        add(store, make.candidate(), ADA)
        made = starts(store, ml, GRACE, BARBARA, GRACE)
        assert store.calibration.raters(TEAM, ID) == (BARBARA, GRACE)
        asked = waiting(store, at(0))
        assert {type(job) for job in asked} == {AskToCalibrate}
        assert sorted(job.user_id for job in asked) == [BARBARA, GRACE]
        assert [type(job) for job in waiting(store, made.due_at or at(0))] == [CloseCalibration]

    def test_sent_many_times_at_once_is_one_round(self, store: Store, ml: Archetype) -> None:
        add(store, make.candidate(), ADA)
        at_once(*[partial(starts, store, ml, GRACE, BARBARA)] * 5)
        assert len(store.calibration.started_by(TEAM, ADA)) == 1
        assert Counter(type(job) for job in waiting(store, at(0))) == {AskToCalibrate: 2}

    def test_prefers_what_fewest_of_its_raters_have_rated(
        self, store: Store, ml: Archetype
    ) -> None:
        add(store, make.candidate(), ADA)
        own = own_part(store, person(GRACE), ml, at(0))
        rates_all(store, GRACE, round_id=own.round.id)
        made = starts(store, ml, GRACE, BARBARA)
        assert not {a.id for a in made.answers} & {a.id for a in own.round.answers}


class TestEnd:
    def test_comes_as_soon_as_all_are_in(self, store: Store, begun: Round) -> None:
        waiting(store, at(0))
        for who in (GRACE, BARBARA):
            rates_all(store, who)
            assert waiting(store, at(1)) == []
        rates_all(store, ADA)
        assert [type(job) for job in waiting(store, at(1))] == [CloseCalibration]

    def test_tells_whoever_rated_and_who_started_it(self, store: Store, begun: Round) -> None:
        waiting(store, DUE)
        rates_all(store, GRACE)
        rate(store, person(BARBARA), ID, 1, Rating.SENIOR, "", at(1))
        close(store, TEAM, ID, DUE)
        told = [(type(job), job.user_id) for job in waiting(store, DUE)]
        assert sorted(told, key=str) == [
            (TellCalibration, ADA), (TellStanding, BARBARA), (TellStanding, GRACE),
        ]  # fmt: skip

    def test_comes_once(self, store: Store, begun: Round) -> None:
        rates_all(store, GRACE)
        at_once(*[partial(close, store, TEAM, ID, DUE)] * 5)
        close(store, TEAM, ID, DUE + timedelta(days=1))
        jobs = Counter(type(job) for job in waiting(store, DUE + timedelta(days=1)))
        assert (jobs[TellStanding], jobs[TellCalibration]) == (1, 1)
        ended = store.calibration.get(TEAM, ID)
        assert ended is not None
        assert ended.closed_at == DUE

    def test_takes_what_is_rated_until_then_and_nothing_after(
        self, store: Store, begun: Round
    ) -> None:
        rate(store, person(GRACE), ID, 1, Rating.SENIOR, "", at(1))
        close(store, TEAM, ID, DUE)
        with pytest.raises(RoundClosed):
            rate(store, person(GRACE), ID, 2, Rating.SENIOR, "", DUE)
        assert summary_of(store, begun).rated == 1

    def test_waits_for_nobody_who_is_excused(self, store: Store, begun: Round) -> None:
        waiting(store, at(0))
        for who in (GRACE, ADA):
            rates_all(store, who)
        excuse(store, begun, BARBARA, at(2))
        assert [type(job) for job in waiting(store, at(2))] == [CloseCalibration]
        assert summary_of(store, begun).asked == 2

    def test_of_another_team_is_another(self, store: Store, begun: Round) -> None:
        close(store, OTHER_TEAM, ID, DUE)
        still = store.calibration.get(TEAM, ID)
        assert still is not None
        assert still.closed_at is None


class TestReading:
    def test_is_for_who_started_it_alone(self, store: Store, begun: Round) -> None:
        assert started_by(store, person(ADA), ID).id == ID
        for who in (person(GRACE), person(KATHERINE, admin=True), person(ADA, team=OTHER_TEAM)):
            with pytest.raises(UnknownRound):
                started_by(store, who, ID)

    @pytest.mark.parametrize(
        ("who", "may"),
        [
            (person(ADA), True),
            (person(KATHERINE, admin=True), True),
            (person(GRACE), False),
            (person(KATHERINE, team=OTHER_TEAM, admin=True), False),
        ],
        ids=["starter", "admin", "rater", "other team"],
    )
    def test_while_it_is_open_and_ending_it_is(
        self, store: Store, begun: Round, who: Person, may: bool
    ) -> None:
        """For admins too; once it is over, for who started it alone."""
        if not may:
            with pytest.raises(UnknownRound):
                end(store, who, ID, at(1))
        else:
            assert require_look(store, who, ID).id == ID
            end(store, who, ID, at(1))
        ended = store.calibration.get(TEAM, ID)
        assert ended is not None
        assert ended.closed_at == (at(1) if may else None)

    def test_of_ones_own_round_as_a_shared_one_is_refused(
        self, store: Store, ml: Archetype
    ) -> None:
        own = own_part(store, person(ADA), ml, at(0)).round
        with pytest.raises(UnknownRound):
            started_by(store, person(ADA), own.id)


class TestRepeats:
    """What people gave to the same answers half a year apart."""

    PEOPLE = (ADA, GRACE, BARBARA, RADIA, KATHERINE)

    def play_twice(
        self, store: Store, ml: Archetype, people: tuple[str, ...], gap: timedelta
    ) -> Round:
        add(store, make.candidate(), ADA)
        eight = ml.model_copy(update={"answers": ml.answers[:8]})
        for number, moment in enumerate((at(0), at(1) + gap)):
            round_id = f"round-{number}123456789abcdef"
            made = starts(store, eight, *people, round_id=round_id, now=moment)
            for place, who in enumerate(people):
                rates_all(store, who, 2 + (place + number) % 3, round_id, moment)
        return made

    def test_tell_what_the_day_adds(self, store: Store, ml: Archetype) -> None:
        made = self.play_twice(store, ml, self.PEOPLE, LATELY)
        assert len(store.calibration.repeats(made)) == 40
        parts = summary_of(store, made).noise
        assert isinstance(parts, Noise)
        assert parts.occasion is not None

    @pytest.mark.parametrize(
        ("people", "gap"), [(PEOPLE[:4], LATELY), (PEOPLE, timedelta(days=30))]
    )
    def test_of_few_people_or_of_last_month_are_none(
        self, store: Store, ml: Archetype, people: tuple[str, ...], gap: timedelta
    ) -> None:
        assert store.calibration.repeats(self.play_twice(store, ml, people, gap)) == ()
