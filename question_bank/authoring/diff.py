"""The differences between two banks, entry by entry, in old and new words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from question_bank.bank import name_key
from question_bank.load.faults import BankFaults
from question_bank.load.files import BankFile, read_directory, read_file
from question_bank.load.texts import name_of
from question_bank.models import Answer, Archetype, Extension, Model

Fields = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field with the lines that only the old bank has, and those that only the new one has."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question, skill, term or role that was added, is gone, or reads differently (`changes`)."""

    entry: str
    kind: str
    changes: tuple[Change, ...] = ()


def difference(old: Path, new: Path) -> tuple[Difference, ...]:
    """All differences between two directories or two files, whatever the files are called; raises `BankFaults`."""
    before, after = _entries(_read(old)), _entries(_read(new))
    return tuple(_compare(before, after))


def _read(path: Path) -> Sequence[BankFile]:
    if not path.is_dir():
        return (read_file(path),)
    directory = read_directory(path)
    if directory.faults:
        raise BankFaults(directory.faults)
    return directory.files


def _compare(before: Mapping[str, Fields], after: Mapping[str, Fields]) -> Iterator[Difference]:
    for entry in dict.fromkeys([*before, *after]):
        if entry not in after:
            yield Difference(entry, "gone")
        elif entry not in before:
            yield Difference(entry, "added")
        elif before[entry] != after[entry]:
            yield Difference(entry, "changed", tuple(_changes(before[entry], after[entry])))


def _changes(before: Fields, after: Fields) -> Iterator[Change]:
    for field in dict.fromkeys([*before, *after]):
        old, new = before.get(field, ()), after.get(field, ())
        if old != new:
            removed = tuple(line for line in old if line not in new)
            added = tuple(line for line in new if line not in old)
            # The same lines in another order: both sides in full.
            yield Change(field, removed, added) if removed or added else Change(field, old, new)


def _entries(files: Iterable[BankFile]) -> dict[str, Fields]:
    """Every entry by the role and the id it has, so that a file may be renamed or split."""
    entries: dict[str, Fields] = {}
    for file in files:
        owner = _owner(file.content)
        for name in type(file.content).model_fields:
            value = getattr(file.content, name)
            if isinstance(value, tuple) and value and isinstance(value[0], Model):
                for entry in value:
                    label = f'{owner}: {name.removesuffix("s")} "{_name(entry)}"'
                    entries[label] = dict(_fields(entry, ""))
            else:
                entries.setdefault(owner, {}).update(_fields(value, name))
    return entries


def _name(entry: Model) -> str:
    """What no other entry of its list is called; of answers a question may have several."""
    return entry.id if isinstance(entry, Answer) else name_of(entry)


def _owner(content: Model) -> str:
    match content:
        case Archetype():
            return content.id
        case Extension():
            return f"added to {name_key(content.extends)}"
        case _:
            return type(content).__name__.lower()


def _fields(value: object, field: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    match value:
        case Model():
            for name in type(value).model_fields:
                yield from _fields(getattr(value, name), f"{field}.{name}" if field else name)
        case None:  # a table that is not there
            return
        case tuple():
            yield field, tuple(map(str, value))
        case _:  # true and false, as in the file
            yield field, (str(value).lower() if isinstance(value, bool) else str(value),)
