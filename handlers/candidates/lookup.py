"""Finds the candidate that a typed name means: one, several of that name, or one spelt nearly so."""

from collections.abc import Callable

from handlers.context import Context, Payload
from handlers.slack.notices import Commands, notice
from handlers.slack.request import button_id, strip_quotes
from interviews.candidates.queries import close_to, find
from interviews.models import Candidate, Status
from templates.macros.candidates import candidate_label
from templates.macros.escaping import one_line

MOST_CHOICES = 20


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
    found = find(ctx.store, ctx.person, text) or find(ctx.store, ctx.person, name)
    if len(found) == 1:
        return answer(found[0].id)
    if found:
        text = "Several candidates answer to that. Which one?"
        return notice(text, _choices(ctx, found, command))
    return _did_you_mean(ctx, name, command) or unknown_name(one_line(name))


def _did_you_mean(ctx: Context, name: str, command: str) -> Payload:
    """A question with buttons that run `command` for each candidate whose name is close; empty where none is."""
    near = close_to(ctx.store, ctx.person, name)
    text = f"You have no candidate “{one_line(name)}”. Did you mean one of these?"
    add = (("Add a new candidate", command),) if command in ("plan", "score") else ()
    return notice(text, (*_choices(ctx, near, command), *add)) if near else {}


def _choices(ctx: Context, candidates: tuple[Candidate, ...], command: str) -> Commands:
    return tuple(
        (_label(ctx, candidate), f"{command} id:{candidate.id}")
        for candidate in candidates[:MOST_CHOICES]
    )


def _label(ctx: Context, candidate: Candidate) -> str:
    closed = "" if candidate.status is Status.OPEN else f" · {candidate.status.value}"
    label = candidate_label(candidate, ctx.role_name(candidate), brief=True, after=closed)
    return f"{label} · since {candidate.created_at:%d %b %Y}"
