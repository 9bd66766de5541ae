"""Finds the candidate that a typed name means: one, several of that name, or one spelt nearly so."""

from collections.abc import Callable, Sequence

from handlers.candidates.labels import since
from handlers.context import Context, Payload
from handlers.slack.notices import Commands, notice
from handlers.slack.request import button_id, strip_quotes
from interviews.candidates.queries import close_to, find
from interviews.loop import Loop
from interviews.models import Candidate, Status
from interviews.permissions import Action, may
from templates.macros.candidates import candidate_label
from templates.macros.escaping import one_line

MOST_CHOICES = 20
NEW = "new:"
"""Before the name of somebody who is to be added, whoever else has a name like it."""
ACTIONS = {
    "score": Action.WRITE_OWN_CARD,
    "plan": Action.SEE_CANDIDATE,
    "debrief": Action.SEE_CANDIDATE,
    "forget": Action.FORGET,
    "legal-hold": Action.LEGAL_HOLD,
    "export": Action.EXPORT,
    "export for-them": Action.EXPORT_FOR_THEM,
    "audit": Action.READ_LOG,
}
"""What somebody must be allowed to do with a candidate whom a command is about."""
_WHILE_OPEN = ("score", "plan")


def answer_about(
    ctx: Context,
    text: str,
    command: str,
    answer: Callable[[str], Payload],
    unknown_name: Callable[[str], Payload],
) -> Payload:
    """What `answer` returns for the id of the candidate that a button, or the name that was typed, stands for.

    Where several may be meant it is a question to the person; where none is, what `unknown_name` returns.
    """
    candidate_id = button_id(text)
    if candidate_id:
        return answer(candidate_id)
    name = strip_quotes(text)
    found = find_by_name(ctx, text)
    if len(found) == 1:
        return answer(found[0].id)
    if found:
        possible = _possible(ctx, found, command)
        text = "Several candidates answer to that. Which one?"
        return notice(text, choices(ctx, possible, command)) if possible else answer(found[0].id)
    if name.startswith(NEW):
        return unknown_name(one_line(name.removeprefix(NEW)))
    return _did_you_mean(ctx, name, command) or unknown_name(one_line(name))


def find_by_name(ctx: Context, text: str) -> tuple[Candidate, ...]:
    """The candidates this person may see of this name, as it was typed or without quotation marks around it."""
    person = ctx.person
    found, plain = find(ctx.store, person, text), strip_quotes(text)
    return found or (() if plain == text else find(ctx.store, person, plain))


def can(ctx: Context, command: str, candidate: Candidate) -> bool:
    """Whether this person gets an answer to this command about this candidate, and not why there is none."""
    return bool(_possible(ctx, [candidate], command))


def _can(ctx: Context, command: str, candidate: Candidate, loop: Loop) -> bool:
    if not may(ctx.person, ACTIONS[command], loop):
        return False
    is_open = candidate.status is Status.OPEN and ctx.bank.archetype(candidate.archetype_id)
    return bool(is_open) or command not in _WHILE_OPEN


def can_about(ctx: Context, command: str, text: str) -> bool:
    """Whether this command leads on to somebody when it is typed with this name."""
    found = find_by_name(ctx, text) or close_to(ctx.store, ctx.person, strip_quotes(text))
    adds = command in _WHILE_OPEN and not found
    return adds or bool(_possible(ctx, found, command, 1))


def _possible(
    ctx: Context, found: Sequence[Candidate], command: str, most: int = MOST_CHOICES
) -> list[Candidate]:
    """The first of these about whom the person gets an answer; as few are looked at as are enough."""
    possible = list[Candidate]()
    for start in range(0, len(found), most):
        some = {each.id: each for each in found[start : start + most]}
        loops = ctx.store.loops(ctx.person.team_id, [*some], contents=False)
        for loop in loops:
            each = some[loop.candidate.id]
            possible += [each] if _can(ctx, command, each, loop) else []
        if len(possible) >= most:
            break
    return possible[:most]


def _did_you_mean(ctx: Context, name: str, command: str) -> Payload:
    """A question with buttons that run `command` for each candidate whose name is close; empty where none is."""
    close = close_to(ctx.store, ctx.person, name)
    near = _possible(ctx, close, command)
    text = f"You have no candidate “{one_line(name)}”. Did you mean one of these?"
    add = (("Add a new candidate", f"{command} {NEW} {name}"),) if command in _WHILE_OPEN else ()
    return notice(text, (*choices(ctx, near, command), *add)) if near else {}


def choices(ctx: Context, candidates: Sequence[Candidate], command: str) -> Commands:
    """A button that runs the command for each of these, as far as one message has room."""
    listed = candidates[:MOST_CHOICES]
    apart = since(listed)
    return tuple(
        (_label(ctx, candidate, apart.get(candidate.id, "")), f"{command} id:{candidate.id}")
        for candidate in listed
    )


def _label(ctx: Context, candidate: Candidate, after: str) -> str:
    closed = "" if candidate.status is Status.OPEN else f" · {candidate.status.value}"
    return candidate_label(candidate, ctx.role_name(candidate), brief=True, after=after + closed)
