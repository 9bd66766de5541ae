"""When somebody may be written to: in their own time zone, on weekdays, never late and never early."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WAKES, RESTS = time(8), time(19)
"""Between RESTS and WAKES, and at weekends, nobody gets a reminder."""
MORNING = time(9)
_DAY = timedelta(days=1)
_SATURDAY = 5


def find_zone(name: str | None) -> ZoneInfo:
    """The time zone of this IANA name; UTC where there is no name, or none that is known here."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):  # unknown, no name at all, or a folder of the database
        return ZoneInfo("UTC")


def local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """This time of this day in the zone, as UTC; a time that summer time skips is an hour later."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def next_allowed(moment: datetime, zone: ZoneInfo) -> datetime:
    """This moment; or where it is in quiet hours, the moment at which they end."""
    there = moment.astimezone(zone)
    if there.weekday() < _SATURDAY and WAKES <= there.time() < RESTS:
        return moment
    day = there.date() + _DAY if there.time() >= RESTS else there.date()
    return local(_weekday(day), WAKES, zone)


def next_morning(moment: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the next weekday after this day."""
    return local(_weekday(moment.astimezone(zone).date() + _DAY), MORNING, zone)


def morning_from(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first nine o'clock of a weekday that is not before this moment."""
    today = local(_weekday(moment.astimezone(zone).date()), MORNING, zone)
    return today if today >= moment else next_morning(moment, zone)


def first_morning(month: date, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the first weekday of the month that begins on this day."""
    return local(_weekday(month), MORNING, zone)


def next_of_week(moment: datetime, weekday: int, hour: int, zone: ZoneInfo) -> datetime:
    """The next time after this moment that it is this hour of this weekday (0 is Monday)."""
    today = moment.astimezone(zone).date()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    wanted = local(day, time(hour), zone)
    return wanted if wanted > moment else local(day + timedelta(days=7), time(hour), zone)


def _weekday(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += _DAY
    return day
