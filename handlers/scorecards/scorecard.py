"""The scorecard is opened: from a kit, a list or a command, for a candidate of mine or a new one."""

from slack_bolt import Ack

from handlers.candidates.lookup import NEW, answer_about
from handlers.candidates.options import next_to_score
from handlers.context import Context, Payload
from handlers.kits.questions import archetype_of
from handlers.scorecards import card_form
from handlers.scorecards.card_form import CardForm
from handlers.scorecards.drafts import DRAFT_IS_BACK, draft_on, is_draft, save_draft
from handlers.scorecards.notes import view_with_notes
from handlers.slack.answers import open_view, replace_view
from handlers.slack.notices import Commands, notice, notice_view
from handlers.slack.request import Request, from_command
from interviews.candidates.queries import find, loop_for
from interviews.loop import Loop
from interviews.models import Scorecard
from interviews.permissions import Action, require_open

SCORE_HINT = "Choose the role; the scorecard lets you pick or add the candidate."


def open_from_command(ctx: Context, request: Request) -> Payload:
    """The scorecard for the candidate that was named; where nobody was, for the newest, or a choice of roles."""
    if not request.text:
        return {} if _open_newest(ctx, request) else notice(SCORE_HINT, _roles_for(ctx))
    archetype_id, _, name = request.text.removeprefix(NEW).partition(" ")
    is_new = request.text.startswith(NEW) and not find(ctx.store, ctx.person, request.text)
    if is_new and archetype_id:
        return _open(ctx, request, card_form.blank(ctx, archetype_of(ctx, archetype_id), name=name))
    return answer_about(
        ctx,
        request.text,
        "score",
        lambda candidate_id: _open(ctx, request, *form_for(ctx, candidate_id)),
        lambda name: notice(
            f"You have no candidate “{name}”. To add them, choose the role:", _roles_for(ctx, name)
        ),
    )


def open_from_shortcut(ack: Ack, body: Payload, ctx: Context) -> None:
    """The same from anywhere in Slack; where there is nobody to score yet, a modal offers the roles."""
    request = from_command(body)
    if not _open_newest(ctx, request):
        offer = notice_view(SCORE_HINT, "Score an interview", _roles_for(ctx))
        ctx.slack.views_open(request.trigger_id, offer)
    ack()


def _open_newest(ctx: Context, request: Request) -> bool:
    """Opens the scorecard of the newest candidate whom this person has not scored; False where there is none."""
    candidate = next_to_score(ctx)
    if candidate:
        _open(ctx, request, *form_for(ctx, candidate.id, fixed=False))
    return candidate is not None


def _roles_for(ctx: Context, name: str = "") -> Commands:
    roles = ctx.bank.archetypes[:20]
    return tuple((role.name, f"score {NEW}{role.id} {name}".strip()) for role in roles)


def open_from_button(ctx: Context, request: Request) -> None:
    """The scorecard from a kit or a question (for a role), or from a list (for a candidate)."""
    kind, _, candidate_id = request.text.partition(" ")
    if kind == "candidate":
        _open(ctx, request, *form_for(ctx, candidate_id))
    else:
        _open(ctx, request, card_form.blank(ctx, archetype_of(ctx, kind)))


def amend(ctx: Context, request: Request) -> None:
    """The person's newest scorecard, filled in, to be put beside the old one when sent."""
    _open(ctx, request, *form_for(ctx, request.text))


def form_for(ctx: Context, candidate_id: str, *, fixed: bool = True) -> tuple[CardForm, Loop]:
    """The form for a candidate of this person; their newest card is in it, if there is one."""
    loop = loop_for(ctx.store, ctx.person, candidate_id, Action.WRITE_OWN_CARD)
    draft, card = draft_on(ctx, candidate_id), loop.card_of(ctx.person.user_id)
    if draft:
        return card_form.as_it_stands(card_form.form_of(draft), loop, ctx.person.user_id), loop
    if card:
        require_open(
            ctx.person,
            loop,
            "so your scorecard stays as it is. If something in it matters still, tell the hiring lead.",
        )
    form = card_form.blank(ctx, archetype_of(ctx, loop.candidate.archetype_id), loop.candidate)
    if card:
        return card_form.amendment(_with_content(form, card), loop, card), loop
    return (form.with_metadata(candidate_id=candidate_id) if fixed else form), loop


def _with_content(form: CardForm, card: Scorecard) -> CardForm:
    return form.model_copy(
        update={
            "ratings": {rating.skill_id: rating for rating in card.ratings},
            **card.model_dump(include={"recommendation", "note", "reason"}),
        }
    )


def _open(ctx: Context, request: Request, form: CardForm, loop: Loop | None = None) -> Payload:
    view = view_with_notes(ctx, form, loop, DRAFT_IS_BACK if is_draft(ctx, form) else "")
    open_view(ctx, request, view)
    return {}


def choose_candidate(ctx: Context, request: Request) -> None:
    """The form turns to the chosen candidate's role, or to a new candidate; what was typed stays."""
    form = card_form.read(request.view)
    loop = card_form.loop_of(ctx, form)
    archetype = card_form.role_of(ctx, form, loop)
    if archetype.id != form.metadata.archetype_id:
        form = card_form.for_role(ctx, form, archetype)
    save_draft(ctx, request, form)
    replace_view(ctx, request, card_form.build(ctx, form, loop))
