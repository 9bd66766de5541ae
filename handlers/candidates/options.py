"""The candidates that a person can pick in a form, each with the role beside the name."""

from handlers.context import Context
from handlers.slack.notices import BUTTON_TEXT, short_label
from interviews.candidates.queries import my_candidates
from interviews.models import Candidate
from templates.macros.escaping import one_line

MOST_CANDIDATES = 99  # Slack shows 100 options, and one of them may add a candidate


def scorable(ctx: Context) -> list[Candidate]:
    """The open candidates whom this person may score, newest first, as far as the bank has their role."""
    mine = my_candidates(ctx.store, ctx.person)
    return [candidate for candidate in mine if ctx.bank.archetype(candidate.archetype_id)]


def next_to_score(ctx: Context) -> Candidate | None:
    """The newest of these whom this person has not scored yet, or None."""
    mine = ctx.store.candidates.unscored_by(ctx.person.team_id, ctx.person.user_id)
    return next(
        (candidate for candidate in mine if ctx.bank.archetype(candidate.archetype_id)), None
    )


def label(ctx: Context, candidate: Candidate) -> str:
    """The candidate in one line that fits into an option; a long name gives way to the role."""
    archetype = ctx.bank.archetype(candidate.archetype_id)
    role = f" · {archetype.name if archetype else ''} · {candidate.target_level.value}"
    name = one_line(candidate.name)
    room = BUTTON_TEXT - len(role)
    return short_label((name if len(name) <= room else name[: room - 1] + "…") + role)
