"""When the monthly mirror is planned: one job a month and person, whatever is switched on and off meanwhile."""

from datetime import date, datetime

import pytest

from interviews.calibration import monthly
from interviews.nameless import make_nameless
from interviews.outbox import SendMirror, read
from interviews.reminders.hours import find_zone, first_morning
from interviews.reminders.preferences import keep
from interviews.store import Store
from interviews.store.people import Preferences
from tests.bot.test_worker import LEASE
from tests.interviews.people import ADA, TEAM, at, person

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
NEVER = datetime.fromisoformat("2026-12-31T00:00:00+00:00")


def waiting(store: Store) -> list[date]:
    """The months whose mirrors wait; they are done then."""
    found = []
    while claim := store.jobs.claim(NEVER, LEASE):
        job = read(claim)
        found += [job.month] if isinstance(job, SendMirror) else []
        store.jobs.finish(claim, at(0))
    return found


def wants(store: Store, mirror: bool) -> None:
    """Ada saves her settings, on 2 March."""
    changed = Preferences(team_id=TEAM, user_id=ADA, mirror=mirror)
    keep(store, person(ADA), changed, at(0))


@pytest.mark.parametrize(
    ("month", "after"),
    [(APRIL, MAY), (date(2026, 1, 31), date(2026, 2, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_a_month_is_followed_by_the_next(month: date, after: date) -> None:
    assert monthly.month_after(month) == after


@pytest.mark.parametrize(
    ("month", "zone", "moment"),
    [
        (APRIL, "UTC", "2026-04-01T09:00"),  # a Wednesday
        (date(2026, 8, 1), "UTC", "2026-08-03T09:00"),  # a Saturday
        (APRIL, "Asia/Tokyo", "2026-04-01T00:00"),
        (APRIL, "America/Los_Angeles", "2026-04-01T16:00"),
        (APRIL, "Pacific/Kiritimati", "2026-03-31T19:00"),
    ],
)
def test_comes_on_its_readers_first_working_morning(month: date, zone: str, moment: str) -> None:
    found = first_morning(month, find_zone(zone))
    assert found == datetime.fromisoformat(f"{moment}+00:00")


class TestPlanned:
    def test_is_nothing_by_default(self, store: Store) -> None:
        wants(store, False)
        assert waiting(store) == []

    def test_is_the_next_month_once_however_often_it_is_saved(self, store: Store) -> None:
        for _ in range(3):
            wants(store, True)
        assert waiting(store) == [APRIL]

    def test_ends_when_it_is_switched_off(self, store: Store) -> None:
        wants(store, True)
        wants(store, False)
        assert waiting(store) == []

    def test_passes_over_a_month_that_was_sent(self, store: Store) -> None:
        """Somebody east of UTC has had theirs before UTC's month began."""
        wants(store, True)
        assert waiting(store) == [APRIL]
        wants(store, False)
        wants(store, True)
        assert waiting(store) == [MAY]

    def test_is_due_before_the_first_morning_on_earth(self, store: Store) -> None:
        wants(store, True)
        first = first_morning(APRIL, find_zone("Pacific/Kiritimati"))
        assert store.jobs.claim(first, LEASE) is not None

    def test_goes_with_somebody_who_is_made_nameless(self, store: Store) -> None:
        wants(store, True)
        make_nameless(store, TEAM, ADA, at(60))
        assert not store.preferences.get(TEAM, ADA).mirror
        assert waiting(store) == []
