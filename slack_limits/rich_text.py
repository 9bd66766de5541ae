"""The limits of rich text: sections, lists, quotes and code, and the pieces of a line."""

from slack_limits import numbers as most
from slack_limits.objects import ID, LINK
from slack_limits.rules import (
    Fields,
    Rule,
    boolean,
    by_type,
    choice,
    integer,
    items,
    object_of_type,
    shape,
    string,
    text_pattern,
)

_STYLES = "bold italic strike code underline highlight client_highlight unlink"
_STYLE = shape("style", "", **dict.fromkeys(_STYLES.split(), boolean))
_COLOUR = text_pattern(r"#[0-9A-Fa-f]{6}", "a colour as #RRGGBB")


def _piece(kind: str, required: str, **fields: Rule) -> Fields:
    return object_of_type(kind, required, style=_STYLE, **fields)


_CODE: Fields = {
    **_piece("text", "text", text=string()),
    **_piece("link", "url", url=LINK, text=string(), unsafe=boolean),
}
_PIECES: Fields = {
    **_CODE,
    **_piece("emoji", "name", name=string(), unicode=string(), url=LINK, skin_tone=integer(1, 6)),
    **_piece("user", "user_id", user_id=ID),
    **_piece("usergroup", "usergroup_id", usergroup_id=ID),
    **_piece("channel", "channel_id", channel_id=ID),
    **_piece("team", "team_id", team_id=ID),
    **_piece("broadcast", "range", range=choice("here", "channel", "everyone")),
    **_piece("color", "value", value=_COLOUR),
    **_piece(
        "date",
        "timestamp format",
        timestamp=integer(0),
        format=string(),
        url=LINK,
        fallback=string(),
    ),
}


def _part(kind: str, pieces: Fields, **fields: Rule) -> Fields:
    return object_of_type(kind, "elements", elements=items(by_type(pieces)), **fields)


_BORDER = integer(0, 1)
_SECTION = _part("rich_text_section", _PIECES)
_PARTS: Fields = {
    **_SECTION,
    **object_of_type(
        "rich_text_list",
        "style elements",
        style=choice("bullet", "ordered"),
        elements=items(by_type(_SECTION)),
        border=_BORDER,
        indent=integer(0, most.RICH_TEXT_INDENT),
        offset=integer(0),
    ),
    **_part("rich_text_quote", _PIECES, border=_BORDER),
    **_part("rich_text_preformatted", _CODE, border=_BORDER),
}

RICH_TEXT_BLOCK = _part("rich_text", _PARTS, block_id=ID)
RICH_TEXT = by_type(RICH_TEXT_BLOCK)
