"""`/interview …`: one word chooses what happens; a word nobody knows gets suggestions, never a guess."""

from typing import Any

from slack_bolt import Ack, BoltResponse

from handlers import settings, suggestions
from handlers.candidates import audit, erasure, lists
from handlers.context import Desk, Payload
from handlers.debriefs import debrief
from handlers.kits import advice, glossary, help_page, search
from handlers.kits.cache import Ready
from handlers.kits.kit import kit_for
from handlers.panels.plan import plan
from handlers.scorecards import scorecard
from handlers.slack.notices import below, notice
from handlers.slack.request import LONGEST_COMMAND, Asked, from_button, from_command
from question_bank.lookup import find_archetype, words

COMMANDS = {
    "help": help_page.help_page,
    "roles": help_page.roles,
    "plan": plan.open_from_command,
    "score": scorecard.open_from_command,
    "debrief": debrief.from_command,
    "candidates": lists.from_command,
    "settings": settings.from_command,
    "forget": erasure.from_command,
    "audit": audit.from_command,
    "brief": advice.brief,
    "cv": advice.cv,
    "term": glossary.term,
    "search": search.search,
}


def interview(ack: Ack, command: dict[str, Any], desk: Desk) -> BoltResponse | None:
    """The person gets the answer only they can see, or the modal they asked for."""
    answer = run(desk, from_command(command))
    if isinstance(answer, Ready):
        return answer.response()
    ack(**answer)
    return None


def run_from_button(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    """A button types the command: the answer comes below the message it stands on, which stays."""
    asked = from_button(body)
    answer = run(desk, asked)
    ack()
    if answer:
        below(desk, asked, answer)


def run(desk: Desk, asked: Asked) -> Payload:
    """The answer to a command, typed or behind a button; empty where a modal was opened instead."""
    if len(asked.text) > LONGEST_COMMAND:
        return notice(
            f"That is {len(asked.text):,} characters long; a command is a few words, "
            f"{LONGEST_COMMAND} characters at most.",
            suggestions.HELP,
        )
    first, _, rest = asked.text.partition(" ")
    said = words(first)
    handler = COMMANDS.get(said[0] if said else "help")
    if handler:
        return handler(desk, asked.model_copy(update={"text": rest.strip()}))
    archetype, _ = find_archetype(desk.bank, words(asked.text))
    return (
        kit_for(desk.bank, asked.text)
        if archetype
        else suggestions.unknown(desk, asked.text, COMMANDS)
    )
