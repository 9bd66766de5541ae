"""The scorecard is sent: checked at the field, kept, and only then said to be saved."""

from typing import Any

from slack_bolt import Ack

from handlers.context import Context, Payload
from handlers.scorecards.checks import (
    SecondThought,
    faults_in,
    second_thought,
    sent_before,
    unfit_panel,
)
from handlers.scorecards.form import CardForm, build, read, skills_of
from handlers.scorecards.notes import Joined, with_jotted
from handlers.scorecards.targets import loop_of, role_of
from interviews.candidates.find_or_add import NewCandidate
from interviews.debriefs.visibility import rates_again
from interviews.scorecards.submit import Saved, Submission, submit
from question_bank.models import Archetype
from templates.macros.escaping import one_line
from templates.render import render


def send(ack: Ack, view: dict[str, Any], ctx: Context) -> None:
    """The card is kept, and only then said to be saved; otherwise the form stays with all that was typed."""
    form = read(view)
    joined = with_jotted(ctx, form, form.ratings)
    faults = faults_in(joined.form) or unfit_panel(ctx, form)
    if faults:
        ack(response_action="errors", errors=faults)
        return
    loop = loop_of(ctx, form)
    archetype = role_of(ctx, form, loop)
    sent = _submission(ctx, joined.form, archetype)
    thought = sent_before(ctx, form, sent) or second_thought(form, loop, ctx.person)
    if thought:
        ack(response_action="update", view=_again(ctx, thought))
        return
    saved = submit(ctx.store, ctx.person, sent, ctx.now())
    ack(response_action="update", view=saved_view(saved, joined))


def _again(ctx: Context, thought: SecondThought) -> Payload:
    """The form once more, about whom it is by now."""
    loop = loop_of(ctx, thought.form)
    archetype = role_of(ctx, thought.form, loop)
    whom = loop.candidate if loop else None
    return build(ctx, thought.form, archetype, whom, thought=thought.says)


def _submission(ctx: Context, form: CardForm, archetype: Archetype) -> Submission:
    assert form.recommendation is not None
    skills = skills_of(ctx, form, archetype)
    return Submission(
        card_id=form.kept.card_id,
        candidate_id=form.candidate_id,
        new=None if form.candidate_id else _new_candidate(form, archetype),
        revision_seen=form.revision_seen,
        jotted=form.kept.jotted.get(form.candidate_id or "", 0),
        bank_version=form.kept.bank_version,
        skills=skills,
        ratings=tuple(form.ratings[one.id] for one in skills if one.id in form.ratings),
        recommendation=form.recommendation,
        note=form.note,
        reason=form.reason,
    )


def _new_candidate(form: CardForm, archetype: Archetype) -> NewCandidate:
    assert form.level is not None
    return NewCandidate(
        id=form.kept.new_id,
        name=one_line(form.name),
        archetype_id=archetype.id,
        target_level=form.level,
        panel=form.panel,
    )


def saved_view(saved: Saved, joined: Joined) -> Payload:
    """What the modal turns into once the card is on the disk."""
    return render(
        "scorecards/saved",
        card=saved.card,
        panel=saved.loop,
        guest=saved.joined_as_guest,
        shadowed=saved.shadowed,
        second=saved.second_rating,
        rates_again=rates_again(saved.loop, saved.card.interviewer_id),
        not_added=saved.panel_not_added,
        jotted=joined,
    )
