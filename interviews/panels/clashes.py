"""What cannot be in a plan: the candidate in two rooms, an interviewer in two interviews, hours when nobody works."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from interviews.models import Interview, Model
from interviews.panels.plan import Seat, mark

BEGINS, ENDS = time(8), time(18)
"""The hours in which somebody interviews, in their own time zone."""
LONGEST = timedelta(minutes=480)
"""What began longer ago is over, whatever it is."""
_LEAST = timedelta(minutes=1)


class Clash(Model):
    """Something of a plan that cannot be, or hardly is meant."""

    seats: tuple[Seat, ...]
    other: Interview | None = None

    @property
    def key(self) -> str:
        """A short mark, the same as long as the times are."""
        every = (*self.seats, *((self.other,) if self.other else ()))
        times = (f"{item.interviewer_id} {item.starts_at} {item.minutes}" for item in every)
        return mark("\n".join((type(self).__name__, *times)))


class TwoRooms(Clash):
    """Interviews of the candidate that overlap, in the order in which they begin."""


class TwoInterviews(Clash):
    """The only seat's interviewer has another interview meanwhile, perhaps with another candidate."""


class OutOfHours(Clash):
    """It is early or late for the only seat's interviewer."""

    begins: time
    ends: time
    """When the interview begins and ends in the interviewer's own time zone."""

    @property
    def begins_outside(self) -> bool:
        """Whether it is the beginning that is out of hours, and not the end alone."""
        return not BEGINS <= self.begins < ENDS


def find_clashes(
    seats: Sequence[Seat], others: Sequence[Interview], zones: Mapping[str, ZoneInfo]
) -> tuple[Clash, ...]:
    """All that clashes in a plan; `others` are its interviewers' other interviews, `zones` theirs as far as known."""
    timed = sorted((seat for seat in seats if seat.starts_at), key=_begin)
    return (*_two_rooms(timed), *_two_interviews(timed, others), *_out_of_hours(timed, zones))


def _two_rooms(timed: Sequence[Seat]) -> list[TwoRooms]:
    groups: list[list[Seat]] = []
    for seat in timed:
        if groups and _begin(seat) < max(map(_end, groups[-1])):
            groups[-1].append(seat)
        else:
            groups.append([seat])
    return [TwoRooms(seats=tuple(group)) for group in groups if len(group) > 1]


def _two_interviews(timed: Sequence[Seat], others: Sequence[Interview]) -> list[TwoInterviews]:
    """The first for each seat: one is enough to look for another time."""
    found = []
    for seat in timed:
        meanwhile = (
            other
            for other in others
            if other.interviewer_id == seat.interviewer_id
            and other.starts_at
            and _begin(seat) < _end(other)
            and _begin(other) < _end(seat)
        )
        other = next(meanwhile, None)
        found += [TwoInterviews(seats=(seat,), other=other)] if other else []
    return found


def _out_of_hours(timed: Sequence[Seat], zones: Mapping[str, ZoneInfo]) -> list[OutOfHours]:
    there = (
        (seat, _begin(seat).astimezone(zone), _end(seat).astimezone(zone))
        for seat in timed
        if (zone := zones.get(seat.interviewer_id))
    )
    return [
        OutOfHours(seats=(seat,), begins=begins.time(), ends=ends.time())
        for seat, begins, ends in there
        if begins.time() < BEGINS or ends > datetime.combine(begins.date(), ENDS, begins.tzinfo)
    ]


def _begin(timed: Seat | Interview) -> datetime:
    assert timed.starts_at, "only interviews with a time are compared"
    return timed.starts_at


def _end(timed: Seat | Interview) -> datetime:
    """Where one ends as another begins, they do not overlap; without a length, only the beginning counts."""
    return _begin(timed) + max(timedelta(minutes=timed.minutes), _LEAST)
