"""How much text a person can see in blocks: what Slack adds up over all blocks of one message."""

from collections.abc import Mapping, Sequence
from typing import Any

# The keys under which any block, element or object keeps words for people: seen, heard, or shown before they type.
# Slack does not publish how it counts, so this counts rather too much: a menu's chosen option counts twice, and
# each word of a bare list counts, as a chart's categories must.
_WORDS = frozenset(
    {
        *("text", "title", "label", "name", "caption", "alt_text", "accessibility_label"),
        *("author_name", "provider_name", "x_label", "y_label", "agent_prompt_display"),
        *("initial_value", "initial_date", "initial_time", "format", "range"),
        *("user_id", "usergroup_id", "channel_id", "team_id", "url"),
    }
)


def visible_characters(blocks: Sequence[Mapping[str, Any]]) -> int:
    """The number of characters that people see in these blocks, in whatever block or element they stand."""
    total = 0
    waiting: list[Any] = list(blocks)
    for node in waiting:  # which grows by what is inside, so that no depth is too deep
        if isinstance(node, dict):
            for key, value in node.items():
                if type(value) is dict or type(value) is list:
                    waiting.append(value)
                elif (
                    key in _WORDS
                    and isinstance(value, str)
                    and (key != "url" or _shows_address(node))
                ):
                    total += len(value)
        elif isinstance(node, list):
            waiting += node
        elif isinstance(node, str):
            total += len(node)
    return total


def _shows_address(node: dict[str, Any]) -> bool:
    return node.get("type") == "link" and "text" not in node
