"""`/interview candidates`: a person's candidates, the open ones with what each waits for, or the decided ones."""

from collections.abc import Sequence
from datetime import datetime

from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request
from interviews.candidates.queries import my_candidates
from interviews.debriefs.visibility import rates_again
from interviews.decisions import can_be_reopened
from interviews.loop import Loop
from interviews.models import Candidate, Status
from interviews.panels.leavers import known_leavers
from interviews.permissions import Action, as_seen_by, may
from templates.macros.escaping import one_line
from templates.render import render

MOST_LISTED = 12


def from_command(ctx: Context, request: Request) -> Payload:
    """The list that was asked for; the open ones where none was named."""
    page = {"": open_page, "open": open_page, "decided": decided_page}.get(request.text.casefold())
    if page:
        return page(ctx)
    return notice(
        f"I can list candidates that are open or decided; “{one_line(request.text)}” is neither.",
        (
            ("Open", "candidates open"),
            ("Decided", "candidates decided"),
            (f"Debrief of {request.text}", f"debrief {request.text}"),
        ),
    )


def open_page(ctx: Context) -> Payload:
    """The person's open candidates, newest first, with what each waits for."""
    with ctx.store.reading():
        listed, older = open_loops(ctx, my_candidates(ctx.store, ctx.person), MOST_LISTED)
    return PRIVATELY | render("candidates/list", loops=listed, older=older)


def open_loops(ctx: Context, mine: Sequence[Candidate], most: int) -> tuple[list[Payload], int]:
    """What a list says of each of these candidates of this person, and how many are left out of it."""
    found = (ctx.store.loop(one.team_id, one.id) for one in mine[:most])
    loops = [as_seen_by(ctx.person, loop) for loop in found if loop]
    led = [one for one in loops if ctx.person.user_id in one.candidate.leads and one.sealed]
    left, now = known_leavers(ctx.store, ctx.person, *led), ctx.now()
    listed = [_waiting(ctx, one, left.get(one.candidate.id, ()), now) for one in loops]
    return listed, len(mine[most:])


def _waiting(ctx: Context, loop: Loop, left: tuple[str, ...], now: datetime) -> Payload:
    person = ctx.person
    mine, lead = loop.interview_of(person.user_id), person.user_id in loop.candidate.leads
    coming = {
        one.interviewer_id for one in loop.interviews if one.starts_at and one.starts_at > now
    }
    return {
        "candidate": loop.candidate,
        "role": ctx.role_name(loop.candidate),
        "sent": len(loop.cards),
        "panel": len(loop.interviews),
        "missing": _own_first(person.user_id, [one for one in loop.missing if one not in coming]),
        "coming": _own_first(person.user_id, [one for one in loop.missing if one in coming]),
        "left": left,
        "own": person.user_id,
        "lead": lead,
        "guest": mine is not None and not mine.confirmed,
        "shadow": loop.shadow_of(person.user_id) is not None,
        "sealed": loop.sealed,
        "rates_again": rates_again(loop, person.user_id),
        "can_score": loop.card_of(person.user_id) is None,
    }


def _own_first(own: str, people: list[str]) -> list[str]:
    return sorted(people, key=lambda one: one != own)


def decided_page(ctx: Context) -> Payload:
    """The person's decided candidates, the newest decision first, as far as they may know of it."""
    person = ctx.person
    mine = {one.id: one for one in my_candidates(ctx.store, person, Status.DECIDED)}
    decisions = ctx.store.decisions.standing_of(person.team_id, tuple(mine))
    newest = sorted(decisions, key=lambda one: one.at, reverse=True)
    listed = [
        {
            "decision": one,
            "reopens": can_be_reopened(one) and person.user_id in mine[one.candidate_id].leads,
            **_closed(ctx, mine[one.candidate_id]),
        }
        for one in newest[:MOST_LISTED]
    ]
    return PRIVATELY | render("decisions/list", listed=listed, older=len(newest[MOST_LISTED:]))


def _closed(ctx: Context, candidate: Candidate) -> Payload:
    loop = ctx.store.loop(candidate.team_id, candidate.id)
    return {
        "candidate": candidate,
        "role": ctx.role_name(candidate),
        "told": bool(loop and may(ctx.person, Action.SEE_CANDIDATE, loop)),
        "readable": bool(loop and may(ctx.person, Action.READ_DEBRIEF, loop)),
    }
