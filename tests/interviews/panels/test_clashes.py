"""What cannot be in a plan: told by times alone, with nothing of Slack or of the store."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.models import Interview
from interviews.panels.clashes import LONGEST, Clash, OutOfHours, find_clashes
from interviews.panels.plan import Seat
from templates.forms import MOST_MINUTES
from tests.interviews.people import ADA, GRACE, MARGARET, TEAM

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def seat(who: str, starts: str | None, minutes: int = 45) -> Seat:
    at = utc(f"2026-03-05 {starts}") if starts else None
    return Seat(interviewer_id=who, focus=(), starts_at=at, minutes=minutes)


def other(who: str, starts: str, minutes: int = 45) -> Interview:
    return Interview(
        team_id=TEAM, id="other", candidate_id=MARGARET, interviewer_id=who,
        created_at=utc("2026-03-01 09:00"), starts_at=utc(f"2026-03-05 {starts}"), minutes=minutes,
    )  # fmt: skip


def kinds(*clashes: Clash) -> list[str]:
    return [type(clash).__name__ for clash in clashes]


TIMES = [
    pytest.param(("10:00", 45), ("11:00", 45), False, id="one after the other"),
    pytest.param(("10:00", 45), ("10:45", 45), False, id="one ends as the other begins"),
    pytest.param(("10:00", 46), ("10:45", 45), True, id="one minute is common"),
    pytest.param(("10:00", 120), ("10:30", 30), True, id="one within the other"),
    pytest.param(("10:00", 45), ("10:00", 45), True, id="both at once"),
    pytest.param(("23:30", 60), ("23:59", 45), True, id="across midnight"),
    pytest.param(("10:00", 0), ("10:00", 0), True, id="both without a length, at once"),
    pytest.param(("10:45", 0), ("10:00", 45), False, id="without a length, as another ends"),
    pytest.param(("10:20", 0), ("10:00", 45), True, id="without a length, within another"),
]


@pytest.mark.parametrize(("first", "second", "overlaps"), TIMES)
class TestOverlap:
    """The same rule for a candidate in two rooms and for an interviewer in two interviews, whichever is first."""

    def test_of_two_interviews_of_one_candidate(
        self, first: tuple[str, int], second: tuple[str, int], overlaps: bool
    ) -> None:
        for a, b in ((first, second), (second, first)):
            found = find_clashes((seat(ADA, *a), seat(GRACE, *b)), (), {})
            assert kinds(*found) == ["TwoRooms"] * overlaps

    def test_of_two_interviews_of_one_interviewer(
        self, first: tuple[str, int], second: tuple[str, int], overlaps: bool
    ) -> None:
        for a, b in ((first, second), (second, first)):
            found = find_clashes((seat(ADA, *a),), (other(ADA, *b), other(GRACE, *b)), {})
            assert kinds(*found) == ["TwoInterviews"] * overlaps


class TestTwoRooms:
    def test_are_one_warning_for_all_that_hang_together(self) -> None:
        first, second, third = seat("A", "09:00", 90), seat("B", "10:00", 61), seat("C", "11:00")
        seats = (third, first, second, seat("D", "14:00"))
        [found] = find_clashes(seats, (), {})
        assert [seat.interviewer_id for seat in found.seats] == ["A", "B", "C"]

    def test_need_times(self) -> None:
        assert find_clashes((seat(ADA, None), seat(GRACE, None)), (), {}) == ()
        assert find_clashes((seat(ADA, None), seat(GRACE, "10:00")), (), {}) == ()

    def test_have_a_mark_that_changes_with_the_times_and_nothing_else(self) -> None:
        seats = (seat(ADA, "10:00"), seat(GRACE, "10:00"))
        others = tuple(each.model_copy(update={"focus": ("ml-ops",)}) for each in seats)
        moved = (seat(ADA, "10:00"), seat(GRACE, "10:15"))
        [before], [same], [after] = (find_clashes(each, (), {}) for each in (seats, others, moved))
        assert before.key == same.key != after.key


class TestTwoInterviews:
    def test_are_looked_for_as_far_back_as_one_can_last(self) -> None:
        assert timedelta(minutes=MOST_MINUTES) == LONGEST

    def test_are_one_warning_for_each_seat(self) -> None:
        others = (other(ADA, "10:00"), other(ADA, "10:15"))
        assert kinds(*find_clashes((seat(ADA, "10:10"),), others, {})) == ["TwoInterviews"]


HOURS = [
    pytest.param("2026-03-05 15:00", 45, NEW_YORK, "", id="in the middle of the day"),
    pytest.param("2026-03-05 13:00", 45, NEW_YORK, "", id="from eight o'clock on"),
    pytest.param("2026-03-05 12:59", 45, NEW_YORK, "07:59", id="a minute before eight"),
    pytest.param("2026-03-05 22:15", 45, NEW_YORK, "", id="until six o'clock"),
    pytest.param("2026-03-05 22:15", 46, NEW_YORK, "until 18:01", id="until a minute past six"),
    pytest.param(
        "2026-03-05 23:00", 0, NEW_YORK, "18:00", id="from six o'clock on, without a length"
    ),
    pytest.param("2026-03-05 10:00", 45, NEW_YORK, "05:00", id="early in the morning"),
    pytest.param("2026-03-05 10:00", 45, ZoneInfo("Pacific/Apia"), "23:00", id="a whole day ahead"),
    pytest.param("2026-03-05 23:30", 60, LONDON, "23:30", id="across midnight"),
    pytest.param("2026-03-28 08:00", 45, LONDON, "", id="on the day before summer time"),
    pytest.param("2026-03-29 16:30", 45, LONDON, "until 18:15", id="on the day of summer time"),
    pytest.param(
        "2026-03-16 12:00", 45, NEW_YORK, "", id="while two continents change on different days"
    ),
    pytest.param(
        "2026-10-25 01:30", 45, LONDON, "01:30", id="while the hour of winter comes twice"
    ),
]


@pytest.mark.parametrize(("starts", "minutes", "zone", "words"), HOURS)
def test_hours_are_those_of_the_interviewers_own_day(
    starts: str, minutes: int, zone: ZoneInfo, words: str
) -> None:
    planned = Seat(interviewer_id=GRACE, focus=(), starts_at=utc(starts), minutes=minutes)
    told = [
        f"{clash.begins:%H:%M}" if clash.begins_outside else f"until {clash.ends:%H:%M}"
        for clash in find_clashes((planned,), (), {GRACE: zone})
        if isinstance(clash, OutOfHours)
    ]
    assert told == ([words] if words else [])


def test_hours_of_somebody_whose_zone_is_not_known_are_not_guessed() -> None:
    assert find_clashes((seat(GRACE, "03:00"),), (), {ADA: NEW_YORK}) == ()
