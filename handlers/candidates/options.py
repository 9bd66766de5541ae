"""The candidates that a person can pick in a form, each with the role beside the name."""

from collections.abc import Sequence

from handlers.candidates.labels import since
from handlers.context import Context
from handlers.slack.notices import shorten
from interviews.candidates.queries import (
    Page,
    planned_candidates,
    scorable_candidates,
    unscored_candidates,
)
from interviews.models import Candidate
from slack_limits.check import OPTION_TEXT, SELECT_OPTIONS
from templates.macros.candidates import candidate_details, candidate_label
from templates.macros.escaping import one_line

MOST_CANDIDATES = SELECT_OPTIONS - 1  # one of them may add a candidate
LEAST_NAME = 30  # characters of a name that stay, however long the rest is


def scorable(ctx: Context, chosen: str | None = None) -> Page:
    """The newest of the open candidates whom this person may score, as far as the bank has their role.

    Whoever is `chosen` is among them, if they are one of these.
    """
    return scorable_candidates(ctx.store, ctx.person, roles(ctx), MOST_CANDIDATES, chosen)


def plannable(ctx: Context) -> list[Candidate]:
    """The newest of the open candidates whose panel this person plans, as far as the bank has their role."""
    return [*planned_candidates(ctx.store, ctx.person, roles(ctx), MOST_CANDIDATES)]


def unscored(ctx: Context, role: str, most: int) -> tuple[Candidate, ...]:
    """Up to so many whom this person interviews and has not scored yet; of this role, or of any where it is empty."""
    return unscored_candidates(ctx.store, ctx.person, [role] if role else roles(ctx), most)


def roles(ctx: Context) -> list[str]:
    """The ids of the roles that the bank has."""
    return [archetype.id for archetype in ctx.bank.archetypes]


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
