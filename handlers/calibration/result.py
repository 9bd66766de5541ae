"""What a round came to for one of its raters: the key, the reasons, and where they stand; nobody else sees it."""

from handlers.context import Context, Payload
from interviews.calibration.models import Part
from interviews.calibration.rounds import sealed_answers
from interviews.calibration.standing import Leaning, standing
from templates.render import render

SHOWN = 2
"""Answers that stand with the figures, and on each page behind a press."""


def result_view(ctx: Context, part: Part, first: int = 0) -> Payload:
    """The modal with the person's own ratings against the key, from this place on; the figures come first."""
    everybody = ctx.store.calibration.ratings(part.round.team_id, part.round.id)
    sealed = sealed_answers(ctx.store, ctx.person)
    waiting = [sealed[each.answer_id] for each in part.ratings if each.answer_id in sealed]
    return render(
        "calibration/result",
        round=part.round,
        standing=standing(part.without(sealed), everybody),
        waiting=waiting,
        leanings=Leaning,
        first=first,
        most=SHOWN,
    )
