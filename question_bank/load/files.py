"""Reads the TOML files of one directory into models; whatever cannot be read becomes a fault."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from question_bank.load.faults import BankFaults, Fault, faults_of
from question_bank.models import Archetype, Extension, Model, Shared
from question_bank.reference import Glossary, Hiring

LARGEST_FILE = 1_000_000  # bytes; the built-in files have some 60,000, so more is a mistake
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


def read_directory(directory: Path) -> tuple[list[BankFile], list[Fault]]:
    """The files of `directory` in the order of their names, and the faults of those that cannot be used."""
    try:
        paths = sorted(path for path in directory.iterdir() if path.suffix == ".toml")
    except OSError as error:
        return [], [Fault(str(directory), "", f"cannot be read as a directory ({error.strerror})")]
    if not paths:
        return [], [Fault(str(directory), "", "has no .toml file; the bank is read from those")]
    files: list[BankFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            files.append(read_file(path))
        except BankFaults as error:
            faults.extend(error.faults)
    return files, faults


def read_file(path: Path) -> BankFile:
    """One file as the model it fits; raises `BankFaults` with everything that is wrong with it."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _fault(path, f"has {size:,} bytes; at most {LARGEST_FILE:,} are read")
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        raise _fault(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = "is not UTF-8; save the file with that encoding"
        raise _fault(path, problem, f"line {line}") from error
    except tomllib.TOMLDecodeError as error:
        raise _fault(path, f"is not correct TOML: {error}") from error
    # The first kind that has a key which only it has.
    for keys, model in _KINDS:
        if keys <= data.keys():
            try:
                return BankFile(path.name, model.model_validate(data))
            except ValidationError as error:
                raise BankFaults(faults_of(error, path.name, data, model)) from error
    raise _fault(
        path,
        "has none of the keys id, extends or terms at its top, so its kind is not known; "
        'to add to one of our roles, begin with a line such as extends = "ml-engineer"',
    )


def _fault(path: Path, problem: str, entry: str = "") -> BankFaults:
    return BankFaults([Fault(path.name, entry, problem)])
