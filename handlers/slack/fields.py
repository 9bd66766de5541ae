"""Reads what is filled in out of a modal's state, as the fields are declared."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from templates.macros.inputs import Input

Values = dict[str, Any]
"""What Slack says is filled in: a state by action_id, by block_id."""


def values_of(values: Values, fields: Sequence[Input], *scope: str) -> dict[str, Any]:
    """What is filled in, by the fields' names; less what the form does not have, or has nothing chosen in."""
    states = [values.get(field.id(*scope), {}).get(field.action) or {} for field in fields]
    return {
        field.name: field.value(state)
        for field, state in zip(fields, states, strict=True)
        if field.has_value(state)
    }


def values_by_key(values: Values, field: Input, *scope: str) -> dict[str, Any]:
    """What is filled in where the field stands for several people or skills, by their ids."""
    found = {key: values_of(values, (field,), *scope, key) for key in keys(values, field, *scope)}
    return {key: state[field.name] for key, state in found.items() if state}


def keys(values: Values, field: Input, *scope: str) -> list[str]:
    """The ids of the people or skills that the form has this field for."""
    prefix = field.id(*scope, "")
    return [block.removeprefix(prefix) for block in values if block.startswith(prefix)]


class Stored(BaseModel):
    """What a modal or a draft holds of a form; what an older release called otherwise is read too."""

    model_config = ConfigDict(frozen=True)
    old_names: ClassVar[Mapping[str, str]] = {}
    """Today's names by the older ones."""

    @model_validator(mode="before")
    @classmethod
    def _of_older_release(cls, written: Any) -> Any:
        if not isinstance(written, dict):
            return written
        return {cls.old_names.get(key, key): value for key, value in written.items()}
