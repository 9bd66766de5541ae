"""How models become rows and rows models again: the one place that says how a type is kept in a column."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from interviews.models import Model
from interviews.store.engines.engine import Row
from interviews.store.values import read_time, stored_time

Value = str | int | None
M = TypeVar("M", bound=Model)


def row_of(model: Model, *, without: Iterable[str] = ()) -> dict[str, Value]:
    """Every field of the model as both databases keep it, by its column, less the fields `without`."""
    return {name: _stored(getattr(model, name)) for name in columns(type(model), without)}


def columns(model: type[Model], without: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the model's columns, which are those of its fields, less those `without`."""
    return tuple(name for name in model.model_fields if name not in tuple(without))


def _stored(value: Any) -> Value:
    """Times as UTC text, yes and no as 1 and 0, an enum as its value, several as JSON."""
    if isinstance(value, datetime):
        return stored_time(value)
    if isinstance(value, Enum):
        return _stored(value.value)
    if isinstance(value, tuple):
        return json.dumps(value)
    return int(value) if isinstance(value, bool) else value


def model_of(model: type[M], row: Row, **beside: Any) -> M:
    """The model that a row was made of, with what stands `beside` the row; other columns are passed over."""
    readers = _readers(model)
    found = {
        name: row[name] if row[name] is None else read(row[name])
        for name, read in readers.items()
        if name not in beside
    }
    return model.model_validate(found | beside)


@cache
def _readers(model: type[Model]) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(field.annotation) for name, field in model.model_fields.items()}


def _reader(annotation: Any) -> Callable[[Any], Any]:
    kinds = {annotation, *get_args(annotation)}
    if datetime in kinds:
        return read_time
    if bool in kinds:
        return bool
    return _read_several if get_origin(annotation) is tuple else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _read_several(text: str) -> list[Any]:
    """Most are empty, and a panel has a dozen of them."""
    found: list[Any] = json.loads(text) if text != "[]" else []
    return found


def insert(table: str, row: Iterable[str]) -> str:
    """The statement that adds a row with these columns, each from the parameter of its name."""
    names = tuple(row)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"


def assignments(names: Iterable[str], source: str = ":") -> str:
    """What stands behind SET to give these columns new values, each from the parameter of its name."""
    return ", ".join(f"{name} = {source}{name}" for name in names)
