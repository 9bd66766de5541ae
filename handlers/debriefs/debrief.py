"""The debrief, for those who may read it; for the others, what is still missing."""

from functools import partial

from handlers.candidates.lists import open_page
from handlers.candidates.lookup import answer_about
from handlers.context import Context, Payload
from handlers.reminders.requests import late_cards
from handlers.slack.answers import open_view
from handlers.slack.directory import check_people, participant_fault, with_profile
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.candidates import queries
from interviews.candidates.queries import loop_for
from interviews.candidates.rounds import earlier_rounds
from interviews.debriefs.debrief import debrief
from interviews.decisions import decision_for, former_decisions, ways_back
from interviews.loop import Loop
from interviews.models import Decision
from interviews.outbox import SendDebrief, enqueue
from interviews.panels.leavers import leavers_by_candidate
from interviews.permissions import Action, as_seen_by, may
from interviews.store.audit import ReadDebrief
from templates.render import render
from templates.split import parts


def from_command(ctx: Context, request: Request) -> Payload:
    """The debrief of the candidate that was named."""
    if not request.text:
        return open_page(ctx)
    return answer_about(ctx, request.text, "debrief", partial(debrief_answer, ctx), _unknown_name)


def _unknown_name(name: str) -> Payload:
    return notice(
        f"You have no candidate “{name}”, open or decided. If somebody else leads the "
        "search, they can put you on the panel.",
        (("My candidates", "candidates"),),
    )


def debrief_answer(ctx: Context, candidate_id: str) -> Payload:
    """The debrief where the person may read it now; otherwise how far the panel is."""
    loop = loop_for(ctx.store, ctx.person, candidate_id, Action.SEE_CANDIDATE)
    if not may(ctx.person, Action.READ_DEBRIEF, loop):
        return _progress(ctx, loop)
    return _whole(ctx, loop)


def _progress(ctx: Context, loop: Loop) -> Payload:
    """What may be known while the debrief is closed to this person; a lead can close the loop all the same.

    Whoever plans the panel can have those reminded who are late.
    """
    candidate, leads = loop.candidate, may(ctx.person, Action.DECIDE, loop)
    decision = decision_for(ctx.store, ctx.person.user_id, candidate)
    waits = may(ctx.person, Action.PLAN, loop) and decision is None
    leavers = leavers_by_candidate(ctx.store, ctx.person, loop)[candidate.id] if waits else ()
    return PRIVATELY | render(
        "debriefs/sealed",
        panel=loop,
        leavers=leavers,
        late=late_cards(ctx, loop, leavers) if waits else [],
        leads=leads,
        rounds=earlier_rounds(ctx.store, ctx.person, loop),
        owes_later=loop.owes_later_card(ctx.person.user_id),
        may_plan=waits,
        may_open=bool(loop.cards) and may(ctx.person, Action.OPEN_EARLY, loop),
        **_decision(ctx, decision, loop, leads),
    )


def _decision(ctx: Context, decision: Decision | None, loop: Loop, leads: bool) -> Payload:
    """The decision with those before it, and what this reader can still do about it."""
    return {
        "decision": decision,
        "former": former_decisions(ctx.store, decision) if decision else (),
        **dict(ways_back(decision, loop, leads, ctx.now())),
    }


def _whole(ctx: Context, loop: Loop) -> Payload:
    """The debrief in the answer itself, or in a direct message with a thread where it is too long for one.

    It is logged first: what cannot be logged is not read.
    """
    _log(ctx, loop)
    messages = parts(render_debrief(ctx, loop))
    if len(messages) == 1:
        return PRIVATELY | messages[0]
    job = SendDebrief(user_id=ctx.person.user_id, **loop.candidate.ids)
    enqueue(ctx.store, job, ctx.now())
    return notice(
        "This debrief is too long for one message. It comes to our direct messages in a moment, with "
        "the rest in its thread."
    )


def _log(ctx: Context, loop: Loop) -> None:
    entry = ReadDebrief(**loop.candidate.ids, at=ctx.now(), actor_id=ctx.person.user_id)
    ctx.store.audit.add(entry)


def send_debrief(ctx: Context, job: SendDebrief) -> None:
    """The debrief comes by direct message, if the person may still read it."""
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or not may(ctx.person, Action.READ_DEBRIEF, loop):
        return
    messages = parts(render_debrief(ctx, as_seen_by(ctx.person, loop), posted=True))
    deliver(ctx, job.candidate_id, f"debrief:{job.candidate_id}:{job.request_id}:", messages)


def render_debrief(
    ctx: Context, loop: Loop, *, fault: str = "", personal: bool = True, posted: bool = False
) -> Payload:
    """The debrief as one message, however long; leads find the button for their decision in it.

    `fault` ends the sentence that says why it is not in the channel that was chosen for it.
    Where it is `personal`, its reader is offered a second rating if they were on the panel; what is
    not, everybody in a channel reads. What is `posted` has a chart too, which no answer may hold.
    """
    candidate, found = loop.candidate, debrief(loop)
    reader = ctx.person.user_id if personal else ""
    decision = decision_for(ctx.store, reader, candidate)
    may_decide = ctx.person.user_id in candidate.leads
    return render(
        "debriefs/debrief",
        debrief=found,
        role=ctx.role_name(candidate),
        channel_fault=fault,
        posted=posted,
        may_decide=may_decide,
        shows_asked=personal and bool(found.asked),
        may_rate_again=personal and found.may_rate_again(ctx.person.user_id),
        rounds=earlier_rounds(ctx.store, ctx.person, loop) if personal else (),
        **_decision(ctx, decision, loop, may_decide),
    )


def open_from_button(ctx: Context, request: Request) -> Payload:
    """The debrief below the list it was asked from."""
    return debrief_answer(ctx, request.text)


def open_asked(ctx: Context, request: Request) -> None:
    """Which questions were asked, and by whom, for those who may read the debrief; it is logged like the whole."""
    loop = loop_for(ctx.store, ctx.person, request.text, Action.READ_DEBRIEF)
    _log(ctx, loop)
    open_view(ctx, request, render("debriefs/asked", debrief=debrief(loop)))


def open_early(ctx: Context, request: Request) -> Payload:
    """A lead reads what there is before the last card is in; it is logged first, and the debrief says so."""
    return _whole(ctx, queries.open_early(ctx.store, ctx.person, request.text, ctx.now()))


def confirm_guest(ctx: Context, request: Request) -> Payload:
    """A lead puts somebody who scored unasked on the panel, unless they cannot be on one by now."""
    candidate_id, _, guest_id = request.text.partition(" ")
    fault = participant_fault(ctx, with_profile(ctx, [guest_id], one_call=False))
    if fault:
        return notice(fault)
    with ctx.store.transaction():
        done = queries.confirm_guest(ctx.store, ctx.person, candidate_id, guest_id, ctx.now())
        loop = ctx.store.loop(ctx.person.team_id, candidate_id)
        if done and loop:
            check_people(ctx, loop, [guest_id])
    text = "They are on the panel now." if done else "They were on the panel already."
    return notice(text)
