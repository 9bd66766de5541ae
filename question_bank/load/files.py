"""Reads the TOML files of one directory into models; whatever cannot be read becomes a fault."""

import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from question_bank.load.drafts import Draft, Outline, drop_drafts, find_drafts
from question_bank.load.faults import (
    BankFaults,
    Fault,
    control_characters,
    faults_of,
    join_names,
    names_in,
)
from question_bank.models import Archetype, Extension, Model, Shared
from question_bank.reference import Glossary, Hiring

LARGEST_FILE = 1_000_000  # bytes; the built-in files have some 100,000, so more is a mistake
MOST_NAMED = 10  # entries that are not read; a folder with more of them is hardly a bank's alone
_WITH_DRAFTS = (Archetype, Extension, Shared)
_KINDS: tuple[tuple[set[str], type[Model]], ...] = (
    ({"extends"}, Extension),
    ({"id"}, Archetype),
    ({"terms"}, Glossary),
    ({"mistakes"}, Hiring),
    ({"summary"}, Archetype),
    ({"skills", "questions"}, Shared),
)


@dataclass(frozen=True, slots=True)
class BankFile:
    """One file that fits its model: its name and its content."""

    name: str
    content: Model
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """What a directory holds: files that fit their models, faults of those that do not, and what is not read."""

    files: tuple[BankFile, ...] = ()
    faults: tuple[Fault, ...] = ()
    unread: tuple[Fault, ...] = ()
    lost: frozenset[str] | None = frozenset()
    """Names of roles, skills and questions in files with faults: nobody else's fault; None where unreadable."""


def read_directory(directory: Path) -> Directory:
    """The files of `directory` in the order of their names."""
    try:
        paths = sorted(bank_paths(directory))
        unread = tuple(_leftovers(directory))
    except OSError as error:
        return Directory(
            faults=_fault_of_folder(directory, f"cannot be read as a directory ({error.strerror})")
        )
    if not paths:
        nothing = _fault_of_folder(directory, "has no .toml file; the bank is read from those")
        return Directory(faults=nothing, unread=unread)
    files: list[BankFile] = []
    errors: list[BankFaults] = []
    for path in paths:
        try:
            files.append(read_file(path))
        except BankFaults as error:
            errors.append(error)
    faults = tuple(fault for error in errors for fault in error.faults)
    return Directory(tuple(files), faults, unread, join_names(error.names for error in errors))


def bank_paths(directory: Path) -> Iterator[Path]:
    """The files of a bank: `.toml` in any case, and none that an editor has put beside the one it works on."""
    return (path for path in directory.iterdir() if _belongs_to_bank(path))


def _belongs_to_bank(path: Path) -> bool:
    return path.suffix.lower() == ".toml" and not _is_left_by_editor(path) and not _oddity(path)


def _is_left_by_editor(path: Path) -> bool:
    """Hidden files, backups and locks: `.#role.toml`, `._role.toml`, `role.toml~`, `#role.toml#`."""
    return path.name.startswith((".", "#")) or path.name.endswith("~")


def _oddity(path: Path) -> str:
    """Why a path is no file to read, such as a folder or a pipe; empty where it is one, or is not there."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    if stat.S_ISDIR(mode):
        return "is a folder, and is not read; move its files up, beside the others"
    return "" if stat.S_ISREG(mode) else "is no ordinary file, and is not read"


def _leftovers(directory: Path) -> Iterator[Fault]:
    paths = sorted(
        path
        for path in directory.iterdir()
        if not (_belongs_to_bank(path) or _is_left_by_editor(path))
    )
    for path in paths[:MOST_NAMED]:
        problem = _oddity(path) or "is not read; the bank's files end in .toml"
        yield Fault(path.name, "", problem)
    if paths[MOST_NAMED:]:
        yield from _fault_of_folder(
            directory, f"holds {len(paths) - MOST_NAMED} more that are not read"
        )


def _fault_of_folder(directory: Path, problem: str) -> tuple[Fault]:
    return (Fault(str(directory), "", problem),)


def read_file(path: Path) -> BankFile:
    """One file as the model it fits; raises `BankFaults` with everything that is wrong with it."""
    try:
        data = _parse(path)
        if faults := control_characters(data, path.name):
            raise BankFaults(faults)
    except RecursionError as error:
        raise _fault(path, "is nested too deeply") from error
    # The first kind that has a key which only it has.
    for keys, model in _KINDS:
        if keys <= data.keys():
            return _fit(path.name, data, model)
    raise _fault(
        path,
        "has none of the keys id, extends or terms at its top, so its kind is not known; "
        'to add to one of our roles, begin with a line such as extends = "ml-engineer"',
    )


def _fit(file: str, data: dict[str, Any], model: type[Model]) -> BankFile:
    drafts = find_drafts(data) if model in _WITH_DRAFTS else {}
    try:
        content = model.model_validate(data)
    except ValidationError as error:
        if faults := faults_of(error, file, data, model, drafts):
            raise BankFaults(faults, names_in(data)) from error
    if drafts:
        try:
            content = model.model_validate(drop_drafts(data, drafts))
        except ValidationError:  # nothing is left of what a role must have
            content = Outline(**{key: data[key] for key in Outline.model_fields if key in data})
    return BankFile(file, content, tuple(drafts.values()))


def _parse(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _fault(path, f"has {size:,} bytes; at most {LARGEST_FILE:,} are read")
        raw = path.read_bytes()
        return tomllib.loads(raw.decode("utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        raise _fault(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = "is not UTF-8; save the file with that encoding"
        raise _fault(path, problem, f"line {line}") from error
    except tomllib.TOMLDecodeError as error:
        raise _fault(path, f"is not correct TOML: {error}") from error
    except ValueError as error:
        raise _fault(path, "holds a number of thousands of digits") from error


def _fault(path: Path, problem: str, entry: str = "") -> BankFaults:
    return BankFaults([Fault(path.name, entry, problem)], names=None)
