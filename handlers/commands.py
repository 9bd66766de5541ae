"""`/interview …`: one word chooses what happens; a word nobody knows gets suggestions, never a guess."""

from typing import Any

from slack_bolt import Ack, BoltResponse

from handlers import helping, settings, suggestions
from handlers.asked import LONGEST_COMMAND, Asked, from_button, from_command
from handlers.bank import advice, glossary, searching
from handlers.bank.kits import kit_for
from handlers.desk import Desk, Payload
from handlers.leads import audit, candidates, debriefs, forgetting
from handlers.notices import below, notice
from handlers.panel import plans
from handlers.ready import Ready
from handlers.scorecard import scorecards
from question_bank.lookup import find_archetype, words

COMMANDS = {
    "help": helping.help_page,
    "roles": helping.roles,
    "plan": plans.open_from_command,
    "score": scorecards.open_from_command,
    "debrief": debriefs.from_command,
    "candidates": candidates.from_command,
    "settings": settings.from_command,
    "forget": forgetting.from_command,
    "audit": audit.from_command,
    "brief": advice.brief,
    "cv": advice.cv,
    "term": glossary.term,
    "search": searching.search,
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
