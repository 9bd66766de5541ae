"""`/interview legal-hold`: a lead or an admin keeps a candidate, or a whole opening, from being erased."""

from functools import partial

from pydantic import BaseModel

from handlers.context import Context, Payload
from handlers.openings.lookup import answer_about_either
from handlers.slack.answers import field_errors, next_view, open_view, replace_view
from handlers.slack.block_ids import values_in
from handlers.slack.fields import values_of
from handlers.slack.notices import PRIVATELY, notice_view
from handlers.slack.request import Request
from interviews.errors import OnLegalHold
from interviews.openings.models import Opening
from interviews.retention.legal_holds import (
    Held,
    lift,
    may_lift,
    place,
    standing_hold,
    to_hold,
    visible_holds,
)
from interviews.retention.models import HoldSubject, LegalHold, NewHold
from interviews.store.values import new_id
from templates import forms
from templates.render import render

COMMAND = "legal-hold"
MOST_LISTED = 20


class Metadata(BaseModel):
    """What the modal itself remembers between opening and sending."""

    id: str
    subject: HoldSubject
    named_id: str


def from_command(ctx: Context, request: Request) -> Payload:
    """The form for whom or what was named; without a name, what is on hold."""
    if not request.text:
        holds = visible_holds(ctx.store, ctx.person, MOST_LISTED)
        return PRIVATELY | render("retention/legal_holds", holds=holds, most=MOST_LISTED)
    return answer_about_either(
        ctx, request.text, COMMAND,
        partial(_open, ctx, request, HoldSubject.CANDIDATE),
        lambda opening: _open(ctx, request, HoldSubject.OPENING, opening.id),
        _unknown_name,
    )  # fmt: skip


def _unknown_name(name: str) -> str:
    return f"You have no candidate “{name}”, and lead no opening of that title."


def _open(ctx: Context, request: Request, subject: HoldSubject, named_id: str) -> Payload:
    held = to_hold(ctx.store, ctx.person, subject, named_id)
    metadata = Metadata(id=new_id(), subject=subject, named_id=named_id)
    open_view(ctx, request, _view(ctx, held, metadata, standing_hold(ctx.store, held)))
    return {}


def _view(ctx: Context, held: Held, metadata: Metadata, standing: LegalHold | None) -> Payload:
    """The form of a hold, or the hold that stands with the way to lift it."""
    opening = held if isinstance(held, Opening) else None
    return render(
        "retention/legal_hold",
        held=held,
        opening=opening,
        role="" if isinstance(held, Opening) else ctx.role_name(held),
        metadata=metadata.model_dump_json(),
        standing=standing,
        may_lift=standing is not None and may_lift(ctx.person, standing),
    )


def send(ctx: Context, view: Payload) -> Payload:
    """The hold stands, and only then is said to."""
    metadata = Metadata.model_validate_json(view["private_metadata"])
    reason = values_of(values_in(view), (forms.HOLD_REASON,)).get("reason", "").strip()
    if not reason:
        return field_errors({forms.HOLD_REASON.id(): "Write the reason in a sentence."}, view)
    new = NewHold(**dict(metadata), reason=reason)
    standing = place(ctx.store, ctx.person, new, ctx.now())
    held = to_hold(ctx.store, ctx.person, metadata.subject, metadata.named_id)
    return next_view(_view(ctx, held, metadata, standing), view)


def lift_hold(ctx: Context, request: Request) -> None:
    """The hold is lifted."""
    metadata = Metadata.model_validate_json(request.view["private_metadata"])
    lifted = lift(ctx.store, ctx.person, metadata.subject, metadata.named_id, ctx.now())
    text = (
        "The hold is lifted: from now on they can be erased again, by hand or once their time is over."
        if lifted
        else "It is on hold no longer."
    )
    replace_view(ctx, request, notice_view(text, "Legal hold"))


def refusal(ctx: Context, refused: OnLegalHold) -> Payload:
    """What keeps a candidate from being erased, since when, and whom to ask."""
    return render("retention/on_hold", holds=refused.holds, reader=ctx.person.user_id)
