"""Answers that one person sees: a sentence with buttons, or as much of a page as Slack takes at once."""

from collections.abc import Iterable

from handlers.context import Payload
from slack_limits.check import BUTTON_TEXT, MESSAGE_BLOCKS, MESSAGE_TEXT, visible_characters
from templates.macros.escaping import one_line
from templates.render import render

PRIVATELY = {"response_type": "ephemeral"}

Commands = tuple[tuple[str, str], ...]


def notice(text: str, commands: Commands = ()) -> Payload:
    """A message that only this person sees: one sentence, and a button for each (label, command)."""
    return PRIVATELY | render(
        "notice", text=one_line(text), title="", commands=_short_labels(commands)
    )


class NotFound(Payload):
    """A notice that what somebody named is not there."""


def not_found(text: str, commands: Commands = ()) -> NotFound:
    """The same as `notice`, for a name that means nothing here."""
    return NotFound(notice(text, commands))


def notice_view(text: str, title: str = "Please note", commands: Commands = ()) -> Payload:
    """The same as a modal, for where there is no channel to answer in."""
    return render("notice", text=text, title=title, commands=_short_labels(commands))


def _short_labels(commands: Commands) -> Commands:
    return tuple((short_label(one_line(label)), command) for label, command in commands)


def short_label(label: str) -> str:
    """A label short enough for a button or an option; what is left out is marked by an ellipsis."""
    return shorten(label or "…", BUTTON_TEXT)


def shorten(text: str, most: int) -> str:
    """The text in at most so many characters, one at least; what is left out is marked by an ellipsis."""
    return text if len(text) <= most else text[: max(most - 1, 0)] + "…"


def first_that_fits(pages: Iterable[Payload]) -> Payload:
    """The first of these that Slack takes as one message, or the last, for the person alone."""
    for page in pages:
        blocks = page["blocks"]
        if len(blocks) <= MESSAGE_BLOCKS and visible_characters(blocks) <= MESSAGE_TEXT:
            break
    return PRIVATELY | page
