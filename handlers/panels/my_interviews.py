"""The buttons of an interviewer's message: open my kit, hand over, did not happen, I only shadowed."""

from handlers.context import Context, Payload
from handlers.panels.interview_kit import kit_message, kit_view
from handlers.slack.answers import field_errors, next_view, open_view
from handlers.slack.block_ids import values_in
from handlers.slack.directory import guest_accounts, guest_question, participant_fault
from handlers.slack.fields import values_of
from handlers.slack.notices import notice, notice_view
from handlers.slack.request import Request
from interviews.loop import Loop
from interviews.panels import seats
from templates import forms
from templates.render import render


def open_kit(ctx: Context, request: Request) -> Payload | None:
    """The questions that are theirs in this interview: below the message, where notes are typed; on Home as a modal."""
    loop, interview = seats.interview_for(ctx.store, ctx.person, request.text)
    if request.response_url:
        return kit_message(ctx, loop.candidate, interview)
    open_view(ctx, request, kit_view(ctx, loop.candidate, interview))
    return None


def open_hand_over(ctx: Context, request: Request) -> None:
    """The person is asked who else holds the interview."""
    loop, interview = seats.interview_for(ctx.store, ctx.person, request.text)
    open_view(ctx, request, _hand_over_form(loop, interview.id))


def _hand_over_form(loop: Loop, metadata: str, to: str = "", question: str = "") -> Payload:
    return render(
        "panels/hand_over", candidate=loop.candidate, metadata=metadata, to=to, question=question
    )


def send_hand_over(ctx: Context, view: Payload) -> Payload:
    """Somebody else holds the interview; whoever cannot is refused at the field, and a guest account asked about."""
    interview_id, _, asked_about = view["private_metadata"].partition(" ")
    to = values_of(values_in(view), (forms.TO,)).get("to", "")
    fault = participant_fault(ctx, [to]) if to else "Choose who holds it."
    if fault:
        return field_errors({forms.TO.id(): fault}, view)
    if to != asked_about and guest_accounts(ctx, [to]):
        loop, _ = seats.interview_for(ctx.store, ctx.person, interview_id)
        again = _hand_over_form(loop, f"{interview_id} {to}", to, guest_question(ctx, to))
        return next_view(again, view)
    seats.hand_over(ctx.store, ctx.person, interview_id, to, ctx.now())
    return next_view(notice_view("They and the hiring lead are told.", "Handed over"), view)


def cancel_interview(ctx: Context, request: Request) -> Payload:
    """The interview is off the plan, and nobody waits for its scorecard."""
    seats.cancel_interview(ctx.store, ctx.person, request.text, ctx.now())
    return notice("Noted: it did not happen. The hiring lead is told and can plan it again.")


def record_shadow(ctx: Context, request: Request) -> Payload:
    """The person's scorecard is kept apart, and nobody waits for it."""
    seats.record_shadow(ctx.store, ctx.person, request.text, ctx.now())
    return notice("Noted: you only shadowed. A scorecard of yours is kept apart.")
