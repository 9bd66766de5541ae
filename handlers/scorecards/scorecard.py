"""The scorecard is opened: from a kit, a list or a command, for a candidate of mine or a new one."""

from slack_bolt import Ack

from handlers.candidates.lookup import MOST_CHOICES, NEW, answer_about, choices
from handlers.candidates.options import unscored
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
from question_bank.models import Archetype
from templates.forms import ALL_SKILLS

SCORE_HINT = "Choose the role; the scorecard lets you pick or add the candidate."
THE_OLDER = "For older ones, type /interview score and the name."


def open_from_command(ctx: Context, request: Request) -> Payload:
    """The scorecard for the candidate that was named; where nobody was, for whoever waits for one."""
    if not request.text:
        return _open_waiting(ctx, request)
    if request.text == NEW:
        return _ask(ctx, request, SCORE_HINT, _roles_for(ctx))
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
    """The scorecard for whoever waits for one, from anywhere in Slack."""
    _open_waiting(ctx, from_command(body))
    ack()


def open_from_button(ctx: Context, request: Request) -> Payload:
    """The scorecard from a kit or a question (for a role), or from a list (for a candidate)."""
    kind, _, candidate_id = request.text.partition(" ")
    if kind == "candidate":
        return _open(ctx, request, *form_for(ctx, candidate_id))
    return _open_waiting(ctx, request, archetype_of(ctx, kind))


def _open_waiting(ctx: Context, request: Request, role: Archetype | None = None) -> Payload:
    """The scorecard of the only candidate of this role, or of any, whom this person has yet to score.

    Where there are several it asks for whom it is; where there is none, it is for somebody new.
    """
    waiting = unscored(ctx, role.id if role else "", MOST_CHOICES + 1)
    if len(waiting) == 1:
        return _open(ctx, request, *form_for(ctx, waiting[0].id, fixed=False))
    if waiting:
        older = f" {THE_OLDER}" if waiting[MOST_CHOICES:] else ""
        another = ("Somebody else", f"score {NEW}{role.id if role else ''}")
        return _ask(
            ctx,
            request,
            f"Whom did you interview?{older}",
            (*choices(ctx, waiting, "score"), another),
        )
    if role:
        return _open(ctx, request, card_form.blank(ctx, role))
    return _ask(ctx, request, SCORE_HINT, _roles_for(ctx))


def _ask(ctx: Context, request: Request, question: str, commands: Commands) -> Payload:
    """Asks below the message that was pressed, or what was typed; in a modal, where there is no such place."""
    if request.response_url:
        return notice(question, commands)
    open_view(ctx, request, notice_view(question, "Score an interview", commands))
    return {}


def _roles_for(ctx: Context, name: str = "") -> Commands:
    roles = ctx.bank.archetypes[:20]
    return tuple((role.name, f"score {NEW}{role.id} {name}".strip()) for role in roles)


def amend(ctx: Context, request: Request) -> None:
    """The person's newest scorecard, filled in, to be put beside the old one when sent."""
    _open(ctx, request, *form_for(ctx, request.text))


def form_for(ctx: Context, candidate_id: str, *, fixed: bool = True) -> tuple[CardForm, Loop]:
    """The form for a candidate of this person; their newest card is in it, if there is one.

    Unless it is `fixed`, another can be chosen in it.
    """
    loop = loop_for(ctx.store, ctx.person, candidate_id, Action.WRITE_OWN_CARD)
    draft, card = draft_on(ctx, candidate_id), loop.card_of(ctx.person.user_id)
    about = candidate_id if fixed else None
    if draft:
        form = card_form.form_of(draft)
        form = form if form.base_revision else form.with_metadata(candidate_id=about)
        return card_form.as_it_stands(form, loop, ctx.person.user_id), loop
    if card:
        require_open(
            ctx.person,
            loop,
            "so your scorecard stays as it is. If something in it matters still, tell the hiring lead.",
        )
    form = card_form.blank(ctx, archetype_of(ctx, loop.candidate.archetype_id), loop.candidate)
    if card:
        return card_form.amendment(_with_content(form, card), loop, card), loop
    return form.with_metadata(candidate_id=about), loop


def _with_content(form: CardForm, card: Scorecard) -> CardForm:
    return form.model_copy(
        update={
            "ratings": {
                given.skill_id: given for given in card.ratings if given.rating or given.evidence
            },
            "asked": tuple(question.id for question in card.asked),
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


def add_skill(ctx: Context, request: Request) -> None:
    """The form has fields for the chosen skill too, or for all of the role; what was typed stays."""
    form = card_form.read(request.view)
    loop = card_form.loop_of(ctx, form)
    skills = card_form.skills_of(ctx, form, card_form.role_of(ctx, form, loop))
    added = [skill.id for skill in skills if request.text in {skill.id, ALL_SKILLS}]
    # One that was added a moment ago is in the draft before Slack shows it.
    draft = ctx.store.drafts.get(ctx.person.team_id, ctx.person.user_id, form.metadata.card_id)
    before = card_form.form_of(draft).ratings if draft else {}
    form = form.with_skills((*before, *added))
    save_draft(ctx, request, form)
    replace_view(ctx, request, card_form.build(ctx, form, loop))
