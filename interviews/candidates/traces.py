"""What of an erased person could still be read in the database, found by hashes of their name and of notes on them.

The words themselves are kept nowhere. A window of as many words is taken from wherever a text stands,
and its hash compared; 8 bits of a sum of its first word tell beforehand whether that is worth it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from zlib import crc32

from interviews.store.traces import ErasureCheck, Needle

RUN = 8  # words; so many in a row are hardly written twice by chance
RUNS = 3  # of each text, from its beginning, its middle and its end
FEWEST = 4  # words of a text that has no run of that length; fewer say nothing of anybody
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|.)")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, however it is written: case, accents' encoding and JSON's escapes make no difference."""
    folded = text.casefold()
    if "\\" in folded:
        folded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", folded)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded)
    return _WORD.findall(folded)


def needles_of(name: str, texts: Iterable[str], salt: str) -> tuple[Needle, ...]:
    """What stands for the name and for the texts; a short text has none."""
    named = words_of(name)
    found = [_needle(named, salt, len(named[0]), len(named[-1]))] if named else []
    for text in texts:
        words = words_of(text)
        found += [_needle(run, salt) for run in _runs(words)]
    return tuple(dict.fromkeys(found))


def _runs(words: list[str]) -> Iterator[list[str]]:
    if FEWEST <= len(words) < RUN:
        yield words
    elif len(words) >= RUN:
        last = len(words) - RUN
        for start in sorted({last * number // (RUNS - 1) for number in range(RUNS)}):
            yield words[start : start + RUN]


def _needle(words: Sequence[str], salt: str, head: int = 0, tail: int = 0) -> Needle:
    key = bytes.fromhex(salt)
    return Needle(
        words=len(words), first=_sum(words[0], crc32(key)), head=head, tail=tail,
        digest=_digest(words, key),
    )  # fmt: skip


def _sum(word: str, start: int) -> int:
    return crc32(word.encode("utf-8", "replace"), start) & 255


def _digest(words: Sequence[str], key: bytes) -> str:
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16, key=key).hexdigest()


class Finder:
    """Looks for what several erasures have left, which all have the same salt."""

    def __init__(self, checks: Sequence[ErasureCheck]) -> None:
        self._key = bytes.fromhex(checks[0].salt)
        self._start = crc32(self._key)
        self._inside: dict[int, dict[int, dict[str, set[int]]]] = defaultdict(dict)
        """Which checks a window of so many words belongs to, by the sum of its first word."""
        self._joined: dict[int, dict[int, set[tuple[int, int]]]] = defaultdict(dict)
        """How many words, and letters of the last, by the letters of the first word and its sum."""
        for number, check in enumerate(checks):
            for needle in check.needles:
                sizes = self._inside[needle.first].setdefault(needle.words, {})
                sizes.setdefault(needle.digest, set()).add(number)
                if needle.head and needle.words > 1:
                    shapes = self._joined[needle.head].setdefault(needle.first, set())
                    shapes.add((needle.words, needle.tail))

    def among(self, words: list[str]) -> set[int]:
        """The numbers of the checks of which something stands among these words; one counts only where it is alone."""
        found = set[int]()
        for place, word in enumerate(words):
            for size, digests in self._inside.get(_sum(word, self._start), {}).items():
                if size > 1 or len(words) == 1:
                    found |= digests.get(_digest(words[place : place + size], self._key), set())
        return found

    def near(self, words: list[str]) -> set[int]:
        """The same where other letters may stand before and behind a name with nothing between them.

        So it is in the bytes of a file, whose values follow each other; but so "An Li" stands in "Jan Lindqvist" too.
        """
        found = set[int]()
        for head, sums in self._joined.items():
            for place, word in enumerate(words):
                for size, tail in sums.get(_sum(word[-head:], self._start), ()):
                    found |= self._joined_at(words, place, head, size, tail)
        return found

    def _joined_at(self, words: list[str], place: int, head: int, size: int, tail: int) -> set[int]:
        window = words[place : place + size]
        if len(window) < size:
            return set()
        cut = [window[0][-head:], *window[1:-1], window[-1][:tail]]
        digests = self._inside[_sum(cut[0], self._start)].get(size, {})
        return digests.get(_digest(cut, self._key), set())
