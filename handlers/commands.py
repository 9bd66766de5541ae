"""`/interview …`: one word chooses what happens; a word nobody knows gets suggestions, never a guess."""

from typing import Any

from slack_bolt import Ack, BoltResponse

from handlers import settings, suggestions
from handlers.candidates import audit, erasure, lists
from handlers.context import Context, Payload
from handlers.debriefs import debrief
from handlers.kits import advice, glossary, help_page, search
from handlers.kits.kit import CachedAnswer, kit_for
from handlers.panels.plan import plan
from handlers.scorecards import scorecard
from handlers.slack.notices import below, notice
from handlers.slack.request import LONGEST_COMMAND, Request, from_button, from_command
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


def interview(ack: Ack, command: dict[str, Any], ctx: Context) -> BoltResponse | None:
    """The person gets the answer only they can see, or the modal they asked for."""
    answer = run(ctx, from_command(command))
    if isinstance(answer, CachedAnswer):
        return answer.response()
    ack(**answer)
    return None


def run_from_button(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """A button types the command: the answer comes below the message it stands on, which stays."""
    request = from_button(body)
    answer = run(ctx, request)
    ack()
    if answer:
        below(ctx, request, answer)


def run(ctx: Context, request: Request) -> Payload:
    """The answer to a command, typed or behind a button; empty where a modal was opened instead."""
    if len(request.text) > LONGEST_COMMAND:
        return notice(
            f"That is {len(request.text):,} characters long; a command is a few words, "
            f"{LONGEST_COMMAND} characters at most.",
            suggestions.HELP,
        )
    first, _, rest = request.text.partition(" ")
    said = words(first)
    handler = COMMANDS.get(said[0] if said else "help")
    if handler:
        return handler(ctx, request.model_copy(update={"text": rest.strip()}))
    archetype, _ = find_archetype(ctx.bank, words(request.text))
    return (
        kit_for(ctx.bank, request.text)
        if archetype
        else suggestions.unknown(ctx, request.text, COMMANDS)
    )
