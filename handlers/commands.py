"""`/interview …`: the first word chooses the command; an unknown word gets suggestions as buttons, never a guess."""

import re
from collections.abc import Iterable

from slack_bolt import Ack, BoltResponse

from handlers import settings
from handlers.candidates import audit, erasure, lists
from handlers.context import Context, Payload
from handlers.debriefs import debrief
from handlers.kits import advice, help_page, search
from handlers.kits.kit import CachedAnswer, kit_for
from handlers.panels.plan import plan
from handlers.scorecards import scorecard
from handlers.slack.notices import Commands, notice
from handlers.slack.request import LONGEST_COMMAND, Request, from_command
from interviews.candidates.queries import find
from interviews.models import Candidate, Status
from question_bank.lookup import closest_start, find_archetype, find_level, words

HELP = (("What can you do?", "help"),)
SHORTEST_NAME = 3  # letters; fewer are in too many names
MOST_CANDIDATES = 2
MOST_SUGGESTIONS = 3

# An emoji, of which Slack sends the name between colons, or a sign before a command is no part of it.
_FIRST_WORD = re.compile(r"(?::[\w+-]+:|\W)*([^\s,;:]+)[,;:]*(.*)", re.DOTALL)

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
    "term": search.term,
    "search": search.search,
}


def interview(ack: Ack, command: Payload, ctx: Context) -> BoltResponse | None:
    """The answer to the command, which nobody else sees, or the modal it opens."""
    answer = run(ctx, from_command(command))
    if isinstance(answer, CachedAnswer):
        return answer.response()
    ack(**answer)
    return None


def run(ctx: Context, request: Request) -> Payload:
    """The answer to a command, typed or behind a button; empty where a modal was opened instead."""
    if len(request.text) > LONGEST_COMMAND:
        return notice(
            f"That is {len(request.text):,} characters long; a command is a few words, "
            f"{LONGEST_COMMAND} characters at most.",
            HELP,
        )
    command, rest = _split(request.text)
    handler = COMMANDS.get(command)
    if handler:
        return handler(ctx, request.model_copy(update={"text": rest}))
    archetype, _ = find_archetype(ctx.bank, words(request.text))
    return kit_for(ctx.bank, request.text) if archetype else _unknown(ctx, request.text)


def _split(text: str) -> tuple[str, str]:
    """The word that chooses the command, as commands are written, and what stands behind it as it was typed."""
    found = _FIRST_WORD.match(text)
    name = words(found[1]) if found else ()
    return (name[0], found[2].strip()) if found and name else ("help", "")


def _unknown(ctx: Context, text: str) -> Payload:
    """A candidate of that name, what is spelt like it with the other words behind, or a search for all of them."""
    candidates = find(ctx.store, ctx.person, text) if len(text) >= SHORTEST_NAME else ()
    if candidates:
        offers = _candidate_commands(ctx, candidates[:MOST_CANDIDATES])
        return notice(f"“{text}” is no command. Did you mean a candidate?", offers)
    similar = _similar_commands(ctx, text)
    if similar:
        return notice(f"I do not know “{text}”. Did you mean one of these?", similar)
    search_for_it = (f"Search the questions for “{text}”", f"search {text}")
    return notice(f"I do not know “{text}”.", (search_for_it, *HELP))


def _candidate_commands(ctx: Context, candidates: Iterable[Candidate]) -> Commands:
    offers: list[tuple[str, str]] = []
    for candidate in candidates:
        loop = ctx.store.loop(candidate.team_id, candidate.id)
        if loop and candidate.status is Status.OPEN and loop.lacks_card_of(ctx.person.user_id):
            offers.append((f"Score {candidate.name}", f"score id:{candidate.id}"))
        offers.append((f"Debrief {candidate.name}", f"debrief id:{candidate.id}"))
    return tuple(offers)


def _similar_commands(ctx: Context, text: str) -> Commands:
    names = ctx.bank.names
    raw = [word for word in text.split() if words(word)]
    if raw and find_level(raw[0]):  # "senior backend": the role comes first
        raw = raw[1:] + raw[:1]
    found = closest_start(["-".join(words(word)) for word in raw], [*COMMANDS, *names], most=8)
    lines = (" ".join((names.get(name, name), *raw[count:])) for name, count in found)
    return tuple((line, line) for line in dict.fromkeys(lines))[:MOST_SUGGESTIONS]
