"""`/interview …`: the first word chooses the command; an unknown word gets suggestions as buttons, never a guess."""

import re

from slack_bolt import Ack, BoltResponse

from handlers import settings
from handlers.calibration import command as calibration
from handlers.calibration import mirror
from handlers.candidates import audit, erasure, lists
from handlers.candidates.labels import names
from handlers.candidates.lookup import ACTIONS, can, can_about, find_by_name
from handlers.context import Context, Payload
from handlers.debriefs import debrief
from handlers.export import command as export_command
from handlers.kits import advice, help_page, question_use, search
from handlers.kits.kit import CachedAnswer, kit_for
from handlers.openings import compare, lookup, page
from handlers.panels.plan import overview
from handlers.retention import legal_hold
from handlers.scorecards import scorecard
from handlers.slack.answers import open_view
from handlers.slack.notices import Commands, NotFound, notice
from handlers.slack.request import LONGEST_COMMAND, Request, from_command
from question_bank.lookup import closest_start, find_archetype, find_level, words
from templates.render import render

HELP = (("What can you do?", "help"),)
SHORTEST_NAME = 3  # letters; fewer are in too many names
MOST_CANDIDATES = 2
MOST_SUGGESTIONS = 3

# An emoji, of which Slack sends the name between colons, or a sign before a command is no part of it.
_FIRST_WORD = re.compile(r"(?::[\w+-]+:|\W)*([^\s,;:]+)[,;:]*(.*)", re.DOTALL)

LOOKUPS = {
    "candidates": lists.from_command,
    "brief": advice.brief,
    "cv": advice.cv,
    "term": search.term,
    "search": search.search,
}
"""These change nothing, so that it can be tried whether they find what was named."""
COMMANDS = LOOKUPS | {
    "help": help_page.help_page,
    "roles": help_page.roles,
    "plan": overview.open_from_command,
    "opening": page.from_command,
    "openings": page.openings_page,
    "compare": compare.from_command,
    "score": scorecard.open_from_command,
    "debrief": debrief.from_command,
    "asked": question_use.from_command,
    "calibrate": calibration.from_command,
    "mirror": mirror.from_command,
    "settings": settings.from_command,
    "export": export_command.from_command,
    "forget": erasure.from_command,
    "legal-hold": legal_hold.from_command,
    "audit": audit.from_command,
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
    return _kit(ctx, request) if archetype else _unknown(ctx, request.text)


def _kit(ctx: Context, request: Request) -> Payload:
    """The kit; where a button has no message to answer below, on Home or in a modal, it opens as a modal."""
    kit = kit_for(ctx.bank, request.text)
    if request.response_url or isinstance(kit, NotFound):
        return kit
    open_view(ctx, request, render("kits/kit_modal") | {"blocks": kit["blocks"]})
    return {}


def _split(text: str) -> tuple[str, str]:
    """The word that chooses the command, as commands are written, and what stands behind it as it was typed."""
    found = _FIRST_WORD.match(text)
    name = words(found[1]) if found else ()
    return (name[0], found[2].strip()) if found and name else ("help", "")


def _unknown(ctx: Context, text: str) -> Payload:
    """What may have been meant and works when it is pressed: a candidate, a command or a kit, or a search."""
    rest = _split(text)[1]
    lines = _similar_lines(ctx, text)
    whole = [line for line, command in lines if line != command and _works(ctx, line)]
    alone = [command for _, command in lines]
    candidates = _candidate_commands(ctx, text)
    if not (candidates or whole):
        candidates = _candidate_commands(ctx, rest)
    if candidates:
        return notice(f"“{text}” is no command. Did you mean a candidate?", candidates)
    if lines:
        offers = list(dict.fromkeys(whole or alone))[:MOST_SUGGESTIONS]
        question = f"I do not know “{text}”. Did you mean one of these?"
        return notice(question, tuple((line, line) for line in offers))
    search_for_it = (f"Search the questions for “{text}”", f"search {text}")
    offered = (search_for_it,) if _works(ctx, search_for_it[1]) else ()
    return notice(f"I do not know “{text}”.", (*offered, *HELP))


def _candidate_commands(ctx: Context, name: str) -> Commands:
    """What this person can do with those of their candidates whom the name may mean."""
    found = find_by_name(ctx, name)[:MOST_CANDIDATES] if len(name) >= SHORTEST_NAME else ()
    labels, offers = names(ctx, found), list[tuple[str, str]]()
    for candidate in found:
        loop = ctx.store.loop(candidate.team_id, candidate.id)
        if loop and loop.lacks_card_of(ctx.person.user_id) and can(ctx, "score", candidate):
            offers.append((f"Score {labels[candidate.id]}", f"score id:{candidate.id}"))
        if can(ctx, "debrief", candidate):
            offers.append((f"Debrief {labels[candidate.id]}", f"debrief id:{candidate.id}"))
    return tuple(offers)


def _similar_lines(ctx: Context, text: str) -> list[tuple[str, str]]:
    """Commands and roles that are spelt like the first words: each with the other words behind it, and alone."""
    roles = ctx.bank.names
    raw = [word for word in text.split() if words(word)]
    if raw and find_level(raw[0]):  # "senior backend": the role comes first
        raw = raw[1:] + raw[:1]
    found = closest_start(["-".join(words(word)) for word in raw], [*COMMANDS, *roles], most=8)
    return [
        (" ".join((roles.get(name, name), *raw[count:])), roles.get(name, name))
        for name, count in found
    ]


def _works(ctx: Context, line: str) -> bool:
    """Whether what is typed leads on, for this person, and not to a sentence that it does not."""
    command, rest = _split(line)
    about = ((ACTIONS, can_about), (lookup.ACTIONS, lookup.can_about))
    ways = [leads_on for actions, leads_on in about if command in actions]
    if ways:
        return any(leads_on(ctx, command, rest) for leads_on in ways)
    if command in LOOKUPS:
        return not isinstance(LOOKUPS[command](ctx, Request(text=rest)), NotFound)
    return command in COMMANDS or not isinstance(kit_for(ctx.bank, line), NotFound)
