"""The state of one view or message as a person's client keeps it between updates."""

from collections.abc import Sequence

from sandbox.world.blocks import Spot, spots
from sandbox.world.fields import SHAPES, entry, fits, initial_entry, input_error, value_of
from sandbox.world.records import Json
from sandbox.world.rules import Rule, Rules

Key = tuple[str, str]


class Form:
    """The values of all fields.

    The client keeps the value of a field, entered or not, while its block_id, action_id and kind
    stay the same; as long as it does, it ignores an `initial_value` that arrives with an update.
    """

    def __init__(self, blocks: Sequence[Json], rules: Rules | None = None) -> None:
        self._rules = rules or Rules()
        self._entries: dict[Key, Json] = {}
        self._fields: dict[Key, Spot] = {}
        self.update_fields(blocks)

    def update_fields(self, blocks: Sequence[Json]) -> None:
        """Take the fields of these blocks, with the values of those that were there before."""
        before = self._state_to_keep()
        self._fields = {spot.key: spot for spot in spots(blocks) if spot.element["type"] in SHAPES}
        self._entries = {
            key: state for key, state in before.items() if self._still_fits(key, state)
        }

    def _state_to_keep(self) -> dict[Key, Json]:
        if self._rules.enforces(Rule.FORM_STATE):
            return {key: self.state(spot) for key, spot in self._fields.items()}
        return self._entries

    def _still_fits(self, key: Key, state: Json) -> bool:
        spot = self._fields.get(key)
        return spot is not None and fits(spot.element, state)

    def touch(self, spot: Spot, value: object) -> Json:
        """The state of the field after the person enters this value."""
        self._entries[spot.key] = entry(spot.element, value)
        return self._entries[spot.key]

    def state(self, spot: Spot) -> Json:
        """The state of this field now."""
        return self._entries.get(spot.key) or initial_entry(spot.element)

    def values(self) -> Json:
        """The `state.values` of a payload: every field, by block and action."""
        values: Json = {}
        for (block_id, action_id), spot in self._fields.items():
            values.setdefault(block_id, {})[action_id] = self.state(spot)
        return values

    def input_errors(self) -> dict[str, str]:
        """The errors for which the client does not send the form, by block_id."""
        inputs = [spot for spot in self._fields.values() if spot.is_input]
        errors = {spot.key[0]: input_error(spot, self.state(spot)) for spot in inputs}
        return {block_id: words for block_id, words in errors.items() if words is not None}

    def chosen_conversations(self) -> list[tuple[Spot, str]]:
        """The conversations that were chosen in fields which ask for a response URL."""
        fields = [
            spot for spot in self._fields.values() if spot.element.get("response_url_enabled")
        ]
        choices = [(spot, value_of(self.state(spot))) for spot in fields]
        return [(spot, str(channel)) for spot, channel in choices if channel]
