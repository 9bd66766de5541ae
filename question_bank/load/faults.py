"""Faults of a bank for the author of the file: which file, which entry, what is wrong, and how to mend it."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from question_bank.bank import name_key
from question_bank.load.drafts import Draft, Place, is_excused


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
    """The bank cannot be used; `faults` holds every fault found, and str() one line for each.

    `names` are those of the roles, skills and questions in a file with faults, None where it is not known
    which they are: that others cannot find them is no other fault.
    """

    def __init__(self, faults: Sequence[Fault], names: frozenset[str] | None = frozenset()) -> None:
        self.faults, self.names = tuple(faults), names
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
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "enum": "must be one of {expected}",
    "model_type": "must be a table with its own keys",
    "string_pattern_mismatch": "may hold lower-case letters, digits and hyphens only ({least} to 60)",
    "string_too_long": "has {length} characters; at most {max_length} fit",
    "too_long": "has {actual_length} entries; at most {max_length} fit",
    "too_short": "needs at least {min_length} entries",
    "less_than_equal": "must be at most {le}",
    "greater_than_equal": "must be at least {ge}",
}


def faults_of(
    error: ValidationError,
    file: str,
    data: Any,
    model: type[BaseModel],
    drafts: Mapping[Place, Draft],
) -> list[Fault]:
    """Every fault that pydantic found in one file, in the words of the file's author; each is told once."""
    found = error.errors(include_url=False)
    return [
        Fault(file, _entry(details["loc"], data), _sentence(details, model))
        for details in found
        if not is_excused(drafts, details["loc"], details["type"])
        and not _follows(details, found, model)
    ]


def _follows(details: ErrorDetails, found: Sequence[ErrorDetails], model: type[BaseModel]) -> bool:
    """Whether this only follows from another: a misspelt key is missing too, a list is short of what is wrong in it."""
    loc = details["loc"]
    match details["type"]:
        case "missing":
            return any(
                other["type"] == "extra_forbidden"
                and (*other["loc"][:-1], _nearest_key(str(other["loc"][-1]), model)) == loc
                for other in found
            )
        case "too_short":
            return any(other["loc"][: len(loc)] == loc and other is not details for other in found)
    return False


def names_in(data: Any) -> frozenset[str]:
    """Every name and id of a role, skill or question in the data of one file, whatever is wrong with it."""
    lists = [_at(data, key) for key in ("skills", "questions")]
    entries = [data, *(entry for each in lists if isinstance(each, list) for entry in each)]
    names = [_at(entry, key) for entry in entries for key in ("id", "name")]
    aliases = _at(data, "aliases")
    names += aliases if isinstance(aliases, list) else []
    return frozenset(name_key(name) for name in names if isinstance(name, str))


def join_names(names: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All of these names; None where some are not known."""
    joined: frozenset[str] = frozenset()
    for some in names:
        if some is None:
            return None
        joined |= some
    return joined


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
        name = next(
            filter(None, (_at(entry, key) for key in ("id", "question", "word", "title"))), ""
        )
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
        **context,
        length=len(typed.strip()) if isinstance(typed, str) else 0,
        least=2 if "tags" in details["loc"] else 3,
    )


def _unknown_key(key: str, model: type[BaseModel]) -> str:
    meant = _nearest_key(key, model)
    return "is not a key of this place" + (f"; did you mean {meant}?" if meant else "")


def _nearest_key(key: str, model: type[BaseModel]) -> str:
    return "".join(difflib.get_close_matches(key, sorted(_keys(model)), n=1))


@lru_cache
def _keys(model: type[BaseModel]) -> set[str]:
    """All the keys that a file of this model may hold anywhere: enough to recognise a misspelt one."""
    parts = model.model_json_schema().get("$defs", {}).values()
    return {key for part in parts for key in part.get("properties", {})} | set(model.model_fields)
