"""The state of one view or message as a person's client keeps it between updates."""

from collections.abc import Sequence

from sandbox.world.blocks import Spot, spots
from sandbox.world.fields import SHAPES, complaint, entry, fits, initial_entry, value_of
from sandbox.world.records import Json

Key = tuple[str, str]


class Form:
    """The values of all fields, and which of them the person has touched.

    The client keeps a touched value while its block_id, action_id and kind stay the same; as long
    as it does, it ignores an `initial_value` that arrives with an update.
    """

    def __init__(self, blocks: Sequence[Json]) -> None:
        self._touched: dict[Key, Json] = {}
        self._fields: dict[Key, Spot] = {}
        self.follow(blocks)

    def follow(self, blocks: Sequence[Json]) -> None:
        """Take over the fields of changed blocks and forget values that no longer have one."""
        self._fields = {s.key: s for s in spots(blocks) if s.element["type"] in SHAPES}
        self._touched = {k: held for k, held in self._touched.items() if self._still_fits(k, held)}

    def _still_fits(self, key: Key, held: Json) -> bool:
        spot = self._fields.get(key)
        return spot is not None and fits(spot.element, held)

    def touch(self, spot: Spot, value: object) -> Json:
        """What Slack sends for the field once the person has entered this value."""
        self._touched[spot.key] = entry(spot.element, value)
        return self._touched[spot.key]

    def held(self, spot: Spot) -> Json:
        """What Slack would send for this field now."""
        return self._touched.get(spot.key) or initial_entry(spot.element)

    def values(self) -> Json:
        """The `state.values` of a payload: every field, by block and action."""
        values: Json = {}
        for (block_id, action_id), spot in self._fields.items():
            values.setdefault(block_id, {})[action_id] = self.held(spot)
        return values

    def complaints(self) -> dict[str, str]:
        """What the client asks the person to put right before it sends the form, by block."""
        inputs = [spot for spot in self._fields.values() if spot.is_input]
        found = {spot.key[0]: complaint(spot, self.held(spot)) for spot in inputs}
        return {block_id: words for block_id, words in found.items() if words is not None}

    def chosen_conversations(self) -> list[tuple[Spot, str]]:
        """The conversations that were chosen in fields which ask for a response URL."""
        asking = [s for s in self._fields.values() if s.element.get("response_url_enabled")]
        chosen = [(spot, value_of(self.held(spot))) for spot in asking]
        return [(spot, str(channel)) for spot, channel in chosen if channel]
