"""Half-filled scorecards: kept with every change, for their author alone, and taken up again."""

from slack_bolt import Ack

from handlers.context import Context
from handlers.delivery import Postponed, Result
from handlers.scorecards import card_form
from handlers.scorecards.card_form import CardForm
from handlers.scorecards.notes import view_with_notes
from handlers.slack.answers import open_view, replace_view
from handlers.slack.directory import look_up
from handlers.slack.request import Request
from interviews.errors import InterviewError
from interviews.outbox import ExpireDraft
from interviews.scorecards import drafts
from interviews.store.drafts import UNTYPED, Draft
from interviews.store.values import name_key
from templates.macros.escaping import one_line

DRAFT_IS_BACK = "Your draft is back as you left it."


class DraftGone(InterviewError):
    """The draft was sent or removed since the button was shown."""


def autosave(ctx: Context, request: Request) -> None:
    """What is typed and chosen is kept at once, for its author alone; the open form is left in peace."""
    form = card_form.read(request.view)
    save_draft(ctx, request, form)
    if form.candidate_id is None:
        look_up(ctx, (*form.panel, ctx.person.user_id))


def save_draft(ctx: Context, request: Request, form: CardForm) -> None:
    """Keeps the form as it is, unless something newer is kept already, or whom it added was erased."""
    if form.candidate_id is None and ctx.store.candidates.eraser_of(
        ctx.person.team_id, form.metadata.new_id
    ):
        return
    drafts.keep(ctx.store, new_draft(ctx, form, request.pressed_at), ctx.now())


def new_draft(ctx: Context, form: CardForm, typed_at: str = UNTYPED) -> Draft:
    """A draft of this form; unless a time is given, whatever is typed from now on is newer."""
    return Draft(
        team_id=ctx.person.team_id,
        user_id=ctx.person.user_id,
        card_id=form.metadata.card_id,
        candidate_id=form.candidate_id or "",
        name_key="" if form.candidate_id else name_key(one_line(form.name)),
        archetype_id=form.metadata.archetype_id,
        form=form.model_dump_json(),
        typed_at=typed_at,
        saved_at=ctx.now(),
    )


def expire(ctx: Context, job: ExpireDraft) -> Result:
    """A draft that nobody has typed in for a month, on a candidate whom nobody has added, is gone."""
    again = drafts.expire(ctx.store, ctx.person, job.card_id, ctx.now())
    return Postponed(again) if again else None


def close_form(ack: Ack, ctx: Context) -> None:
    """A closed form leaves its draft where the person finds it: on their Home tab, with all that is in it now."""
    drafts.close(ctx.store, ctx.person, ctx.now())
    ack()


def resume(ctx: Context, request: Request) -> None:
    """A draft of the person takes the place of the form that is open."""
    draft = ctx.store.drafts.get(ctx.person.team_id, ctx.person.user_id, request.text)
    if draft is None:
        raise DraftGone("This draft is no longer here: it was sent, or removed.")
    form = card_form.form_of(draft)
    loop = card_form.loop_of(ctx, form)
    form = card_form.as_it_stands(form, loop, ctx.person.user_id)
    show = replace_view if request.view else open_view
    show(ctx, request, view_with_notes(ctx, form, loop, DRAFT_IS_BACK))


def draft_on(ctx: Context, candidate_id: str) -> Draft | None:
    """The person's draft on this candidate, or None."""
    return ctx.store.drafts.on(ctx.person.team_id, ctx.person.user_id, candidate_id)


def is_draft(ctx: Context, form: CardForm) -> bool:
    """Whether the form is one that was kept half-filled."""
    found = ctx.store.drafts.get(ctx.person.team_id, ctx.person.user_id, form.metadata.card_id)
    return found is not None
