"""The scorecard is sent: checked at the field, kept, and only then said to be saved."""

from collections.abc import Mapping

from handlers.context import Context, Payload
from handlers.scorecards.card_form import (
    CardForm,
    build,
    loop_of,
    questions_of,
    read,
    role_of,
    skills_of,
)
from handlers.scorecards.checks import (
    faults_in,
    guests_on_panel,
    open_question,
    sent_before,
    unfit_people,
)
from handlers.scorecards.notes import FormWithNotes, with_notes
from handlers.slack.answers import field_errors, next_view
from handlers.slack.directory import check_people
from interviews.candidates.find_or_add import NewCandidate
from interviews.models import AnchoredSkill, AskedQuestion
from interviews.scorecards.submit import SaveResult, Submission, submit
from question_bank.models import Archetype
from templates.macros.escaping import one_line
from templates.render import render


def send(ctx: Context, view: Payload) -> Payload:
    """The card is kept, and only then said to be saved; otherwise the form stays with all that was typed."""
    form = read(view)
    loop = loop_of(ctx, form)
    archetype = role_of(ctx, form, loop)
    skills = skills_of(ctx, form, archetype)
    whole = with_notes(ctx, form, [skill.id for skill in skills])
    faults = faults_in(whole.form) or unfit_people(ctx, form)
    if faults:
        return field_errors(faults, view)
    sent = _submission(whole.form, archetype, skills, questions_of(ctx, archetype, loop))
    question = (
        sent_before(ctx, form, sent)
        or guests_on_panel(ctx, form)
        or open_question(form, loop, ctx.person)
    )
    if question:
        loop = loop_of(ctx, question.form)  # about whom it is by now
        return next_view(build(ctx, question.form, loop, question=question.text), view)
    with ctx.store.transaction():
        saved = submit(ctx.store, ctx.person, sent, ctx.now())
        if sent.new and not saved.joined_as_guest:
            check_people(ctx, saved.loop, sent.new.panel)
    return next_view(result_view(saved, whole), view)


def _submission(
    form: CardForm,
    archetype: Archetype,
    skills: tuple[AnchoredSkill, ...],
    questions: Mapping[str, AskedQuestion],
) -> Submission:
    rated = form.with_skills(skill.id for skill in skills).ratings
    return Submission(
        card_id=form.metadata.card_id,
        new=None if form.candidate_id else _new_candidate(form, archetype),
        base_revision=form.base_revision,
        last_note=form.metadata.last_notes.get(form.candidate_id or "", 0),
        bank_version=form.metadata.bank_version,
        skills=skills,
        ratings=tuple(rated[skill.id] for skill in skills),
        asked=tuple(questions[name] for name in form.asked if name in questions),
        **form.model_dump(include={"candidate_id", "recommendation", "note", "reason"}),
    )


def _new_candidate(form: CardForm, archetype: Archetype) -> NewCandidate:
    assert form.level is not None
    return NewCandidate(
        id=form.metadata.new_id,
        name=one_line(form.name),
        archetype_id=archetype.id,
        target_level=form.level,
        panel=form.panel,
    )


def result_view(saved: SaveResult, whole: FormWithNotes) -> Payload:
    """What the modal turns into once the card is on the disk."""
    return render(
        "scorecards/saved",
        saved=saved,
        rates_again=saved.loop.rates_again(saved.card.interviewer_id),
        notes=whole,
    )
