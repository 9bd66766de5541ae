"""What a round came to for one of its raters: the key, the reasons, and where they stand; nobody else sees it."""

from handlers.context import Context, Payload
from interviews.calibration.models import Part, Round
from interviews.calibration.rounds import passes_nobody, sealed_answers
from interviews.calibration.standing import Leaning, standing
from templates.render import render

SHOWN = 2
"""Answers that stand with the figures, and on each page behind a press."""


def is_idle(ctx: Context, found: Round) -> bool:
    """Whether the person lacks a round that the role asks for, and this one cannot be it."""
    role = ctx.bank.archetype(found.archetype_id)
    ids = found.team_id, found.archetype_id, (ctx.person.user_id,)
    return passes_nobody(found, role) and not ctx.store.calibration.list_passed(*ids)


def result_view(ctx: Context, part: Part, first: int = 0, note: str = "") -> Payload:
    """The modal with the person's own ratings against the key, from this place on; the figures come first."""
    everybody = ctx.store.calibration.ratings(part.round.team_id, part.round.id)
    sealed = sealed_answers(ctx.store, ctx.person)
    waiting = [sealed[each.answer_id] for each in part.ratings if each.answer_id in sealed]
    return render(
        "calibration/result",
        round=part.round,
        standing=standing(part.without(sealed), everybody),
        waiting=waiting,
        note=note,
        passes_nobody=is_idle(ctx, part.round),
        leanings=Leaning,
        first=first,
        most=SHOWN,
    )
