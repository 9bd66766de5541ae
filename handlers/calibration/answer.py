"""One sample answer at a time in a modal; after the last one, where the rater stands."""

from pydantic import BaseModel

from handlers.calibration.result import result_view
from handlers.context import Context, Payload
from handlers.slack.answers import field_errors, next_view
from handlers.slack.block_ids import values_in
from handlers.slack.fields import values_of
from handlers.slack.notices import notice_view
from interviews.calibration.models import Part
from interviews.calibration.rounds import rate
from interviews.errors import RoundClosed
from interviews.models import Rating
from templates import forms
from templates.render import render


class Metadata(BaseModel):
    """What the modal itself remembers."""

    round_id: str
    number: int


class AnswerForm(BaseModel):
    """The form as it is filled right now."""

    rating: Rating | None = None
    evidence: str = ""


def view_of(ctx: Context, part: Part, first: int = 0) -> Payload:
    """The modal for where the person is in the round: the next answer, or what came out, from this place on."""
    if part.round.closed_at:
        return result_view(ctx, part, first)
    if part.next_number:
        return build(part)
    return notice_view(
        "All your ratings are in, thank you. You get the key, and where you stand, once everybody "
        "else is done, or when the round's time is over.",
        "Calibration",
    )


def build(part: Part, form: AnswerForm | None = None) -> Payload:
    """The modal with the next answer that the person has not rated."""
    number = part.next_number
    metadata = Metadata(round_id=part.round.id, number=number)
    return render(
        "calibration/answer",
        metadata=metadata.model_dump_json(),
        round=part.round,
        number=number,
        answer=part.round.answers[number - 1],
        form=form or AnswerForm(),
    )


def send(ctx: Context, view: Payload) -> Payload:
    """The rating is kept, and the next answer takes its place."""
    metadata = Metadata.model_validate_json(view["private_metadata"])
    form = AnswerForm(**values_of(values_in(view), forms.CALIBRATION_ANSWER))
    if form.rating is None:
        return field_errors({forms.CALIBRATION_RATING.id(): "Choose a rung of the ladder."}, view)
    sent = (metadata.round_id, metadata.number, form.rating, form.evidence)
    try:
        part = rate(ctx.store, ctx.person, *sent, ctx.now())
    except RoundClosed as closed:
        return next_view(notice_view(str(closed), "Calibration"), view)
    return next_view(view_of(ctx, part), view)
