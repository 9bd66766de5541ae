"""`/interview ml-engineer …`: the kit on one screen, rendered once for each text that is typed."""

import json
import re
from functools import cached_property, lru_cache
from typing import Any

from slack_bolt import BoltResponse

from handlers.context import Payload
from handlers.kits.help_page import fits
from handlers.slack.notices import PRIVATELY, notice
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


class KitOptions:
    """The level, minutes and focus that the words after the role name; each is None where it is not named."""

    def __init__(self, options: tuple[str, ...]) -> None:
        self.level: Level | None = None
        self.minutes: int | None = None
        rest: list[str] = []
        for word in options:
            minutes = _MINUTES.match(word)
            if minutes:
                self.minutes = int(minutes[1])
            elif find_level(word):
                self.level = find_level(word)
            else:
                rest.append(word)
        self.focus = "-".join(rest) or None


@lru_cache(maxsize=1024)
def kit_for(bank: Bank, text: str) -> Payload:
    """The kit for the role, level, skill or tag and minutes in the text; callers must not change it."""
    archetype, rest = find_archetype(bank, words(text))
    assert archetype is not None
    options = KitOptions(rest)
    if options.minutes is not None and not LEAST_MINUTES <= options.minutes <= MOST_MINUTES:
        return notice(
            f"A kit takes {LEAST_MINUTES} to {MOST_MINUTES} minutes.",
            ((f"{archetype.id} 45m", f"{archetype.id} 45m"),),
        )
    try:
        kit = pick(archetype, options.level, options.focus, options.minutes)
    except UnknownFocus as unknown:
        return _unknown_focus(archetype, unknown)
    return CachedAnswer(PRIVATELY | _on_one_screen(kit))


def _unknown_focus(archetype: Archetype, unknown: UnknownFocus) -> Payload:
    levels = [level.value for level in Level]
    near = closest(unknown.word, [*levels, *focuses(archetype)]) or unknown.suggestions
    offers = near or tuple(skill.id for skill in archetype.skills[:3])
    return notice(
        f"“{unknown.word}” is no level, skill or tag of {archetype.name}. You could ask for:",
        tuple((f"{archetype.id} {offer}", f"{archetype.id} {offer}") for offer in offers[:3]),
    )


def _on_one_screen(kit: Kit) -> Payload:
    """The kit with as much as Slack takes at once: the level's lines make room first, then whole questions."""
    for detail, count in ((True, len(kit.questions)), *_fewer(kit)):
        message = _rendered(kit, count, detail)
        if fits(message):
            break
    return message


def _fewer(kit: Kit) -> list[tuple[bool, int]]:
    return [(False, count) for count in range(len(kit.questions), 0, -1)]


def _rendered(kit: Kit, count: int, detail: bool) -> Payload:
    return render(
        "kits/kit",
        kit=kit,
        archetype=kit.archetype,
        questions=kit.questions[:count],
        left_out=(*kit.questions[count:], *kit.left_out),
        detail=detail,
        skills={skill.id: skill for skill in kit.archetype.skills},
    )
