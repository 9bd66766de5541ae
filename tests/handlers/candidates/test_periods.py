"""A span of time is typed behind a name, as people say it."""

from datetime import UTC, datetime

import pytest

from handlers.candidates.periods import Period, split_period

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name", "since", "until"),
    [
        ("Ada", "Ada", None, None),
        ("", "", None, None),
        ("today", "", day(2026, 11, 29), None),
        ("Ada last week", "Ada", day(2026, 11, 22), None),
        ("Last  Month", "", day(2026, 10, 30), None),
        ("Ada since 1 October", "Ada", day(2026, 10, 1), None),
        ("since Dec 24", "", day(2025, 12, 24), None),
        ("since Oct. 1, 2024 until 2024-12-01", "", day(2024, 10, 1), day(2024, 12, 1)),
        ("Ada until 1 Feb 2026", "Ada", None, day(2026, 2, 1)),
        ("since 29 February", "since 29 February", None, None),
        ("Ada since ever", "Ada since ever", None, None),
        ("Until Then", "Until Then", None, None),
        ("Sincere Until", "Sincere Until", None, None),
    ],
)
def test_is_read_as_it_is_said(
    typed: str, name: str, since: datetime | None, until: datetime | None
) -> None:
    assert split_period(typed, NOW) == (name, Period(since, until))
