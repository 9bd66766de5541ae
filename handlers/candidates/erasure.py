"""`/interview forget`: a lead or an admin erases a candidate for good, after typing the name once more."""

from functools import partial

from handlers.candidates.lookup import answer_about
from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.retention import legal_hold
from handlers.slack.answers import field_errors, next_view, open_view
from handlers.slack.block_ids import values_in
from handlers.slack.fields import values_of
from handlers.slack.notices import notice
from handlers.slack.posts import deliver, take_away
from handlers.slack.request import Request
from interviews.candidates.erasure import forget, must_say_why, to_forget
from interviews.candidates.erasure_check import go_on
from interviews.errors import OnLegalHold
from interviews.outbox import CheckErasures, EraseMessages, TellErasure
from interviews.retention.models import ErasureCause
from interviews.store.values import name_key
from templates import forms
from templates.render import render


def from_command(ctx: Context, request: Request) -> Payload:
    """The form for the candidate that was named; without a name, how to name one."""
    if not request.text:
        return notice(
            "Whom? Type /interview forget and the candidate's name. Nothing is erased before you "
            "have confirmed it.",
            (("My candidates", "candidates"),),
        )
    return answer_about(ctx, request.text, "forget", partial(_open, ctx, request), _unknown_name)


def _unknown_name(name: str) -> Payload:
    return notice(
        f"You have no candidate “{name}”. Hiring leads can erase their own candidates, "
        "and admins everybody's.",
        (("My candidates", "candidates"),),
    )


def _open(ctx: Context, request: Request, candidate_id: str) -> Payload:
    try:
        loops = to_forget(ctx.store, ctx.person, candidate_id, ctx.now())
    except OnLegalHold as refused:
        open_view(ctx, request, legal_hold.refusal(ctx, refused))
        return {}
    candidate = loops[0].candidate
    view = render(
        "candidates/erase",
        candidate=candidate,
        loops=loops,
        role=ctx.role_name(candidate),
        asks_why=must_say_why(ctx.store, ctx.person, candidate, ctx.now()),
    )
    open_view(ctx, request, view)
    return {}


def send(ctx: Context, view: Payload) -> Payload:
    """Erases the candidate if the name was typed as it stands, and says so once that is committed."""
    candidate_id: str = view["private_metadata"]
    candidate = ctx.store.candidates.get(ctx.person.team_id, candidate_id)
    form = values_of(values_in(view), (forms.NAME_TO_ERASE, forms.ERASURE_CAUSE))
    name = form.get("name", "")
    if candidate and name_key(name) != name_key(candidate.name):
        fault = "This is not the candidate's name. Type it as it stands above, or press Cancel."
        return field_errors({forms.NAME_TO_ERASE.id(): fault}, view)
    try:
        cause = ErasureCause(form["cause"]) if "cause" in form else None
        erased = forget(ctx.store, ctx.person, candidate_id, ctx.now(), cause)
    except OnLegalHold as refused:
        return next_view(legal_hold.refusal(ctx, refused), view)
    places = [ctx.store.messages.unsure_places(ctx.person.team_id, each) for each in erased]
    unsure = sorted({place for of_round in places for place in of_round})
    return next_view(render("candidates/erased", places=unsure), view)


def erase(ctx: Context, job: EraseMessages) -> None:
    """Removes messages and files about an erased candidate from Slack, and their bytes from the database's files."""
    posted = ctx.store.messages.of_candidate(job.team_id, job.candidate_id)
    # Files last: where the bot may send none any more, it may delete none either.
    for standing in sorted(posted, key=lambda each: each.is_file):
        take_away(ctx, standing)
    # Somebody's keystroke may have been kept while the candidate was being erased.
    ctx.store.drafts.remove_all_on(job.team_id, job.candidate_id)
    ctx.store.leave_no_bytes()


def check(ctx: Context, _: CheckErasures) -> Result:
    """The next piece of the database is searched for what was erased."""
    until = go_on(ctx.store, ctx.now())
    return Postponed(until) if until else Dropped()


def tell(ctx: Context, job: TellErasure) -> None:
    """Whoever erased somebody reads what was erased, and whether anything of it was found."""
    message = render("candidates/erasure_checked", **job.model_dump(exclude={"team_id", "user_id"}))
    deliver(ctx, "", f"erasure:{job.candidate_id}:", [message])
