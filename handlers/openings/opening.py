"""Somebody makes an opening in a form, changes it, closes it, or opens it again."""

from collections.abc import Iterator

from handlers.context import Context, Payload
from handlers.openings import page
from handlers.openings.form import (
    OpeningForm,
    blank,
    build,
    current_form,
    hidden_fields,
    read,
    with_hidden,
)
from handlers.panels.plan import plan
from handlers.slack.answers import field_errors, next_view, open_view, replace_view
from handlers.slack.directory import lead_fault, look_up, with_profile
from handlers.slack.notices import notice_view
from handlers.slack.request import Request
from interviews.errors import OpeningChanged, StageInUse, TitleTaken
from interviews.openings import change as openings
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.store.values import name_key
from templates import forms
from templates.macros.escaping import one_line

Faults = Iterator[tuple[str, str]]


def open_form(ctx: Context, request: Request) -> None:
    """The form: of a new opening with this title, or of the one whose id the button has."""
    if not request.text.startswith("id:"):
        open_view(ctx, request, build(ctx, blank(ctx, one_line(request.text)), None))
        return
    opening = _opening(ctx, request.text.removeprefix("id:"))
    open_view(ctx, request, build(ctx, current_form(opening), opening))


def _opening(ctx: Context, opening_id: str) -> Opening:
    return opening_for(ctx.store, ctx.person, opening_id, OpeningAction.CHANGE)


def change(ctx: Context, request: Request) -> None:
    """The form follows the role, and has as many stages as were chosen; what was typed stays."""
    form = read(request.view)
    opening = _of_form(ctx, form)
    form = with_hidden(ctx, form, opening)
    replace_view(ctx, request, build(ctx, form, opening))
    look_up(ctx, (*form.leads, *form.coordinators))


def _of_form(ctx: Context, form: OpeningForm) -> Opening | None:
    return None if form.metadata.is_new else _opening(ctx, form.metadata.opening_id)


def send(ctx: Context, view: Payload) -> Payload:
    """The opening is kept; a fault stands at its field, with all that was typed."""
    form = read(view)
    standing = _of_form(ctx, form)
    form = with_hidden(ctx, form, standing)
    faults = dict(_faults(form)) or dict(_people_faults(ctx, form, standing))
    if faults:
        return field_errors(faults, view)
    try:
        saved = _save(ctx, form)
    except TitleTaken as taken:
        return field_errors({forms.OPENING_TITLE.id(): str(taken)}, view)
    except StageInUse as in_use:
        return field_errors({_field_in_use(form, standing): str(in_use)}, view)
    except OpeningChanged as changed:
        now = _of_form(ctx, form)
        assert now is not None, "only what is there can have changed"
        again = form.model_copy(update={"metadata": current_form(now).metadata})
        return next_view(build(ctx, again, now, str(changed)), view)
    return next_view(page.saved(ctx, saved), view)


def _save(ctx: Context, form: OpeningForm) -> Opening:
    metadata, now, version = form.metadata, ctx.now(), ctx.bank.version
    if metadata.is_new:
        new = Opening(
            team_id=ctx.person.team_id, id=metadata.opening_id, bank_version=version,
            created_by=ctx.person.user_id, created_at=now, **form.details().details(),
        )  # fmt: skip
        return openings.add(ctx.store, ctx.person, new)
    return openings.change(
        ctx.store, ctx.person, metadata.opening_id, form.details(),
        mark_before=metadata.mark, bank_version=version, now=now,
    )  # fmt: skip


def _field_in_use(form: OpeningForm, standing: Opening | None) -> str:
    """The field at which it is said what cannot change: the role, or the number of stages."""
    role = standing is not None and standing.archetype_id != form.archetype_id
    return (forms.OPENING_ROLE if role else forms.STAGE_COUNT).id()


def _faults(form: OpeningForm) -> Faults:
    if not one_line(form.title):
        yield forms.OPENING_TITLE.id(), "Write what is being filled, such as “Backend, Berlin”."
    if form.target_level is None:
        yield forms.OPENING_LEVEL.id(), "Choose the level this search is for."
    if not form.leads:
        yield forms.OPENING_LEADS.id(), "Choose at least one hiring lead."
    names = [name_key(form.stage_name.get(number, "")) for number in form.stage_numbers]
    for number, name in zip(form.stage_numbers, names, strict=True):
        if not name:
            yield (
                forms.STAGE_NAME.id(number),
                "Write what this stage is called, or choose fewer stages.",
            )
        elif names.index(name) + 1 < int(number):
            yield (
                forms.STAGE_NAME.id(number),
                "Another stage is called this. Give each a name of its own.",
            )
        if not _is_length(form.stage_minutes.get(number, "")):
            between = f"{forms.LEAST_MINUTES} to {forms.MOST_MINUTES}"
            yield forms.STAGE_MINUTES.id(number), f"An interview takes {between} minutes."


def _is_length(typed: str) -> bool:
    return not typed or (
        typed.isdecimal() and forms.LEAST_MINUTES <= int(typed) <= forms.MOST_MINUTES
    )


def _people_faults(ctx: Context, form: OpeningForm, standing: Opening | None) -> Faults:
    """Whoever cannot lead or coordinate; a form is answered after one call to Slack at most."""
    known = with_profile(ctx, (*form.leads, *form.coordinators), one_call=True)
    for field in (forms.OPENING_LEADS, forms.OPENING_COORDINATORS):
        people = [who for who in getattr(form, field.name) if who in known]
        fault = lead_fault(ctx, people)
        if fault and field not in hidden_fields(ctx, standing):
            yield field.id(), fault


def close(ctx: Context, request: Request) -> Payload:
    """Nobody can be planned in it any more; who is in it goes on."""
    opening = openings.close(ctx.store, ctx.person, request.text, ctx.now())
    return page.opening_page(ctx, opening)


def reopen(ctx: Context, request: Request) -> Payload:
    """Candidates can be planned in it again."""
    opening = openings.reopen(ctx.store, ctx.person, request.text, ctx.now())
    return page.opening_page(ctx, opening)


def plan_candidate(ctx: Context, request: Request) -> None:
    """The form of a plan for somebody new in this opening."""
    opening = opening_for(ctx.store, ctx.person, request.text, OpeningAction.PLAN_IN)
    if not opening.is_open:
        text = "This opening is closed. Open it again, then plan a candidate in it."
        open_view(ctx, request, notice_view(text))
        return
    plan.open_in_opening(ctx, request, opening)
