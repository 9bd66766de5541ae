"""Whom and what a scorecard's form is about right now: the loop of its candidate, and the role."""

from handlers.context import Context
from handlers.kits.questions import archetype_of
from handlers.scorecards.form import CardForm
from interviews.candidates.queries import loop_for
from interviews.loop import Loop
from interviews.permissions import Action
from question_bank.models import Archetype


def loop_of(ctx: Context, form: CardForm) -> Loop | None:
    """The loop of the chosen candidate, where this person may score them; None for a new candidate."""
    if form.candidate_id is None:
        return None
    return loop_for(ctx.store, ctx.person, form.candidate_id, Action.WRITE_OWN_CARD)


def role_of(ctx: Context, form: CardForm, loop: Loop | None) -> Archetype:
    """The candidate's role, or the one the form was opened for."""
    return archetype_of(ctx, loop.candidate.archetype_id if loop else form.metadata.archetype_id)
