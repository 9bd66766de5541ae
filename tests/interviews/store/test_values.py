"""Ids, times and names as they are written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.store.values import name_key, new_id, read_time, stored_time

ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-7, minutes=-30))]
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1), timezones=ZONES)  # noqa: DTZ001 - hypothesis adds the zone


class TestId:
    """An id says nothing but when it was made."""

    def test_has_26_characters_and_is_made_once(self) -> None:
        made = [new_id() for _ in range(10_000)]
        assert {len(value) for value in made} == {26}
        assert len(set(made)) == len(made)

    def test_sorts_in_the_order_of_making(self) -> None:
        """A panel is invited within one millisecond, and is shown in the order it was named."""
        made = [new_id() for _ in range(1000)]
        assert made == sorted(made)


class TestTime:
    """Text order is time order, on both databases."""

    @given(moment=MOMENTS)
    def test_comes_back_as_it_was(self, moment: datetime) -> None:
        assert read_time(stored_time(moment)) == moment

    @given(first=MOMENTS, other=MOMENTS)
    def test_sorts_as_text(self, first: datetime, other: datetime) -> None:
        assert (stored_time(first) < stored_time(other)) == (first < other)

    def test_is_utc_in_a_fixed_width(self) -> None:
        in_tokyo = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=9)))
        assert stored_time(in_tokyo) == "2026-03-02T00:00:00.000000Z"


class TestNameKey:
    """Two ways to write one name are one name."""

    @pytest.mark.parametrize(
        ("first", "other"),
        [
            ("Margaret Hamilton", "  margaret   HAMILTON\t"),
            ("Jos\u00e9", "Jose\u0301"),
            ("Strau\u00df", "STRAUSS"),
            ("\uff21da", "Ada"),
        ],
    )
    def test_is_the_same(self, first: str, other: str) -> None:
        assert name_key(first) == name_key(other)

    @pytest.mark.parametrize(("first", "other"), [("Jose", "Jos\u00e9"), ("Ada L", "AdaL")])
    def test_differs_where_the_name_does(self, first: str, other: str) -> None:
        assert name_key(first) != name_key(other)
