"""Reads an object of lists from JSON entry by entry, so that a file of any size takes the memory of a few entries."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from interviews.imports.faults import Fault, Place, Unreadable

CHUNK = 1 << 16  # characters
_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")

Key = str | int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list under this key, or what stands under the key in place of a list."""

    key: str
    value: Any
    place: Place
    """Where it begins."""
    text: str
    """As it stands in the file."""
    in_list: bool = True

    def place_of(self, *path: Key) -> Place:
        """Where the value at this path begins; where there is none, what it would stand in."""
        at, field = 0, ""
        for key in path:
            found = _find(self.text, at, key)
            field = key if isinstance(key, str) else field
            if found is None:
                break
            at = found
        return _forward(self.place, self.text[:at])._replace(field=field)


def read_entries(file: IO[str]) -> Iterator[Entry]:
    """Every entry of every list in the object, in the file's order; raises `Unreadable` where it is no such JSON."""
    source = _Source(file)
    source.require("{", "an object in braces")
    while not source.take("}"):
        key, *_ = source.value()
        source.require(":", "a colon")
        if source.take("["):
            yield from _list(source, str(key))
        else:
            yield Entry(str(key), *source.value(), in_list=False)
        if not source.take(","):
            source.require("}", "a comma or }")
            break
    source.require("", "nothing more")


def _list(source: "_Source", key: str) -> Iterator[Entry]:
    while not source.take("]"):
        yield Entry(key, *source.value())
        if not source.take(","):
            source.require("]", "a comma or ]")
            return


class _Source:
    """The text of the file as far as it is needed, and the place up to which it is read."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text, self._at, self._place = "", 0, Place(1, 1)

    def take(self, sign: str) -> bool:
        """Goes on behind the sign; False, and nothing is passed but blanks, where it does not come next."""
        if self._next() != sign:
            return False
        self._pass(len(sign))
        return True

    def require(self, sign: str, wanted: str) -> None:
        """Goes on behind the sign, or, where it is empty, finds the file's end; raises `Unreadable` otherwise."""
        if not self.take(sign):
            found = self._next() or "the end of the file"
            raise Unreadable(str(Fault(self._place, f"{found} stands where {wanted} must be.")))

    def value(self) -> tuple[Any, Place, str]:
        """The next value, where it begins, and its text."""
        self._next()
        while True:
            begin = self._at
            try:
                value, end = _DECODER.raw_decode(self._text, begin)
            except (ValueError, RecursionError) as error:
                if self._more():
                    continue  # it may be cut off
                raise self._unreadable(error, begin) from None
            # A number may go on in what is not read yet.
            if end < len(self._text) or not self._more():
                place, text = self._place, self._text[self._at : end]
                self._pass(len(text))
                return value, place, text

    def _unreadable(self, error: Exception, begin: int) -> Unreadable:
        """The error of a value that began there when it was decoded."""
        place, problem = self._place, str(error)
        if isinstance(error, json.JSONDecodeError):
            place = _forward(place, self._text[self._at :][: error.pos - begin])
            problem = error.msg.removesuffix(" starting at")
        return Unreadable(str(Fault(place, f"This is no JSON: {problem}.")))

    def _next(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._pass(len(blank[0]) if blank else 0)
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _pass(self, length: int) -> None:
        self._place = _forward(self._place, self._text[self._at : self._at + length])
        self._at += length

    def _more(self) -> bool:
        """Reads on, as much as is there already: an entry of any length is decoded a few times at most."""
        kept = self._text[self._at :]
        more = self._file.read(max(CHUNK, len(kept)))
        self._text, self._at = kept + more, 0
        return bool(more)


def _forward(place: Place, text: str) -> Place:
    """The place behind this text, where the text begins at `place`."""
    breaks = text.count("\n")
    column = len(text) - text.rfind("\n") if breaks else place.column + len(text)
    return Place(place.line + breaks, column)


def _find(text: str, at: int, key: Key) -> int | None:
    """Where the value under this key begins, in the object or list that begins at `at`; None where there is none."""
    in_object, number = text[at] == "{", 0
    if text[at] not in "{[":
        return None
    at = _skip(text, at + 1)
    while text[at] not in "]}":
        name: Key = number
        if in_object:
            name, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == key:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
        number += 1
    return None


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
