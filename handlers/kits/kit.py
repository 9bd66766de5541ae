"""`/interview ml-engineer …`: the kit on one screen, rendered once for each text that is typed."""

import json
import re
from functools import cached_property, lru_cache
from typing import Any

from slack_bolt import BoltResponse

from handlers.context import Payload
from handlers.kits.help_page import first_that_fits
from handlers.slack.notices import notice
from question_bank.bank import Bank
from question_bank.kit import LEAST_MINUTES, MOST_MINUTES, Kit, UnknownFocus, focuses, pick
from question_bank.lookup import closest, find_archetype, find_level, words
from question_bank.models import Archetype, Level
from templates.render import render

_MINUTES = re.compile(r"^(\d{1,4})-?(?:m|min|mins|minutes)$")


class CachedAnswer(dict[str, Any]):
    """An answer that is the same for everybody who types the same, so it is printed as JSON only once.

    Printing a kit for each request took a quarter of the request's time.
    """

    @cached_property
    def _json(self) -> str:
        return json.dumps(self)

    def response(self) -> BoltResponse:
        """What `ack` would answer with this payload."""
        return BoltResponse(status=200, body=self._json)


@lru_cache(maxsize=1024)
def kit_for(bank: Bank, text: str) -> Payload:
    """The kit for the role, level, skill or tag and minutes in the text; callers must not change it."""
    archetype, options = find_archetype(bank, words(text))
    assert archetype is not None
    times = [int(found[1]) for found in map(_MINUTES.match, options) if found]
    levels = [level for level in map(find_level, options) if level]
    rest = [word for word in options if not (_MINUTES.match(word) or find_level(word))]
    if times and not LEAST_MINUTES <= times[-1] <= MOST_MINUTES:
        return notice(
            f"A kit takes {LEAST_MINUTES} to {MOST_MINUTES} minutes.",
            ((f"{archetype.id} 45m", f"{archetype.id} 45m"),),
        )
    try:
        kit = pick(
            archetype,
            levels[-1] if levels else None,
            "-".join(rest) or None,
            times[-1] if times else None,
        )
    except UnknownFocus as unknown:
        return _unknown_focus(archetype, unknown)
    return CachedAnswer(_fit_to_screen(kit))


def _unknown_focus(archetype: Archetype, unknown: UnknownFocus) -> Payload:
    levels = [level.value for level in Level]
    near = closest(unknown.word, [*levels, *focuses(archetype)]) or unknown.suggestions
    offers = near or tuple(skill.id for skill in archetype.skills[:3])
    return notice(
        f"“{unknown.word}” is no level, skill or tag of {archetype.name}. You could ask for:",
        tuple((f"{archetype.id} {offer}", f"{archetype.id} {offer}") for offer in offers[:3]),
    )


def _fit_to_screen(kit: Kit) -> Payload:
    """The kit with as much as Slack takes at once: the level's lines make room first, then whole questions."""
    every = len(kit.questions)
    shorter = [(count, False) for count in range(every, 0, -1)]
    return first_that_fits(
        render(
            "kits/kit",
            kit=kit,
            questions=kit.questions[:count],
            left_out=(*kit.questions[count:], *kit.left_out),
            detail=detail,
            skills={skill.id: skill for skill in kit.archetype.skills},
        )
        for count, detail in [(every, True), *shorter]
    )
