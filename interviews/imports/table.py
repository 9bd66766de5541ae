"""Reads a list from CSV: a row for each interview of a candidate, or for each opening."""

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from typing import IO

from interviews.export.formats import FORMULA
from interviews.imports.cells import CANDIDATE, INTERVIEW, OPENING, Cell, Listed
from interviews.imports.faults import Fault, Place, Unreadable
from interviews.store.values import name_key

DELIMITERS = ",;\t"

Header = dict[int, str]
"""The names of the columns by their number, from 0 on."""


def read_table(file: IO[str]) -> Iterator[Listed | Fault]:
    """Every candidate with the interviews of all their rows, or every opening, and what is wrong with the table.

    Raises `Unreadable` where it is none.
    """
    lines = _Lines(file)
    header = _columns(lines)
    kind = "openings" if "title" in header.values() else "candidates"
    known = OPENING if kind == "openings" else (*CANDIDATE, *INTERVIEW)
    yield from _header_faults(header, known)
    found = dict[object, Listed]()
    for line, row in lines:
        places = {name: Place(line, at + 1, name) for at, name in header.items()}
        for at, text in enumerate(row):
            if text.strip() and not header.get(at):
                problem = "stands in no column. A value with a comma in it needs quotation marks."
                yield Fault(Place(line, at + 1), problem)
        cells = {
            name: Cell(text, partial(Place, *places[name]))
            for at, name in header.items()
            if name in known and (text := _text(row, at))
        }
        if cells:
            columns = {name: place.column for name, place in places.items()}
            yield from _add(found, Listed(kind, Place(line, 1), {}, columns=columns), cells)
    yield from found.values()


class _Lines:
    """The rows with the numbers of the lines in which they begin."""

    def __init__(self, file: IO[str]) -> None:
        first = file.readline()
        file.seek(0)
        delimiter = max(DELIMITERS, key=first.count)
        self._rows = csv.reader(file, delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            line = self._rows.line_num + 1
            try:
                row = next(self._rows, None)
            except csv.Error as error:
                problem = f"This is no CSV: {error}. Perhaps a quotation mark is not closed."
                raise Unreadable(str(Fault(Place(line, 1), problem))) from error
            if row is None:
                return
            yield line, row


def _columns(lines: _Lines) -> Header:
    """The first line."""
    _, row = next(iter(lines), (1, []))
    names = {at: "_".join(name.casefold().split()) for at, name in enumerate(row)}
    if "scorecard_id" in names.values():
        raise Unreadable(
            "line 1: This is an export in CSV, which has the ratings alone. An export in JSON, with --sealed, "
            "can be imported."
        )
    if not {"name", "title"}.intersection(names.values()):
        raise Unreadable(
            "line 1: The first line must name the columns: name is one of them, for candidates, or title, for "
            "openings. docs/import.md has a table to copy."
        )
    return names


def _header_faults(header: Header, known: tuple[str, ...]) -> Iterator[Fault]:
    seen = set[str]()
    for at, name in header.items():
        place = Place(1, at + 1, name)
        if not name:
            continue
        if name in seen:
            yield Fault(place, "stands twice.")
        elif name not in known:
            near = "".join(f" Did you mean {each}?" for each in get_close_matches(name, known, n=1))
            yield Fault(place, f"is no column that is known.{near}")
        seen.add(name)


def _text(row: list[str], at: int) -> str:
    """The text of a cell; what our own files put before a formula is taken away again."""
    text = row[at].strip() if at < len(row) else ""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _add(found: dict[object, Listed], new: Listed, cells: dict[str, Cell]) -> Iterator[Fault]:
    """The row is one more of an entry that there is, or begins one; where it says something else it is a fault."""
    parts = {name: cells.pop(name) for name in INTERVIEW if name in cells}
    entry = found.setdefault(_key(cells, new.place), new)
    for name, cell in cells.items():
        before = entry.cells.setdefault(name, cell)
        if before.value != cell.value:
            yield cell.fault(f"is not what line {before.where().line} says of the same candidate.")
    if new.kind == "openings" and entry is not new:
        yield Fault(new.place, f"This opening stands in line {entry.place.line}, too.")
    if parts:
        entry.parts.append(parts)


def _key(cells: dict[str, Cell], place: Place) -> object:
    """Rows of the same key are about the same candidate."""
    if "remote_id" in cells:
        return "remote_id", cells["remote_id"].value
    if not {"name", "title"}.intersection(cells):
        return place
    names = [cells[name].value for name in ("name", "title", "opening", "role") if name in cells]
    return tuple(map(name_key, names))
