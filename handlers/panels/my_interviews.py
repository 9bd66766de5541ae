"""The buttons of an interviewer's message: open my kit, hand over, did not happen, I only shadowed."""

from typing import Any

from slack_bolt import Ack

from handlers.context import Context
from handlers.panels.interview_kit import kit_view
from handlers.slack.directory import participant_fault
from handlers.slack.fields import filled
from handlers.slack.notices import notice, notice_view, reply
from handlers.slack.request import from_button
from interviews.panels import seats
from interviews.panels.seats import interview_for
from templates import forms
from templates.render import render


def open_kit(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The person sees the questions that are theirs in this interview."""
    request = from_button(body)
    loop, interview = interview_for(ctx.store, ctx.person, request.text)
    ctx.slack.views_open(request.trigger_id, kit_view(ctx, loop.candidate, interview))
    ack()


def open_hand_over(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The person is asked who else holds the interview."""
    request = from_button(body)
    loop, interview = interview_for(ctx.store, ctx.person, request.text)
    view = render("panels/hand_over", candidate=loop.candidate, metadata=interview.id)
    ctx.slack.views_open(request.trigger_id, view)
    ack()


def send_hand_over(ack: Ack, view: dict[str, Any], ctx: Context) -> None:
    """Somebody else holds the interview; a bot, or somebody on the panel, is refused at the field."""
    to = filled(view["state"]["values"], (forms.TO,)).get("to", "")
    fault = participant_fault(ctx, [to]) if to else "Choose who holds it."
    if fault:
        ack(response_action="errors", errors={forms.TO.id(): fault})
        return
    seats.hand_over(ctx.store, ctx.person, view["private_metadata"], to, ctx.now())
    text = "They and the hiring lead are told."
    ack(response_action="update", view=notice_view(text, "Handed over"))


def did_not_happen(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The interview is off the plan, and nobody waits for its scorecard."""
    request = from_button(body)
    seats.did_not_happen(ctx.store, ctx.person, request.text, ctx.now())
    reply(
        ctx,
        request,
        notice("Noted: it did not happen. The hiring lead is told and can plan it again."),
    )
    ack()


def shadowed(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The person's scorecard is kept apart, and nobody waits for it."""
    request = from_button(body)
    seats.shadowed(ctx.store, ctx.person, request.text, ctx.now())
    reply(ctx, request, notice("Noted: you only shadowed. A scorecard of yours is kept apart."))
    ack()
