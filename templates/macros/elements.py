"""The small parts that blocks are made of, as plain dicts: buttons, options, and words in rich text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from slack_limits.check import (
    BUTTON_LABEL,
    CHART_LABEL,
    MESSAGE_TEXT,
    SECTION_TEXT,
    TABLE_COLUMNS,
    TABLE_ROWS,
    visible_characters,
)
from templates.macros.escaping import clean, escape
from templates.macros.phrases import WHO_LEFT, date, duration

Piece = dict[str, Any]
SPOKEN_TEXT = 400
EMPTY = "–"
BELOW_BARS = 80  # characters that can be read beside each other below bars
_UNITS = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|.")


def plain(text: str) -> Piece:
    """Text that Slack shows as it stands: no markup, no mention, no emoji code is read in it."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(
    text: str, action_id: str, value: str | None = None, style: str | None = None,
    confirm: Piece | None = None, *, label: str = "",
) -> Piece:  # fmt: skip
    """A button; `style` is primary or danger, `label` what a screen reader says in place of the text."""
    return {
        "type": "button", "text": plain(text), "action_id": str(action_id),
        "value": value, "style": style, "confirm": confirm,
        "accessibility_label": label[:BUTTON_LABEL] or None,
    }  # fmt: skip


def confirm(title: str, text: str, yes: str, no: str) -> Piece:
    """The question Slack asks before a button does what it says."""
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def option(text: str, value: str) -> Piece:
    """One choice in a list."""
    return {"text": plain(text), "value": value}


def options(choices: Iterable[tuple[str, str]]) -> list[Piece]:
    """The choices of a list, each given as its words and its value."""
    return [option(text, value) for text, value in choices]


def option_of(options: Sequence[Piece], value: str | None) -> Piece | None:
    """The option with this value, as Slack wants the initial choice repeated; None for no choice."""
    return next((choice for choice in options if choice["value"] == value), None)


def words(text: str, *, bold: bool = False, italic: bool = False) -> Piece:
    """A run of text in a rich text block; nothing in it is read as markup."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def person(user_id: str) -> Piece:
    """A person in a rich text block: Slack shows the name, in the reader's own way; whoever is nameless has none."""
    known = user_id.startswith(("U", "W"))
    return {"type": "user", "user_id": user_id} if known else words(WHO_LEFT)


def link(url: str, text: str) -> Piece:
    """A link with these words in a rich text line."""
    return {"type": "link", "url": url, "text": text}


def channel(channel_id: str) -> Piece:
    """A channel in a rich text block: Slack shows its name to those who may know it."""
    return {"type": "channel", "channel_id": channel_id}


def people_in_line(user_ids: Sequence[str], own: str = "") -> list[Piece]:
    """People in a rich text line, as a sentence lists them; whoever reads it is "you"."""
    return listing([[words("you") if who == own else person(who)] for who in user_ids])


def named(names: Iterable[str], spoken: Mapping[str, str]) -> list[list[Piece]]:
    """Each of these names as it is spoken, for `listing`."""
    return [[words(spoken.get(name, name.replace("_", " ")))] for name in names]


def listing(parts: Sequence[Sequence[Piece | str]], between: str = "") -> list[Piece]:
    """What stands in each of these parts, in a rich text line, as a sentence lists it, or with this between them."""
    found: list[Piece] = []
    for number, part in enumerate(parts, start=1):
        if number > 1:
            found.append(words(between or (" and " if number == len(parts) else ", ")))
        found += [words(piece) if isinstance(piece, str) else piece for piece in part]
    return found


def moment(at: datetime, *, short: bool = False) -> Piece:
    """A day and time in rich text, which Slack shows in each reader's own time zone; `short` says "today"."""
    day = "date_short_pretty" if short else "date_long"
    return {
        "type": "date", "timestamp": int(at.timestamp()), "format": f"{{{day}}} at {{time}}",
        "fallback": f"{at:%d %B %Y at %H:%M} UTC",
    }  # fmt: skip


def day(at: datetime) -> Piece:
    """A day in UTC in rich text."""
    return words(date(at))


def clock(at: datetime) -> Piece:
    """A time of the day in rich text, in each reader's own time zone."""
    return moment(at) | {"format": "{time}", "fallback": f"{at:%H:%M} UTC"}


def due_in_line(at: datetime | None, now: datetime) -> list[Piece]:
    """When scorecards are due, or by how much they are overdue, in a rich text line; nothing where there is no time."""
    if at is None:
        return []
    if at > now:
        return [words("due "), moment(at, short=True)]
    return [words(f"overdue by {duration(now - at)}", bold=True)]


