"""Values that are not the default of a model's field, so that a field which is forgotten shows."""

from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

LATER = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)


def other_value(name: str, annotation: Any, default: Any) -> Any:
    """A value of this type that is not the default; two fields of one type have different words in it."""
    if isinstance(annotation, UnionType):
        return other_value(name, get_args(annotation)[0], default)
    if get_origin(annotation) is tuple and issubclass(get_args(annotation)[0], BaseModel):
        return (get_args(annotation)[0].model_validate(other_values(get_args(annotation)[0])),)
    if get_origin(annotation) is tuple:
        return (f"{name} 1", f"{name} 2")
    if issubclass(annotation, Enum):
        return next(value for value in annotation if value != default)
    values: dict[type, Any] = {datetime: LATER, bool: not default, int: 5, str: f"{name} & co"}
    return values[annotation]


def other_values(model: type[BaseModel]) -> dict[str, Any]:
    """Every field of the model with a value that is not its default."""
    return {
        name: other_value(name, field.annotation, field.default)
        for name, field in model.model_fields.items()
    }
