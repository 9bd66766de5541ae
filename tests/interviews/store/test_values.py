"""Ids, times and names as they are written."""

import sys
import unicodedata
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
            ("Ada\u00a0Lovelace", "Ada Lovelace"),
            ("Ada\u200b", "Ada"),
            ("A\u00adda", "Ada"),
            ("\u200fAda\u202c", "Ada"),
            ("e\u200b\u0301", "\u00e9"),
            ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u0631\u0636\u0627"),
            ("\U0001f469\u200d\U0001f680\ufe0f Ada", "\U0001f469\U0001f680 Ada"),
            ("\u845b\U000e0100", "\u845b"),
            ("Ada\u3164", "Ada"),
            ("Ada \u2800 L", "Ada L"),
            ("Miles O\u2019Brien", "Miles O'Brien"),
            ("Ada \u201cCountess\u201d", 'Ada "Countess"'),
            ("Anna\u2011Lena", "Anna-Lena"),
        ],
    )
    def test_is_the_same(self, first: str, other: str) -> None:
        assert name_key(first) == name_key(other)

    @pytest.mark.parametrize(("first", "other"), [("Jose", "Jos\u00e9"), ("Ada L", "AdaL")])
    def test_differs_where_the_name_does(self, first: str, other: str) -> None:
        assert name_key(first) != name_key(other)

    def test_has_no_character_that_nobody_sees(self) -> None:
        unseen = [
            chr(code)
            for code in range(sys.maxunicode + 1)
            if unicodedata.category(chr(code)) in ("Cc", "Cf") and not chr(code).isspace()
        ]
        assert name_key("A" + "".join(unseen) + "da") == "ada"
        assert [char for char in unseen if name_key(f"A{char}da") != "ada"] == []

    @given(name=st.text())
    def test_of_a_key_is_the_key(self, name: str) -> None:
        """The key of an older release is all that is kept of a name in some rows."""
        assert name_key(name_key(name)) == name_key(name)
        older = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        assert name_key(older) == name_key(name)
