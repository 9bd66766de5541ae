"""The candidates that a person can pick in a form, each with the role beside the name."""

from collections.abc import Sequence

from handlers.candidates.labels import since
from handlers.context import Context
from handlers.slack.notices import shorten
from interviews.candidates.queries import planned_candidates
from interviews.models import Candidate
from slack_limits.check import OPTION_TEXT, SELECT_OPTIONS
from templates.macros.candidates import candidate_details, candidate_label
from templates.macros.escaping import one_line

MOST_CANDIDATES = SELECT_OPTIONS - 1  # one of them may add a candidate
LEAST_NAME = 30  # characters of a name that stay, however long the rest is


def scorable(ctx: Context) -> list[Candidate]:
    """The open candidates whom this person may score, newest first, as far as the bank has their role."""
    return _in_bank(ctx, ctx.store.candidates.list_scorable(ctx.person.team_id, ctx.person.user_id))


def plannable(ctx: Context) -> list[Candidate]:
    """The newest of the open candidates whose panel this person plans, as far as the bank has their role."""
    roles = [archetype.id for archetype in ctx.bank.archetypes]
    return [*planned_candidates(ctx.store, ctx.person, roles, MOST_CANDIDATES)]


def unscored(ctx: Context) -> list[Candidate]:
    """Those of them whom this person interviews and has not scored yet, newest first."""
    return _in_bank(ctx, ctx.store.candidates.list_unscored(ctx.person.team_id, ctx.person.user_id))


def _in_bank(ctx: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if ctx.bank.archetype(candidate.archetype_id)]


def options(ctx: Context, candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """The labels and ids of as many of these as one list takes."""
    listed = candidates[:MOST_CANDIDATES]
    apart = since(listed)
    return [
        (_label(ctx, candidate, apart.get(candidate.id, "")), candidate.id) for candidate in listed
    ]


def _label(ctx: Context, candidate: Candidate, after: str) -> str:
    """The candidate in one line that fits into an option; a long name gives way to what stands behind it."""
    role = ctx.role_name(candidate)
    room = OPTION_TEXT - len(candidate_details(candidate, role, brief=True)) - len(f"{after} · ")
    name = shorten(one_line(candidate.name), max(room, LEAST_NAME))
    short = candidate.model_copy(update={"name": name})
    return shorten(candidate_label(short, role, brief=True, after=after), OPTION_TEXT)
