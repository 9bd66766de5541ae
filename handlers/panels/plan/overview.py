"""`/interview plan`: what the plan of a candidate says, to be read; whoever may change it has a button for the form."""

from dataclasses import dataclass
from functools import partial

from handlers.candidates.lookup import answer_about
from handlers.context import Context, Payload
from handlers.panels.plan.plan import open_new
from handlers.panels.plan.times import own_times, warnings_of
from handlers.slack.answers import open_view, show_late
from handlers.slack.directory import look_up
from handlers.slack.request import Request
from interviews.candidates.queries import loop_for
from interviews.errors import UnknownOpening
from interviews.loop import Loop
from interviews.models import Interview, Status
from interviews.openings.models import Opening
from interviews.openings.permissions import opening_for
from interviews.panels.leavers import leavers_by_candidate
from interviews.panels.plan import current_plan
from interviews.panels.qualification import gaps
from interviews.panels.split import coverage, warnings
from interviews.permissions import Action, may
from question_bank.models import Archetype
from templates.render import render


@dataclass(frozen=True, slots=True)
class Seat:
    """One interview of the plan, as far as everybody who may know of the candidate can see it."""

    interview: Interview
    skills: list[str]
    state: str
    """What there is to say of the scorecard: in, coming, left or waiting."""


def open_from_command(ctx: Context, request: Request) -> Payload:
    """The plan of the candidate that was named; the form for somebody who is new, or not named."""
    if not request.text:
        return open_new(ctx, request)
    return answer_about(
        ctx,
        request.text,
        "plan",
        lambda candidate_id: _open(ctx, request, candidate_id),
        lambda name: open_new(ctx, request, name),
    )


def _open(ctx: Context, request: Request, candidate_id: str) -> Payload:
    loop = loop_for(ctx.store, ctx.person, candidate_id, Action.SEE_CANDIDATE)
    shown = open_view(ctx, request, overview(ctx, loop))
    people = (interview.interviewer_id for interview in loop.interviews)
    look_up(ctx, (ctx.person.user_id, *people), partial(_show_again, ctx, loop, shown))
    return {}


def _show_again(ctx: Context, loop: Loop, shown: Payload) -> None:
    """The page with the time of each in their own zone, where it is still open."""
    if shown:
        show_late(ctx, shown["id"], overview(ctx, loop), hash=shown["hash"])


def overview(ctx: Context, loop: Loop) -> Payload:
    """The plan as a page, for the person as whom the loop was read."""
    leads, is_open = may(ctx.person, Action.PLAN, loop), loop.candidate.status is Status.OPEN
    leavers = leavers_by_candidate(ctx.store, ctx.person, loop)[loop.candidate.id] if leads else ()
    # Guests have no seat: they are not on the panel until a lead confirms them.
    planned = [interview for interview in loop.interviews if interview.confirmed]
    seats = current_plan(loop).seats
    archetype = ctx.bank.archetype(loop.candidate.archetype_id)
    coming = loop.missing if leads and is_open else ()
    return render(
        "panels/overview",
        candidate=loop.candidate,
        role=ctx.role_name(loop.candidate),
        opening=_opening(ctx, loop),
        shared_skill=_shared_skill(ctx, loop),
        seats=[_seat(ctx, loop, seat, leavers) for seat in sorted(planned, key=_begins)],
        archetype=archetype,
        warnings=_holes(archetype, planned) if leads and is_open else (),
        gaps=gaps(ctx.store, ctx.person.team_id, archetype, coming, ctx.now()),
        clashes=warnings_of(ctx, seats, loop.candidate.id) if leads and is_open else (),
        own_times=own_times(ctx, seats),
        is_open=is_open,
        may_change=leads and is_open,
    )


def _opening(ctx: Context, loop: Loop) -> Opening | None:
    """The opening that the candidate is in, for whoever may see it."""
    try:
        return opening_for(ctx.store, ctx.person, loop.candidate.opening_id)
    except UnknownOpening:
        return None


def _shared_skill(ctx: Context, loop: Loop) -> str:
    """The name of the skill that everybody rates; empty where there is none, or the bank has lost it."""
    role, shared = ctx.bank.archetype(loop.candidate.archetype_id), loop.candidate.shared_skill
    skill = role.skill(shared) if role and shared else None
    return skill.name if skill else ""


def _begins(interview: Interview) -> tuple[bool, float]:
    """The order in which interviews take place; those without a time come last."""
    at = interview.starts_at
    return at is None, at.timestamp() if at else 0


def _seat(ctx: Context, loop: Loop, interview: Interview, leavers: tuple[str, ...]) -> Seat:
    if loop.card_of(interview.interviewer_id):
        state = "in"
    elif interview.interviewer_id in leavers:
        state = "left"
    else:
        is_coming = interview.starts_at is not None and interview.starts_at > ctx.now()
        state = "coming" if is_coming else "waiting"
    return Seat(interview, ctx.skill_names(loop.candidate, interview), state)


def _holes(role: Archetype | None, planned: list[Interview]) -> tuple[str, ...]:
    focus = {interview.interviewer_id: interview.focus for interview in planned}
    return warnings(coverage(role.skills, focus), len(focus)) if role and focus else ()
