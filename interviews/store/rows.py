"""How models become rows and rows models again: the one place that says how a type is kept in a column."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Protocol, TypeVar, get_origin

from interviews.models import Model
from interviews.store.engines.engine import Engine, Row
from interviews.store.values import stored_time

Stored = str | int | None
Value = Stored | date | tuple[str, ...]
"""What a model holds, and what a parameter can be: enums and times are among these."""
M = TypeVar("M", bound=Model)

ONCE = "ON CONFLICT DO NOTHING"


class Tables:
    """Reads and writes a few tables of one database, a team at a time; parameters have the values that models have."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _query(self, sql: str, **params: Value) -> list[Row]:
        """The rows of one statement."""
        return self._engine.query(sql, column_values(params))

    def _execute(self, sql: str, **params: Value) -> int:
        """How many rows one statement changed."""
        return self._engine.execute(sql, column_values(params))

    def _rows(self, table: str, then: str = "", *, team_id: str, **where: Value) -> list[Row]:
        """The team's rows that match as `where_clause` says; `then` narrows or orders them."""
        condition, params = where_clause({"team_id": team_id, **where})
        return self._query(f"SELECT * FROM {table} WHERE {condition} {then}", **params)

    def _find(
        self, model: type[M], table: str, then: str = "", *, team_id: str, **where: Value
    ) -> tuple[M, ...]:
        """The same as models."""
        rows = self._rows(table, then, team_id=team_id, **where)
        return tuple(model_of(model, row) for row in rows)

    def _first(self, model: type[M], table: str, *, team_id: str, **where: Value) -> M | None:
        """The first of them, or None."""
        return next(iter(self._find(model, table, "", team_id=team_id, **where)), None)

    def _ids_among(self, table: str, team_id: str, ids: Iterable[str]) -> frozenset[str]:
        """Those of these ids that the team's rows have already."""
        return frozenset(row["id"] for row in self._rows(table, team_id=team_id, id=tuple(ids)))

    def _insert(self, table: str, row: Mapping[str, Value], on_conflict: str = "") -> bool:
        """Adds a row; False where `on_conflict` has kept all as it was."""
        values = ", ".join(f":{name}" for name in row)
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values}) {on_conflict}"
        return bool(self._execute(sql, **row))

    def _add_people(
        self, tables: Mapping[str, str], model: Model, *, team_id: str, **owner: str
    ) -> None:
        """Adds the people in these fields of the model, each to the table of the field, under the owner's id."""
        for name, table in tables.items():
            for user_id in dict.fromkeys(getattr(model, name)):
                self._insert(table, {"team_id": team_id, **owner, "user_id": user_id})

    def _set_people(
        self, tables: Mapping[str, str], model: Model, *, team_id: str, **owner: str
    ) -> None:
        """The same in place of whoever was there."""
        for table in tables.values():
            self._delete(table, team_id=team_id, **owner)
        self._add_people(tables, model, team_id=team_id, **owner)

    def _delete(self, table: str, *, team_id: str, **where: Value) -> None:
        """Drops the team's rows that match."""
        condition, params = where_clause({"team_id": team_id, **where})
        self._execute(f"DELETE FROM {table} WHERE {condition}", **params)


def row_of(model: Model, *, without: Iterable[str] = ()) -> dict[str, Stored]:
    """Every field of the model as both databases keep it, by its column, less the fields `without`."""
    return column_values({name: getattr(model, name) for name in columns(type(model), without)})


def columns(model: type[Model], without: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the model's columns, which are those of its fields, less those `without`."""
    return tuple(name for name in model.model_fields if name not in tuple(without))


def column_values(values: Mapping[str, Value]) -> dict[str, Stored]:
    """These values as both databases keep them."""
    return {name: _column_value(value) for name, value in values.items()}


def _column_value(value: Value) -> Stored:
    """Times as UTC text, yes and no as 1 and 0, an enum as its value, several as JSON."""
    match value:
        case datetime():
            return stored_time(value)
        case date():
            return value.isoformat()
        case Enum():
            return _column_value(value.value)
        case tuple():
            return json.dumps(value, default=dict)
        case bool():
            return int(value)
    return value


def model_of(model: type[M], row: Row, **beside: Any) -> M:
    """The model that a row was made of, with what stands `beside` the row; other columns are passed over."""
    fields = {name: row[name] for name in model.model_fields if name not in beside}
    for name in _several(model) & fields.keys():
        fields[name] = json.loads(fields[name])
    return model.model_validate(fields | beside)


def models_with_people(model: type[M], rows: Iterable[Row], people: Iterable[str]) -> tuple[M, ...]:
    """The models of a query that gives a row for each lead with each coordinator; in the order of the rows."""
    rows_by_id: dict[str, list[Row]] = {}
    for row in rows:
        rows_by_id.setdefault(row["id"], []).append(row)
    return tuple(
        model_of(model, each[0], **{name: _distinct(each, name) for name in people})
        for each in rows_by_id.values()
    )


MOST_AT_ONCE = 500  # candidates in one question; a database takes a few thousand names


def batches(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """These ids, as many at a time as one question takes."""
    for start in range(0, len(ids), MOST_AT_ONCE):
        yield tuple(ids[start : start + MOST_AT_ONCE])


class OfCandidate(Protocol):
    """What belongs to one candidate."""

    @property
    def candidate_id(self) -> str: ...


C = TypeVar("C", bound=OfCandidate)


def grouped(models: Iterable[C]) -> dict[str, tuple[C, ...]]:
    """These by candidate, of each in the order in which they come."""
    groups = dict[str, list[C]]()
    for model in models:
        groups.setdefault(model.candidate_id, []).append(model)
    return {candidate_id: tuple(own) for candidate_id, own in groups.items()}


def _distinct(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


@cache
def _several(model: type[Model]) -> frozenset[str]:
    """The fields that hold several values; of all others, pydantic reads what `_column_value` writes."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if get_origin(field.annotation) is tuple)


def where_clause(where: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """The condition that each column has this value, or one of several, and its parameters."""
    conditions, params = [], dict[str, Value]()
    for column, value in where.items():
        if isinstance(value, tuple):
            names = {f"{column}{number}": each for number, each in enumerate(value)}
            conditions.append(f"{column} IN ({', '.join(f':{name}' for name in names) or 'NULL'})")
            params |= names
        else:
            conditions.append(f"{column} = :{column}")
            params[column] = value
    return " AND ".join(conditions), params


def assignments(names: Iterable[str], source: str = ":") -> str:
    """What stands behind SET to give these columns new values, each from the parameter of its name."""
    return ", ".join(f"{name} = {source}{name}" for name in names)
