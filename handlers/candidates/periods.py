"""A span of time as people type it behind a name: last week, since 1 October, since 2026-10-01 until 2026-10-15."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_BACK = {"today": 0, "last week": 7, "last month": 30, "last year": 365}
"""How many days ago each of these begins."""
_SPAN = re.compile(
    rf"(?:^|\s)(?:(?P<back>{'|'.join(_BACK)})|(?:since (?P<since>.+?))?\s?(?:until (?P<until>.+?))?)$",
    re.IGNORECASE,
)
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")


class Period(NamedTuple):
    """From when on and until when, in UTC; None where there is no such end."""

    since: datetime | None = None
    until: datetime | None = None


def split_period(text: str, now: datetime) -> tuple[str, Period]:
    """What stands before the span of time, and the span; all of the text where it ends with none."""
    line = " ".join(text.split())
    found = _SPAN.search(line)
    if not found or not found[0].strip():
        return text, Period()
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    name = line[: found.start()]
    if found["back"]:
        return name, Period(today - timedelta(days=_BACK[found["back"].lower()]))
    period = Period(*(_day(found[end], today) if found[end] else None for end in Period._fields))
    understood = all(bool(found[end]) == bool(getattr(period, end)) for end in Period._fields)
    return (name, period) if understood else (text, Period())


def _day(text: str, today: datetime) -> datetime | None:
    """The beginning of this day, which is the last one where no year is said; None where it is no day."""
    plain = text.replace(",", " ").replace(".", " ")
    for written, has_year in ((plain, True), (f"{plain} {today.year}", False)):
        for way in _DAYS:
            with suppress(ValueError):
                day = datetime.strptime(" ".join(written.split()), way).replace(tzinfo=UTC)
                return day if has_year or day <= today else day.replace(year=day.year - 1)
    return None
