"""Finds out which candidate somebody means: one, several of that name, or a slip of the pen."""

from collections.abc import Callable

from handlers.context import Context, Payload
from handlers.slack.notices import notice
from handlers.slack.request import button_id, unquoted
from interviews.candidates.queries import close_to, find
from interviews.models import Candidate, Status
from templates.macros.escaping import one_line

MOST_CHOICES = 20


def which_candidate(ctx: Context, name: str, command: str) -> Candidate | Payload | None:
    """The candidate; or a question to the person, whose buttons run `command` for one of several; or None."""
    found = find(ctx.store, ctx.person, name)
    if len(found) == 1:
        return found[0]
    if found:
        return notice(
            "Several candidates answer to that. Which one?", _choices(ctx, found, command)
        )
    near = close_to(ctx.store, ctx.person, name)
    if near:
        text = f"You have no candidate “{one_line(name)}”. Did you mean one of these?"
        adds = (("Add a new candidate", command),) if command in ("plan", "score") else ()
        return notice(text, (*_choices(ctx, near, command), *adds))
    return None


def about_candidate(
    ctx: Context,
    text: str,
    command: str,
    then: Callable[[str], Payload],
    nobody: Callable[[str], Payload],
) -> Payload:
    """What `then` answers about the candidate of a button, or of the name that was typed.

    Where several answer to it, or one nearly does, the person is asked; otherwise it is `nobody` of that name.
    """
    candidate_id = button_id(text)
    if candidate_id:
        return then(candidate_id)
    name = unquoted(text)
    found = which_candidate(ctx, name, command)
    if isinstance(found, Candidate):
        return then(found.id)
    return found or nobody(one_line(name))


def _choices(
    ctx: Context, candidates: tuple[Candidate, ...], command: str
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"{one.name}{_closed(one)} · {_role(ctx, one)} · since {one.created_at:%d %b %Y}",
            f"{command} id:{one.id}",
        )
        for one in candidates[:MOST_CHOICES]
    )


def _closed(candidate: Candidate) -> str:
    return "" if candidate.status is Status.OPEN else f" · {candidate.status.value}"


def _role(ctx: Context, candidate: Candidate) -> str:
    return f"{ctx.role_name(candidate)}, {candidate.target_level.value}"
