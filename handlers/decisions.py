"""The decision that closes a loop: a lead's form, its record, and ten minutes to take it back."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from handlers.context import Context, Payload
from handlers.slack.answers import field_errors, next_view, open_view, replace_view
from handlers.slack.block_ids import values_in
from handlers.slack.fields import values_of
from handlers.slack.notices import notice, notice_view
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.decisions import NewDecision, close, decide, loop_to_decide_on, reopen, undo
from interviews.loop import Loop
from interviews.models import Decision, Outcome
from interviews.outbox import CloseLoop, TellDecision
from interviews.store.values import new_id
from templates import forms
from templates.render import render


class Metadata(BaseModel):
    """What the modal itself remembers between opening and sending."""

    id: str
    candidate_id: str
    replaces: str = ""


class DecisionForm(BaseModel):
    """The form as it is filled right now."""

    outcome: Outcome | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    participants: tuple[str, ...] = ()


def open_form(ctx: Context, request: Request) -> None:
    """The lead sees the form, with everybody who took part already in it.

    The button names the candidate, and the decision where it is there to change one.
    """
    candidate_id, _, replaces = request.text.partition(" ")
    loop, standing = loop_to_decide_on(ctx.store, ctx.person, candidate_id, replaces, ctx.now())
    open_view(ctx, request, _form(ctx, loop, standing))


def _form(ctx: Context, loop: Loop, standing: Decision | None) -> Payload:
    replaces = standing.id if standing else ""
    metadata = Metadata(id=new_id(), candidate_id=loop.candidate.id, replaces=replaces)
    people = (*loop.candidate.leads, *(card.interviewer_id for card in loop.cards))
    return render(
        "decisions/form",
        metadata=metadata.model_dump_json(),
        panel=loop,
        role=ctx.role_name(loop.candidate),
        standing=standing,
        form=DecisionForm(participants=tuple(dict.fromkeys(people))),
    )


def send(ctx: Context, view: Payload) -> Payload:
    """The loop is closed, and only then said to be."""
    metadata = Metadata.model_validate_json(view["private_metadata"])
    form = DecisionForm(**values_of(values_in(view), forms.DECISION))
    faults = _faults_in(form)
    if faults:
        return field_errors(faults, view)
    sent = NewDecision(**dict(metadata), **dict(form))
    decision = decide(ctx.store, ctx.person, sent, ctx.now())
    candidate = ctx.store.candidates.get(ctx.person.team_id, metadata.candidate_id)
    recorded = render("decisions/notice", candidate=candidate, decision=decision, to_decider=True)
    return next_view(recorded, view)


def _faults_in(form: DecisionForm) -> dict[str, str]:
    if form.outcome is None:
        return {forms.OUTCOME.id(): "Choose one of these."}
    if not form.reason:
        return {forms.REASON.id(): "Write the reason in a sentence or two."}
    return {}


def take_back(ctx: Context, request: Request) -> Payload | None:
    """The loop is open again, if the ten minutes are not over."""
    undone = undo(ctx.store, ctx.person, request.text, ctx.now())
    answer = "Undone: the loop is open again." if undone else "There is no decision to undo."
    if not request.view:
        return notice(answer)
    replace_view(ctx, request, notice_view(answer))
    return None


def open_again(ctx: Context, request: Request) -> Payload:
    """A loop that was put on hold, or advanced, goes on."""
    reopened = reopen(ctx.store, ctx.person, request.text, ctx.now())
    answer = (
        "Open again: scorecards, reminders and the plan go on as before, and you can decide anew."
        if reopened
        else "It is open already."
    )
    return notice(answer, (("Change the plan", f"plan id:{request.text}"),))


def close_loop(ctx: Context, job: CloseLoop) -> None:
    """The ten minutes are over: whoever is concerned sees the decision, unless it was undone."""
    close(ctx.store, job.team_id, job.candidate_id, job.decision_id, ctx.now())


def tell_decision(ctx: Context, job: TellDecision) -> None:
    """Somebody who took part, or leads, hears in one line how it ended, unless it was undone meanwhile."""
    standing = ctx.store.decisions.get_current(job.team_id, job.candidate_id)
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or standing is None or standing.id != job.decision_id:
        return
    message = render(
        "decisions/notice",
        candidate=loop.candidate,
        decision=standing,
        to_decider=False,
        took_part=loop.interview_of(job.user_id) is not None,
    )
    about = f"decided:{job.candidate_id}:{standing.id}:{job.user_id}:"
    deliver(ctx, job.candidate_id, about, [message])
