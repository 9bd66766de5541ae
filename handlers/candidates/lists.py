"""`/interview candidates`: a person's candidates, the open ones with what each waits for, or the decided ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.candidates.labels import since, spoken_names
from handlers.candidates.lookup import can_about
from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, not_found
from handlers.slack.request import Request
from interviews.candidates import queries
from interviews.decisions import ways_back
from interviews.loop import Loop
from interviews.models import Candidate, Decision, Interview
from interviews.panels.leavers import leavers_by_candidate
from interviews.permissions import Action, as_seen_by, may, plans
from interviews.reminders.requests import late_interviews
from question_bank.lookup import words
from templates.macros.escaping import one_line
from templates.render import render

MOST_LISTED = 12


def from_command(ctx: Context, request: Request) -> Payload:
    """The list that the word names; the open candidates where there is none."""
    which = " ".join(words(request.text))
    page = {"": open_page, "open": open_page, "decided": decided_page}.get(which)
    if page:
        return page(ctx)
    typed = one_line(request.text)
    debrief = (f"Debrief of {typed}", f"debrief {request.text}")
    return not_found(
        f"I can list candidates that are open or decided; “{typed}” is neither.",
        (
            ("Open", "candidates open"),
            ("Decided", "candidates decided"),
            *([debrief] if can_about(ctx, "debrief", request.text) else []),
        ),
    )


@dataclass(frozen=True, slots=True)
class OpenCandidate:
    """One open candidate in a list, as the reader may know of them."""

    loop: Loop
    role: str
    since: str
    """What tells the candidate apart from others of the same label on the page; empty where there are none."""
    spoken: str
    """The name as a screen reader says it of the candidate's buttons: nobody else's on the page."""
    now: datetime
    reader: str
    missing: list[str]
    """Whose scorecards are waited for, and can come; the reader first, in this and the next."""
    coming: list[str]
    """Whose interviews are still to come."""
    next_at: datetime | None
    """When the next of these begins."""
    late: tuple[Interview, ...]
    """The interviews whose interviewers the reader can have reminded."""
    leavers: tuple[str, ...]
    """Whose scorecards will not come, since they left the workspace."""
    leads: bool
    plans: bool
    """Whether the reader plans the panel: as a lead, or as a coordinator."""
    is_guest: bool
    is_shadow: bool
    may_score: bool
    """Whether an interview of the reader's still lacks its scorecard; a lead need not have one."""
    may_amend: bool
    second_rating: bool
    """Whether what the reader sends next is a second rating."""


def open_page(ctx: Context) -> Payload:
    """The person's open candidates, newest first, with what each waits for."""
    with ctx.store.read_session():
        shown, older = queries.open_candidates(ctx.store, ctx.person, MOST_LISTED)
        entries = open_candidates(ctx, shown, since(shown), spoken_names(ctx, shown))
    return PRIVATELY | render("candidates/list", entries=entries, older=older)


def open_candidates(
    ctx: Context,
    shown: Sequence[Candidate],
    apart: Mapping[str, str],
    spoken: Mapping[str, str],
) -> list[OpenCandidate]:
    """These of the person's candidates as a list shows them.

    `apart` has what tells candidates of one label apart on the page, `spoken` the names for a screen reader.
    """
    loops = [as_seen_by(ctx.person, loop) for loop in _loops(ctx, shown)]
    planned = [loop for loop in loops if plans(ctx.person, loop.candidate) and loop.is_sealed]
    leavers, now = leavers_by_candidate(ctx.store, ctx.person, *planned), ctx.now()
    return [
        _entry(
            ctx, loop, apart.get(loop.candidate.id, ""), spoken[loop.candidate.id],
            leavers.get(loop.candidate.id, ()), now,
        )
        for loop in loops
    ]  # fmt: skip


def _loops(ctx: Context, shown: Iterable[Candidate]) -> tuple[Loop, ...]:
    ids = [candidate.id for candidate in shown]
    return ctx.store.loops(ctx.person.team_id, ids, contents=False)


def _entry(
    ctx: Context, loop: Loop, since: str, spoken: str, leavers: tuple[str, ...], now: datetime
) -> OpenCandidate:
    reader = ctx.person.user_id
    is_planner = plans(ctx.person, loop.candidate)
    interview = loop.interview_of(reader)
    missing = sorted(loop.missing, key=lambda user_id: user_id != reader)
    future = {
        interview.interviewer_id: interview.starts_at
        for interview in loop.interviews
        if interview.interviewer_id in missing and interview.starts_at and interview.starts_at > now
    }
    return OpenCandidate(
        loop=loop,
        role=ctx.role_name(loop.candidate),
        since=since,
        spoken=spoken,
        now=now,
        reader=reader,
        missing=[user_id for user_id in missing if user_id not in {*future, *leavers}],
        coming=[user_id for user_id in missing if user_id in future and user_id not in leavers],
        next_at=min(future.values(), default=None),
        late=late_interviews(loop, (*leavers, reader), now) if is_planner else (),
        leavers=leavers,
        leads=reader in loop.candidate.leads,
        plans=is_planner,
        is_guest=interview is not None and not interview.confirmed,
        is_shadow=loop.shadow_of(reader) is not None,
        may_score=loop.lacks_card_of(reader),
        may_amend=loop.card_of(reader) is not None,
        second_rating=loop.rates_again(reader),
    )


def decided_page(ctx: Context) -> Payload:
    """The person's decided candidates, the newest decision first, as far as they may know of it."""
    person = ctx.person
    with ctx.store.read_session():
        shown, older = queries.decided_candidates(ctx.store, person, MOST_LISTED)
        ids = tuple(candidate.id for candidate in shown)
        decisions = {
            decision.candidate_id: decision
            for decision in ctx.store.decisions.list_current(person.team_id, ids)
        }
        apart, loops = since(shown), {loop.candidate.id: loop for loop in _loops(ctx, shown)}
        entries = [
            _decision_entry(ctx, candidate, loops.get(candidate.id), decisions[candidate.id])
            | {"since": apart.get(candidate.id, "")}
            for candidate in shown
            if candidate.id in decisions
        ]
    return PRIVATELY | render("decisions/list", entries=entries, older=older)


def _decision_entry(
    ctx: Context, candidate: Candidate, loop: Loop | None, decision: Decision
) -> Payload:
    leads = ctx.person.user_id in candidate.leads
    return {
        "candidate": candidate,
        "role": ctx.role_name(candidate),
        "decision": decision,
        "may_see_outcome": bool(loop and may(ctx.person, Action.SEE_CANDIDATE, loop)),
        "may_read_debrief": bool(loop and may(ctx.person, Action.READ_DEBRIEF, loop)),
        **dict(ways_back(decision, loop, leads, ctx.now())),
    }
