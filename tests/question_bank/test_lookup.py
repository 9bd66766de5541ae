"""What people type is cut into words, and a length among them is understood."""

import pytest

from question_bank.lookup import find_minutes, words

LENGTHS = {
    0: "0 min|0h",
    30: "half an hour|half hour|0:30|0.5h|0,5 h",
    45: "45m|45 min|45min|45-minutes|45 Min.|(45 mins)|45 minutes!|\uff14\uff15m",
    60: "1h|1 h|an hour|one hour|1 hr|1:00|1:00h|60 minutes",
    90: "1h30|1h 30|1 h 30 min|1h30m|1:30|1.5h|1,5 hours|1 hour and 30 minutes|90 minutes",
    5000: "5000m",
}


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [(typed, minutes) for minutes, every in LENGTHS.items() for typed in every.split("|")],
)
class TestLength:
    def test_is_found_among_other_words(self, typed: str, minutes: int) -> None:
        assert find_minutes(words(typed)) == (minutes, ())
        assert find_minutes(words(f"sql {typed} senior")) == (minutes, ("sql", "senior"))
        assert find_minutes(words(f"sql, {typed}, senior")) == (minutes, ("sql", "senior"))


@pytest.mark.parametrize(
    "typed", ["", "45", "m", "an", "half", "python 3", "1h30x", "x45m", "1:75", "http 2"]
)
def test_what_is_no_length_stays(typed: str) -> None:
    assert find_minutes(words(typed)) == (None, words(typed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ML\u2013Engineer,  Senior\n", ("ml-engineer", "senior")),
        ("\uff48\uff45\uff4c\uff50", ("help",)),
        ("help!", ("help",)),
        ("Help?!", ("help",)),
        ("debrief:", ("debrief",)),
        ("he\u200blp\u00ad", ("help",)),
        (":rocket: \U0001f680 help :+1:", ("help",)),
        ("(sql;spark)", ("sql", "spark")),
        ("c++ c# node.js .net", ("c++", "c#", "node.js", ".net")),
        ("\u201con call\u201d", ("on", "call")),
        ("... ?", ()),
    ],
)
def test_words_have_nothing_around_them(typed: str, expected: tuple[str, ...]) -> None:
    assert words(typed) == expected
