"""Makes user text safe in a message: no name or note can ping, format, reorder or break it."""

import re
import unicodedata

# Marks that turn the reading direction around for all that follows; letters carry their own direction.
_DIRECTION = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)
_LINE_BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
_CONTROLS = {"Cc", "Cs"}
_UNSEEN = {"Cf", "Zs", "Cn", "Mn", "Me"}
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a sign without ink


def clean(text: str) -> str:
    """The text with every kind of line break as a newline, and no control or direction marks."""
    one_break = text.replace("\r\n", "\n").translate(_LINE_BREAKS).translate(_DIRECTION)
    return "".join(c for c in one_break if c == "\n" or unicodedata.category(c) not in _CONTROLS)


def one_line(text: str) -> str:
    """The text on a single line, for names inside sentences; empty where nothing in it is visible."""
    if (
        text.isascii() and text.isprintable()
    ):  # as most names are; a list of thousands is looked through
        return " ".join(text.split())
    line = re.sub(r"\s+", " ", clean(text)).strip()
    seen = (c not in _BLANK and unicodedata.category(c) not in _UNSEEN for c in line)
    return line if any(seen) else ""


def escape(text: str) -> str:
    """The text with the three characters escaped that Slack reads as control characters, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
