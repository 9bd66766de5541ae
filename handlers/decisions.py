"""The decision that closes a loop: a lead's form, its record, and ten minutes to take it back."""

from typing import Any

from pydantic import BaseModel
from slack_bolt import Ack

from handlers.context import Context, Payload
from handlers.delivery import Done, Result
from handlers.slack.fields import filled
from handlers.slack.notices import notice, notice_view, reply
from handlers.slack.posts import deliver
from handlers.slack.request import from_button
from interviews.candidates.queries import loop_for
from interviews.decisions import Decided, decide, reopen, undo
from interviews.loop import Loop
from interviews.models import Outcome
from interviews.outbox import TellDecision
from interviews.permissions import Action
from interviews.store.values import new_id
from templates import forms
from templates.render import render


class Metadata(BaseModel):
    """What the modal itself remembers between opening and sending."""

    id: str
    candidate_id: str


class DecisionForm(BaseModel):
    """The form as it is filled right now."""

    outcome: Outcome | None = None
    reason: str = ""
    participants: tuple[str, ...] = ()


def open_form(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The lead sees the form, with everybody who took part already in it."""
    request = from_button(body)
    loop = loop_for(ctx.store, ctx.person, request.text, Action.DECIDE)
    ctx.slack.views_open(request.trigger_id, _form(ctx, loop))
    ack()


def _form(ctx: Context, loop: Loop) -> Payload:
    people = (*loop.candidate.leads, *(card.interviewer_id for card in loop.cards))
    return render(
        "decisions/form",
        metadata=Metadata(id=new_id(), candidate_id=loop.candidate.id).model_dump_json(),
        candidate=loop.candidate,
        role=ctx.role_name(loop.candidate),
        form=DecisionForm(participants=tuple(dict.fromkeys(people))),
        missing=loop.missing,
        sealed=loop.sealed,
    )


def send(ack: Ack, view: dict[str, Any], ctx: Context) -> None:
    """The loop is closed, and only then said to be."""
    metadata = Metadata.model_validate_json(view["private_metadata"])
    form = DecisionForm(**filled(view["state"]["values"], forms.DECISION))
    faults = _faults_in(form)
    if faults:
        ack(response_action="errors", errors=faults)
        return
    assert form.outcome is not None
    sent = Decided(
        id=metadata.id,
        candidate_id=metadata.candidate_id,
        outcome=form.outcome,
        reason=form.reason.strip(),
        participants=form.participants,
    )
    decision = decide(ctx.store, ctx.person, sent, ctx.now())
    candidate = ctx.store.candidates.get(ctx.person.team_id, metadata.candidate_id)
    recorded = render("decisions/notice", candidate=candidate, decision=decision, to_decider=True)
    ack(response_action="update", view=recorded)


def _faults_in(form: DecisionForm) -> dict[str, str]:
    if form.outcome is None:
        return {forms.OUTCOME.id(): "Choose one of the four."}
    if not form.reason.strip():
        return {forms.REASON.id(): "Write the reason in a sentence or two."}
    return {}


def take_back(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """The loop is open again, if the ten minutes are not over."""
    request = from_button(body)
    undone = undo(ctx.store, ctx.person, request.text, ctx.now())
    answer = "Undone: the loop is open again." if undone else "There is no decision to undo."
    if request.view_id:
        ctx.slack.views_update(request.view_id, notice_view(answer), hash=request.view_hash)
    else:
        reply(ctx, request, notice(answer))
    ack()


def open_again(ack: Ack, body: dict[str, Any], ctx: Context) -> None:
    """A loop that was put on hold, or advanced, goes on."""
    request = from_button(body)
    reopened = reopen(ctx.store, ctx.person, request.text, ctx.now())
    answer = (
        "Open again: scorecards, reminders and the plan go on as before, and you can decide anew."
        if reopened
        else "It is open already."
    )
    reply(ctx, request, notice(answer, (("Change the plan", f"plan id:{request.text}"),)))
    ack()


def tell_decision(ctx: Context, job: TellDecision) -> Result:
    """Somebody who took part hears in one line how it ended, unless it was undone meanwhile."""
    standing = ctx.store.decisions.standing(job.team_id, job.candidate_id)
    candidate = ctx.store.candidates.get(job.team_id, job.candidate_id)
    if candidate is None or standing is None or standing.id != job.decision_id:
        return Done()
    message = render("decisions/notice", candidate=candidate, decision=standing, to_decider=False)
    about = f"decided:{candidate.id}:{standing.id}:{job.user_id}:"
    deliver(ctx, candidate.id, about, [message])
    return Done()
