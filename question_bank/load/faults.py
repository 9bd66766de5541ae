"""Faults of a bank for the author of the file: which file, which entry, what is wrong, and how to mend it."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file; `entry` is empty for the file as a whole."""

    file: str
    entry: str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.entry}" if self.entry else self.file
        # Names of files and keys may hold what no terminal should get.
        return "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
            for char in f"{place}: {self.problem}"
        )


class BankFaults(Exception):
    """The bank cannot be used; `faults` holds every fault found, and str() one line for each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)  # all but tabs and the ends of lines
# What stands in braces comes from pydantic, and the length of the text that was typed.
_SENTENCES = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list in square brackets",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "model_type": "must be a table with its own keys",
    "string_pattern_mismatch": "may hold lower-case letters, digits and hyphens only (3 to 60)",
    "string_too_long": "has {length} characters; at most {max_length} fit",
    "too_long": "has {actual_length} entries; at most {max_length} fit",
    "too_short": "needs at least {min_length} entries",
    "less_than_equal": "must be at most {le}",
    "greater_than_equal": "must be at least {ge}",
}


def faults_of(error: ValidationError, file: str, data: Any, model: type[BaseModel]) -> list[Fault]:
    """Every fault that pydantic found in one file, in the words of the file's author."""
    return [
        Fault(file, _entry(details["loc"], data), _sentence(details, model))
        for details in error.errors(include_url=False)
    ]


def control_characters(data: Any, file: str) -> list[Fault]:
    """A fault for each text that holds a character which no database keeps and no screen shows."""
    return [
        Fault(
            file,
            _entry(loc, data),
            f"holds the control character U+{ord(found[0]):04X}; take it out",
        )
        for loc, text in _texts(data)
        if (found := _CONTROL.search(text))
    ]


def _texts(data: Any, *loc: int | str) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(data, str):
        yield loc, data
    elif isinstance(data, Mapping | list):
        items = data.items() if isinstance(data, Mapping) else enumerate(data)
        for key, inner in items:
            yield from _texts(inner, *loc, key)


def _entry(loc: tuple[int | str, ...], data: Any) -> str:
    """`questions[3] "ml-drift": senior.good`: the id is what an author looks for."""
    if len(loc) >= 2 and isinstance(loc[1], int):
        entry = _at(_at(data, loc[0]), loc[1])
        name = _at(entry, "id") or _at(entry, "word") or _at(entry, "title")
        label = f"{loc[0]}[{loc[1] + 1}]" + (f' "{name}"' if name else "")
        rest = ".".join(str(part) for part in loc[2:])
        return f"{label}: {rest}" if rest else label
    return ".".join(str(part) for part in loc)


def _at(data: Any, key: int | str) -> Any:
    if isinstance(data, Mapping):
        return data.get(str(key))
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def _sentence(details: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(str(details["loc"][-1]), model)
    if kind not in _SENTENCES:
        return details["msg"].removeprefix("Value error, ")
    typed = details["input"]
    return _SENTENCES[kind].format(
        **context, length=len(typed.strip()) if isinstance(typed, str) else 0
    )


def _unknown_key(key: str, model: type[BaseModel]) -> str:
    close = difflib.get_close_matches(key, sorted(_keys(model)), n=1)
    return "is not a key of this place" + (f"; did you mean {close[0]}?" if close else "")


def _keys(model: type[BaseModel]) -> set[str]:
    """All the keys that a file of this model may hold anywhere: enough to recognise a misspelt one."""
    parts = model.model_json_schema().get("$defs", {}).values()
    return {key for part in parts for key in part.get("properties", {})} | set(model.model_fields)
