"""Finds what a person meant: an archetype by any of its names, a level, and suggestions for a typing slip."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from question_bank.bank import Bank, as_typed
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
    """What was typed, as comparable words: clients send smart quotes, long dashes and fixed spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    return tuple(as_typed(word) for word in plain.split() if as_typed(word))


_PUNCTUATION = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    **dict.fromkeys(map(ord, "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb`,;"), None),
}


def find_archetype(bank: Bank, typed: Iterable[str]) -> tuple[Archetype | None, tuple[str, ...]]:
    """The archetype that the first words name, and the words left over; the longest name wins."""
    said, names = tuple(typed), bank.names
    for count in range(min(len(said), 5), 0, -1):
        archetype_id = names.get("-".join(said[:count]))
        if archetype_id:
            return bank.archetype(archetype_id), said[count:]
    return None, said


def find_level(typed: str) -> Level | None:
    """The level this word names, or None."""
    return _LEVELS.get(as_typed(typed))


def closest(typed: str, choices: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` of the choices that the word may have been meant as, best first."""
    return tuple(choice for choice, _ in _scored(typed, choices)[:most])


def closest_start(
    typed: Sequence[str], choices: Iterable[str], most: int = 3
) -> tuple[tuple[str, int], ...]:
    """Up to `most` choices that the first words may have been meant as, best first, with how many words that are."""
    known, best = tuple(choices), dict[str, tuple[float, int]]()
    for count in range(1, min(len(typed), 5) + 1):
        for choice, score in _scored("-".join(typed[:count]), known, whole=count > 1):
            best[choice] = max(best.get(choice, (0.0, 0)), (score, count))
    ordered = sorted(best, key=lambda choice: best[choice], reverse=True)
    return tuple((choice, best[choice][1]) for choice in ordered[:most])


def _scored(typed: str, choices: Iterable[str], *, whole: bool = False) -> list[tuple[str, float]]:
    """How like each of the choices it is, as a `whole` or in a part of it, best first; the unlike are left out."""
    # Compiled code of 3 MB: in memory only once somebody has mistyped something.
    from rapidfuzz import fuzz  # noqa: PLC0415

    def score(choice: str) -> float:
        # Three letters are a part of too much: "undo" would be as good as "do".
        like = fuzz.ratio if whole or len(choice) < SHORTEST_PART else fuzz.WRatio
        return like(typed[:80], choice)

    scored = [(choice, score(choice)) for choice in sorted(choices)]
    return sorted((pair for pair in scored if pair[1] >= CLOSE_ENOUGH), key=lambda pair: -pair[1])
