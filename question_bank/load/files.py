"""Reads the TOML files of one directory into models; whatever cannot be read becomes a fault."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from question_bank.load.faults import Fault, faults_of
from question_bank.models import Archetype, Extension, Shared
from question_bank.reference import Glossary, Hiring

LARGEST_FILE = 1_000_000  # bytes; the built-in files have some 60,000, so more is a mistake


@dataclass(frozen=True, slots=True)
class BankFile:
    """One file that fits its model: its name and its content."""

    name: str
    content: BaseModel


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
        result = read_file(path)
        if isinstance(result, BankFile):
            files.append(result)
        else:
            faults.extend(result)
    return files, faults


def read_file(path: Path) -> BankFile | list[Fault]:
    """One file as the model it fits, or everything that is wrong with it."""
    file = path.name
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return [Fault(file, "", f"has {size:,} bytes; at most {LARGEST_FILE:,} are read")]
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        return [Fault(file, "", f"cannot be read ({error.strerror})")]
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [Fault(file, f"line {line}", "is not UTF-8; save the file with that encoding")]
    except tomllib.TOMLDecodeError as error:
        return [Fault(file, "", f"is not correct TOML: {error}")]
    return _validate(file, data)


def _validate(file: str, data: dict[str, Any]) -> BankFile | list[Fault]:
    model = _model_for(data)
    if model is None:
        return [
            Fault(
                file,
                "",
                "has none of the keys id, extends or terms at its top, so its kind is not known; "
                'to add to one of our roles, begin with a line such as extends = "ml-engineer"',
            )
        ]
    try:
        return BankFile(file, model.model_validate(data))
    except ValidationError as error:
        return faults_of(error, file, data, model)


def _model_for(data: dict[str, Any]) -> type[BaseModel] | None:
    """The model of this kind of file, recognised by keys that only that kind has; None for no known kind."""
    kinds: tuple[tuple[set[str], type[BaseModel]], ...] = (
        ({"extends"}, Extension),
        ({"id"}, Archetype),
        ({"terms"}, Glossary),
        ({"mistakes"}, Hiring),
        ({"summary"}, Archetype),
        ({"skills", "questions"}, Shared),
    )
    return next((model for keys, model in kinds if keys <= data.keys()), None)
