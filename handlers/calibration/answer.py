"""One sample answer at a time in a modal; after the last one, where the rater stands."""

from pydantic import BaseModel

from handlers.calibration.result import is_idle, result_view
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


def view_of(
    ctx: Context, part: Part, note: str = "", *, first: int = 0, is_begun: bool = True
) -> Payload:
    """The modal for where the person is in the round: the next answer, or what came out, from this place on.

    With a note, if any; where it is opened, and not gone on with, it says what kind of round it is.
    """
    if part.round.closed_at:
        return result_view(ctx, part, first, note)
    if part.next_number:
        return build(part, note=note, is_begun=is_begun, passes_nobody=is_idle(ctx, part.round))
    said = (
        "All your ratings are in, thank you. You get the key, and where you stand, once everybody "
        "else is done, or when the round's time is over."
    )
    return notice_view(f"{note} {said}".strip(), "Calibration")


def build(
    part: Part,
    form: AnswerForm | None = None,
    note: str = "",
    *,
    is_begun: bool = True,
    passes_nobody: bool = False,
) -> Payload:
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
        note=note,
        is_begun=is_begun,
        passes_nobody=passes_nobody,
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
    return next_view(view_of(ctx, part, _note(part, metadata.number, form)), view)


def _note(part: Part, number: int, form: AnswerForm) -> str:
    """What became of the rating where another device, say, had sent another for this answer; else nothing."""
    kept = next((given for given in part.ratings if given.number == number), None)
    if kept is None or (kept.rating == form.rating and form.evidence in ("", kept.evidence)):
        return ""
    typed = f" You had typed: “{form.evidence}”" if form.evidence else ""
    return (
        f"Answer {number} had been rated already, with a {int(kept.rating)}. That stays, and the "
        f"{int(form.rating or 0)} that you have just sent does not count.{typed}"
    )
