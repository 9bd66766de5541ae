"""`/interview ml-engineer …`: the kit on one screen, rendered once for each text that is typed."""

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from slack_bolt import BoltResponse

from handlers.context import Payload
from handlers.slack.notices import first_that_fits, not_found
from question_bank.bank import Bank
from question_bank.kit import LEAST_MINUTES, MOST_MINUTES, Kit, UnknownFocus, focuses, pick
from question_bank.lookup import closest, find_archetype, find_level, find_minutes, words
from question_bank.models import Archetype, Level
from templates.render import render

FULL = "full"  # typed for the guides in place of the cues


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
    """The kit for the role, level, skill or tag and length in the text; callers must not change it.

    It has a cue for each level; with `full` in the text it has the guides.
    """
    archetype, options = find_archetype(bank, words(text))
    assert archetype is not None
    full = FULL in options
    minutes, options = find_minutes(word for word in options if word != FULL)
    levels = [word for word in options if find_level(word)]
    focus = tuple(word for word in options if not find_level(word))
    possible = minutes is None or LEAST_MINUTES <= minutes <= MOST_MINUTES
    length = (f"{minutes}m",) if minutes and possible else ()
    try:
        kit = pick(
            archetype, find_level(levels[-1]) if levels else None, "-".join(focus) or None, minutes
        )
    except UnknownFocus as unknown:
        number = next((word for word in focus if word.isdecimal()), None)
        if minutes is None and number:  # "ml-engineer 45"
            timed = (f"{word}m" if word == number else word for word in options)
            return kit_for(bank, " ".join((archetype.id, *timed, *((FULL,) if full else ()))))
        return _unknown_focus(archetype, unknown, focus, (*levels, *length))
    if not possible:
        offer = " ".join((archetype.id, *levels, *focus, "45m"))
        return not_found(
            f"A kit takes {LEAST_MINUTES} to {MOST_MINUTES} minutes.", ((offer, offer),)
        )
    return CachedAnswer(_fit_to_screen(kit, "" if full else f"{text} {FULL}"))


def _unknown_focus(
    archetype: Archetype, unknown: UnknownFocus, focus: Iterable[str], others: Iterable[str]
) -> Payload:
    """What the focus may have been meant as, each with the level and the length that were asked for."""
    levels = [level.value for level in Level]
    near = closest(unknown.word, [*levels, *focuses(archetype)]) or unknown.suggestions
    offers = near or tuple(skill.id for skill in archetype.skills[:3])
    lines = [" ".join((archetype.id, *others, offer)) for offer in offers[:3]]
    return not_found(
        f"“{' '.join(focus)}” is no level, skill or tag of {archetype.name}. You could ask for:",
        tuple((line, line) for line in lines),
    )


def _fit_to_screen(kit: Kit, full_command: str) -> Payload:
    """The kit with as much as Slack takes at once: the level's lines make room first, then whole questions.

    It has the guides where no command for them is given.
    """
    every = len(kit.questions)
    shorter = [(count, False) for count in range(every, 0, -1)]
    return first_that_fits(
        render(
            "kits/kit",
            kit=kit,
            questions=kit.questions[:count],
            left_out=(*kit.questions[count:], *kit.left_out),
            detail=detail,
            full_command=full_command,
            skills={skill.id: skill for skill in kit.archetype.skills},
        )
        for count, detail in [(every, True), *shorter]
    )
