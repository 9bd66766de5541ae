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
    matching,
    shape,
    string,
    typed_object,
    unknown_element,
)

_STYLE_NAMES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE: Fields = {"style": shape("style", {}, dict.fromkeys(_STYLE_NAMES, boolean))}
_BORDER: Fields = {"border": integer(0, 1)}


def _piece(name: str, required: Fields, optional: Fields | None = None) -> Rule:
    return typed_object(name, required, {**_STYLE, **(optional or {})})


_TEXT = _piece("text", {"text": string()})
_LINK = _piece("link", {"url": LINK}, {"text": string(), "unsafe": boolean})

_PIECES: Fields = {
    "text": _TEXT,
    "link": _LINK,
    "emoji": _piece(
        "emoji", {"name": string()}, {"unicode": string(), "url": LINK, "skin_tone": integer(1, 6)}
    ),
    "user": _piece("user", {"user_id": ID}),
    "usergroup": _piece("usergroup", {"usergroup_id": ID}),
    "channel": _piece("channel", {"channel_id": ID}),
    "team": _piece("team", {"team_id": ID}),
    "broadcast": _piece("broadcast", {"range": choice("here", "channel", "everyone")}),
    "color": _piece("color", {"value": matching(r"#[0-9A-Fa-f]{6}", "a colour as #RRGGBB")}),
    "date": _piece(
        "date", {"timestamp": integer(0), "format": string()}, {"url": LINK, "fallback": string()}
    ),
}

_LINE: Fields = {"elements": items(by_type(_PIECES, unknown_element))}
_CODE: Fields = {"elements": items(by_type({"text": _TEXT, "link": _LINK}, unknown_element))}
_SECTION = typed_object("rich_text_section", _LINE)

_PARTS: Fields = {
    "rich_text_section": _SECTION,
    "rich_text_list": typed_object(
        "rich_text_list",
        {
            "style": choice("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}, unknown_element)),
        },
        {**_BORDER, "indent": integer(0, most.RICH_TEXT_INDENT), "offset": integer(0)},
    ),
    "rich_text_quote": typed_object("rich_text_quote", _LINE, _BORDER),
    "rich_text_preformatted": typed_object("rich_text_preformatted", _CODE, _BORDER),
}

RICH_TEXT_FIELDS: Fields = {"elements": items(by_type(_PARTS, unknown_element))}
RICH_TEXT = by_type(
    {"rich_text": typed_object("rich_text", RICH_TEXT_FIELDS, {"block_id": ID})}, unknown_element
)
