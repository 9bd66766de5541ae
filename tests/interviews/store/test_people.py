"""What people have been told is kept in rows of its own, whatever becomes of the jobs that told it."""

from datetime import date

import pytest

from interviews.scorecards.submit import submit
from interviews.store import Store
from interviews.store.people import Leaver
from tests.interviews import make
from tests.interviews.people import ADA, BARBARA, GRACE, MARGARET, RADIA, TEAM, at, person
from tests.interviews.steps import the_loop


@pytest.fixture
def seat(store: Store) -> str:
    """The id of Grace's interview with Margaret."""
    submit(store, person(ADA), make.form("card-ada", new=make.margaret(GRACE)), at(0))
    held = the_loop(store).interview_of(GRACE)
    assert held
    return held.id


def leaver(seat: str, lead: str = ADA) -> Leaver:
    return Leaver(team_id=TEAM, user_id=GRACE, interview_id=seat, lead_id=lead)


class TestReminders:
    def test_are_counted_by_series_and_each_once(self, store: Store, seat: str) -> None:
        for series, number in (("100", 1), ("100", 2), ("100", 2), ("200", 1)):
            store.notices.add_reminder(TEAM, seat, series, number, at(number))
        assert store.notices.reminders(TEAM, seat, "100") == 2
        assert store.notices.reminders(TEAM, seat, "300") == 0

    def test_go_with_the_candidate(self, store: Store, seat: str) -> None:
        store.notices.add_reminder(TEAM, seat, "100", 1, at(1))
        store.candidates.erase(TEAM, MARGARET, ADA, at(2))
        assert store.notices.reminders(TEAM, seat, "100") == 0


class TestDigestDay:
    def test_is_the_last_one_of_this_lead(self, store: Store) -> None:
        assert store.notices.digest_day(TEAM, ADA) is None
        store.notices.set_digest_day(TEAM, ADA, date(2026, 3, 2))
        store.notices.set_digest_day(TEAM, ADA, date(2026, 3, 9))
        assert store.notices.digest_day(TEAM, ADA) == date(2026, 3, 9)
        assert store.notices.digest_day(TEAM, GRACE) is None


class TestLeavers:
    def test_are_told_to_each_lead_once(self, store: Store, seat: str) -> None:
        assert store.notices.add_leaver(leaver(seat), at(1))
        assert not store.notices.add_leaver(leaver(seat), at(2))
        assert store.notices.add_leaver(leaver(seat, BARBARA), at(3))
        assert store.notices.leads_told_of(TEAM, GRACE) == {ADA, BARBARA}
        assert store.notices.leavers(TEAM, ADA, [seat, "another"]) == {seat}
        assert store.notices.leavers(TEAM, RADIA, [seat]) == frozenset()
        assert store.notices.leavers(TEAM, ADA, []) == frozenset()

    def test_can_be_told_again_after_they_were_back(self, store: Store, seat: str) -> None:
        store.notices.add_leaver(leaver(seat), at(1))
        store.notices.remove_leaver(TEAM, GRACE)
        assert store.notices.leads_told_of(TEAM, GRACE) == frozenset()
        assert store.notices.add_leaver(leaver(seat), at(2))
