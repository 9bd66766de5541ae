"""Looks up an archetype by any of its names, a level, and the closest names for a misspelt word."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from question_bank.bank import Bank, name_key
from question_bank.models import Archetype, Level

CLOSE_ENOUGH = 70  # WRatio; 27 of 28 real slips were matched at it, and few strangers
SHORTEST_PART = 4  # letters of a name that may be found inside a longer word
_LEVELS = {
    "junior": Level.JUNIOR, "jr": Level.JUNIOR,
    "mid": Level.MID, "middle": Level.MID, "mid-level": Level.MID, "medior": Level.MID,
    "senior": Level.SENIOR, "sr": Level.SENIOR,
}  # fmt: skip


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """The words of the text as `name_key` gives them, without emoji, punctuation around them, and what nobody sees."""
    seen = "".join(char for char in text if char.isprintable() or char.isspace())
    plain = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", seen).translate(_PUNCTUATION))
    keys = map(name_key, plain.split())
    return tuple(key for key in keys if any(char.isalnum() for char in key))


# Clients send smart quotes and long dashes, and an emoji as its name between colons.
_PUNCTUATION = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    **dict.fromkeys(map(ord, "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb`"), None),
}
_BETWEEN_WORDS = re.compile(r"[,;](?!\d)|[()\[\]{}]|(?<!\S):[\w+-]+:(?!\S)")


def find_archetype(bank: Bank, query: Iterable[str]) -> tuple[Archetype | None, tuple[str, ...]]:
    """The archetype that the first words name, and the words left over; the longest name wins."""
    parts, names = tuple(query), bank.names
    for count in range(min(len(parts), 5), 0, -1):
        archetype_id = names.get("-".join(parts[:count]))
        if archetype_id:
            return bank.archetype(archetype_id), parts[count:]
    return None, parts


def find_level(word: str) -> Level | None:
    """The level this word names, or None."""
    return _LEVELS.get(name_key(word))


def find_minutes(options: Iterable[str]) -> tuple[int | None, tuple[str, ...]]:
    """The last length among these words, in minutes, and the words left over: 45 min, 1h30, 1:30, half an hour."""
    text = " ".join(options)
    lengths = [_minutes(found) for found in _LENGTH.finditer(text)]
    return (lengths[-1] if lengths else None), tuple(_LENGTH.sub(" ", text).split())


_LENGTH = re.compile(
    r"""(?<!\S)(?:
        (?P<clock>\d{1,9}):(?P<past>[0-5]\d)(?:[ -]?h(?:ours?)?)?
        | (?P<hours>\d{1,9}(?:[.,]\d{1,2})?|half[ -]an?|half|an?|one)[ -]?(?:h|hrs?|hours?)
          (?:[ -]?(?:and[ -])?(?P<more>[0-5]?\d)[ -]?(?:m|mins?|minutes?)?)?
        | (?P<minutes>\d{1,9})[ -]?(?:m|mins?|minutes?)
    )(?!\S)""",
    re.VERBOSE,
)


def _minutes(found: re.Match[str]) -> int:
    if found["minutes"]:
        return int(found["minutes"])
    if found["clock"]:
        return int(found["clock"]) * 60 + int(found["past"])
    said = found["hours"]
    number = said.replace(",", ".") if said[0].isdigit() else "0.5" if "half" in said else "1"
    return round(float(number) * 60) + int(found["more"] or 0)


def closest(word: str, choices: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` of the choices that the word may have been meant as, best first."""
    return tuple(choice for choice, _ in _scores(word, choices)[:most])


def closest_start(
    query: Sequence[str], choices: Iterable[str], most: int = 3
) -> tuple[tuple[str, int], ...]:
    """Up to `most` choices that the first words may have been meant as, best first, with how many words that are."""
    options, best = tuple(choices), dict[str, tuple[float, int]]()
    for count in range(1, min(len(query), 5) + 1):
        for choice, score in _scores("-".join(query[:count]), options, whole=count > 1):
            best[choice] = max(best.get(choice, (0.0, 0)), (score, count))
    ordered = sorted(best, key=lambda choice: best[choice], reverse=True)
    return tuple((choice, best[choice][1]) for choice in ordered[:most])


def _scores(word: str, choices: Iterable[str], *, whole: bool = False) -> list[tuple[str, float]]:
    """Each choice with its likeness to the word, 0 to 100, best first; those below `CLOSE_ENOUGH` are left out."""
    # Compiled code of 3 MB: in memory only once somebody has mistyped something.
    from rapidfuzz import fuzz  # noqa: PLC0415

    def score(choice: str) -> float:
        # Three letters are a part of too much: "undo" would be as good as "do".
        ratio = fuzz.ratio if whole or len(choice) < SHORTEST_PART else fuzz.WRatio
        return ratio(word[:80], choice)

    scores = [(choice, score(choice)) for choice in sorted(choices)]
    return sorted((pair for pair in scores if pair[1] >= CLOSE_ENOUGH), key=lambda pair: -pair[1])