def line(*elements: Piece | str) -> Piece:
    """One paragraph of a rich text block."""
    pieces = [words(part) if isinstance(part, str) else part for part in elements if part]
    return {"type": "rich_text_section", "elements": pieces}


def code(text: str) -> Piece:
    """Lines of a rich text block that stand as they are, to be copied."""
    return {"type": "rich_text_preformatted", "elements": [words(clean(text))]}


def spoken(pieces: Iterable[Piece | str]) -> str:
    """The pieces of a line as a message's `text`: on one line, with an ellipsis where there is no room for more."""
    return shorten_spoken("".join(map(_mrkdwn, pieces)))


def shorten_spoken(text: str) -> str:
    """A message's `text` in as many characters as people listen to; no mention, date or escape is cut in two."""
    units = _UNITS.findall(" ".join(text.split()))
    room = SPOKEN_TEXT - 1
    if sum(map(len, units)) > SPOKEN_TEXT:
        ends = list(accumulate(map(len, units)))
        units = [*(unit for unit, end in zip(units, ends, strict=True) if end <= room), "…"]
    return "".join(units)


def _mrkdwn(piece: Piece | str) -> str:
    if isinstance(piece, str):
        return escape(clean(piece))
    match piece["type"]:
        case "user":
            return f"<@{piece['user_id']}>"
        case "date":
            return f"<!date^{piece['timestamp']}^{piece['format']}|{piece['fallback']}>"
    return escape(clean(piece["text"]))


def quotation(text: str) -> Piece:
    """What somebody said or typed, set off as a quotation."""
    return {"type": "rich_text_quote", "elements": [words(text)]}


def section_texts(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Texts with what stands before each, in as few sections as take them; a text is never divided.

    Where one fills a section alone, what stands before it has a line of its own: it comes first in
    the pair, and is empty elsewhere.
    """
    found: list[tuple[str, str]] = []
    for label, text in texts:
        whole = f"{label}{text}"
        before, last = found[-1] if found else ("", "")
        if found and len(last) + 1 + len(whole) <= SECTION_TEXT:
            found[-1] = (before, f"{last}\n{whole}")
        else:
            found.append(("", whole) if len(whole) <= SECTION_TEXT else (label, text))
    return found


def fits_table(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether Slack shows a table of these rows, in a message that has room for its other blocks too.

    What says the same in words fits then too, where a workspace has no tables.
    """
    columns = max(map(len, rows))
    ways: list[Piece] = [
        {"type": "table", "rows": rows},
        {"type": "rich_text", "elements": table_in_words(rows)},
    ]
    size = max(visible_characters([block]) for block in ways)
    return len(rows) <= TABLE_ROWS and columns <= TABLE_COLUMNS and size <= MESSAGE_TEXT // 2


def table_in_words(rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """A line for each column but the first: what is in it, each behind what its row is called."""
    (_, *headings), *body = rows
    return [
        line(*_pieces(heading), ": ", *_column(body, column))
        for column, heading in enumerate(headings, start=1)
    ]


def _column(body: Sequence[Sequence[Piece]], column: int) -> list[Piece | str]:
    """The cells of a column that say something; only the first column has the names of the rows in full."""
    filled = [(row[0], row[column]) for row in body if spoken(_pieces(row[column])) != EMPTY]
    if len(filled) > 1 and all(value == filled[0][1] for _, value in filled):
        return [*_pieces(filled[0][1]), " for each"]
    found: list[Piece | str] = []
    for name, value in filled:
        called = _pieces(name) if column == 1 else _pieces(name)[:1]
        found += [" · " if found else "", *called, " ", *_pieces(value)]
    return found or [EMPTY]


def _pieces(cell: Piece) -> list[Piece]:
    pieces: list[Piece] = cell["elements"][0]["elements"]
    return pieces


def chart_labels(names: Sequence[str]) -> list[str]:
    """The names as they stand below the bars of a chart: short, and each different from the others."""
    room = min(CHART_LABEL, max(BELOW_BARS // len(names), 3))
    short = [_first_words(name, room) for name in names]
    if len(set(short)) == len(short):
        return short
    return [f"{number} {label}"[:room] for number, label in enumerate(short, start=1)]


def _first_words(name: str, room: int) -> str:
    """As many of the first words as there is room for, or a part of the first one; an ellipsis says so."""
    label, *more = re.findall(r"[^\s:,]+", name) or [EMPTY]
    for word in more:
        if len(label) + len(word) + 2 > room:
            return f"{label[: room - 1]}…"
        label += f" {word}"
    return label if len(label) <= room else f"{label[: room - 1]}…"


def cell(*elements: Piece | str) -> Piece:
    """One cell of a table; an empty one holds a dash, since Slack refuses empty text."""
    return {"type": "rich_text", "elements": [line(*(elements or (EMPTY,)))]}
