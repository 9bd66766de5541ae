"""Plans a panel and changes it: one transaction, in which everybody concerned is told once."""

from datetime import datetime

from interviews.candidates.find_or_add import others_of_name, refuse_erased
from interviews.candidates.queries import loop_for
from interviews.candidates.rounds import follow
from interviews.errors import CardIsIn, NotAllowed, PlanChanged
from interviews.loop import Loop
from interviews.models import Candidate, Interview, InterviewState, is_nameless
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.panels.leads import follow_leads, tell_named_leads
from interviews.panels.log import log_coordinators, log_leads, log_plan, record_departure
from interviews.panels.messages import after_change, refresh_interview, tell_of_interview
from interviews.panels.plan import Newcomer, Plan, Seat, current_plan, differs, has_changed
from interviews.panels.split import Assignment, deal_questions
from interviews.permissions import Action, Person, may, require, require_open
from interviews.store import Store
from interviews.store.values import new_id
from question_bank.models import Archetype

__all__ = ["Newcomer", "Plan", "Seat", "existing_loop", "plan", "plannable"]


def plan(store: Store, person: Person, sent: Plan, archetype: Archetype, now: datetime) -> Loop:
    """Makes the panel what the plan says, and returns the loop; what is the same already is told to nobody.

    Raises `NameTaken`, `NotAllowed`, `UnknownCandidate`, `LoopClosed`, `PlanChanged` or `CardIsIn`, with nothing kept.
    """
    with store.transaction():
        if existing_loop(store, person, sent):
            return _same_plan(store, person, sent)
        before = _add(store, person, sent, now) if sent.new else _current(store, person, sent)
        sent = _with_nameless(sent, before)
        _refuse_for_leads_alone(person, before, sent)
        store.candidates.set_details(before.candidate.model_copy(update=sent.details()))
        _take_off(store, person, before, sent, now)
        _put_on(store, person, before, sent, archetype, now)
        log_plan(store, person, before, sent, now)
        log_coordinators(store, person, before, sent, now)
        if sent.new:
            tell_named_leads(store, person, before, now)
        else:
            log_leads(store, person, before, sent.leads, now)
            follow_leads(store, before, _loop(store, person, sent), now)
        return after_change(store, before, now)


def _with_nameless(sent: Plan, before: Loop) -> Plan:
    """The plan with those on the panel who were made nameless: no form can name them, and nobody took them off."""
    seated = {seat.interviewer_id for seat in sent.seats}
    kept = (
        seat for seat in current_plan(before).seats
        if is_nameless(seat.interviewer_id) and seat.interviewer_id not in seated
    )  # fmt: skip
    return sent.model_copy(update={"seats": (*sent.seats, *kept)})


def existing_loop(store: Store, person: Person, sent: Plan) -> Loop | None:
    """The loop that this same form has added, or None where it adds nobody or has not been sent yet."""
    loop = store.loop(person.team_id, sent.candidate_id) if sent.new else None
    return loop if loop and loop.candidate.created_by == person.user_id else None


def _same_plan(store: Store, person: Person, sent: Plan) -> Loop:
    loop = _loop(store, person, sent)
    if differs(sent, loop):
        raise PlanChanged(
            "This plan was sent before, and it says something else now. Save again, and you can "
            "change the plan as it stands."
        )
    return loop


def _loop(store: Store, person: Person, sent: Plan) -> Loop:
    found = store.loop(person.team_id, sent.candidate_id)
    assert found is not None, "the transaction has just put it there"
    return found


def _add(store: Store, person: Person, sent: Plan, now: datetime) -> Loop:
    assert sent.new is not None
    refuse_erased(store, person, sent.candidate_id)
    if sent.new.follows:
        candidate = follow(store, person, sent.new.follows, sent.candidate_id, now)
        logged_later = {"coordinators": candidate.coordinators}
        candidate = candidate.model_copy(update=sent.details() | logged_later)
    else:
        candidate = Candidate(
            team_id=person.team_id, id=sent.candidate_id, leads=sent.leads,
            created_by=person.user_id, created_at=now, **sent.new.model_dump(exclude={"follows"}),
        )  # fmt: skip
        _refuse_opening(store, person, candidate)
        others_of_name(store, person, candidate)
        others_of_name(store, person, candidate, Action.PLAN)
    if not store.candidates.add(candidate):
        raise NotAllowed("This plan is somebody else's. Type /interview plan for one of your own.")
    return Loop(candidate=candidate)


def _refuse_opening(store: Store, person: Person, candidate: Candidate) -> None:
    """Returns where the candidate is for no opening, or for an open one of their role that the person plans in."""
    if not candidate.opening_id:
        return
    opening = opening_for(store, person, candidate.opening_id, OpeningAction.PLAN_IN)
    if not opening.is_open:
        raise NotAllowed(
            "This opening was closed meanwhile. Choose another or none, or have it opened again."
        )
    if opening.archetype_id != candidate.archetype_id:
        raise NotAllowed(
            "The role of this opening was changed meanwhile. Choose the opening again."
        )


def _refuse_for_leads_alone(person: Person, before: Loop, sent: Plan) -> None:
    """Returns unless the plan changes who reads what, and its sender does not lead the candidate."""
    candidate = before.candidate
    if not sent.leads:
        raise NotAllowed("A candidate needs at least one hiring lead.")
    if may(person, Action.CHOOSE_READERS, before):
        return
    seated = {seat.interviewer_id for seat in sent.seats}
    if any(not held.confirmed and held.interviewer_id in seated for held in before.interviews):
        require(person, Action.CONFIRM_GUEST, before)
    before_and_after = [
        (set(plan.leads), plan.digest_channel, set(() if sent.new else plan.coordinators))
        for plan in (candidate, sent)
    ]
    if before_and_after[0] != before_and_after[1]:
        require(person, Action.CHOOSE_READERS, before)


def plannable(store: Store, person: Person, candidate_id: str) -> Loop:
    """The loop, for somebody who may plan it, while it is open; raises `LoopClosed` after that, or as `loop_for`."""
    loop = loop_for(store, person, candidate_id, Action.PLAN)
    require_open(person, loop, "so the panel cannot be changed.")
    return loop


def _current(store: Store, person: Person, sent: Plan) -> Loop:
    store.candidates.hold(person.team_id, sent.candidate_id)
    plannable(store, person, sent.candidate_id)
    loop = _loop(store, person, sent)
    if has_changed(sent, loop):
        raise PlanChanged(
            "Somebody else changed this plan in this very moment. Save again, and you see both."
        )
    return loop


def _take_off(store: Store, person: Person, before: Loop, sent: Plan, now: datetime) -> None:
    seated = {interview.interviewer_id for interview in sent.seats}
    for interview in before.interviews:
        if interview.confirmed and interview.interviewer_id not in seated:
            if before.card_of(interview.interviewer_id):
                raise CardIsIn(
                    "Somebody you took off has sent a scorecard, so that interview took place and "
                    "stays. Put them back to go on."
                )
            store.interviews.set_state(interview.team_id, interview.id, InterviewState.CANCELLED)
            record_departure(
                store, person, before, interview.interviewer_id, InterviewState.CANCELLED, now
            )
            tell_of_interview(store, person, before, interview.interviewer_id, now)


def _put_on(
    store: Store, person: Person, before: Loop, sent: Plan, archetype: Archetype, now: datetime
) -> None:
    """Seats are compared with what stands: only what differs is written, and told."""
    held = [before.interview_of(seat.interviewer_id) for seat in sent.seats]
    panel = [
        Assignment(focus=seat.focus, questions=standing.questions if standing else ())
        for seat, standing in zip(sent.seats, held, strict=True)
    ]
    dealt = deal_questions(archetype, panel)
    for seat, standing, questions in zip(sent.seats, held, dealt, strict=True):
        wanted = _interview(before.candidate, seat, questions, standing, now)
        if wanted != standing:
            store.interviews.plan(wanted)
        if standing is None or _told(wanted) != _told(standing):
            tell_of_interview(store, person, before, seat.interviewer_id, now)
        elif _changes_for_all(before.candidate, sent):
            refresh_interview(store, before, seat.interviewer_id, now)


def _told(interview: Interview) -> Interview:
    """What the interviewer's message says of it: how long it takes stands beside the time, and nowhere else."""
    return interview if interview.starts_at else interview.model_copy(update={"minutes": 0})


def _changes_for_all(candidate: Candidate, sent: Plan) -> bool:
    """Whether something changes that stands in every interviewer's message."""
    return (
        sorted(candidate.leads) != sorted(sent.leads)
        or candidate.due_at != sent.due_at
        or candidate.cv_url != sent.cv_url
    )


def _interview(
    candidate: Candidate,
    seat: Seat,
    questions: tuple[str, ...],
    held: Interview | None,
    now: datetime,
) -> Interview:
    return Interview(
        team_id=candidate.team_id,
        id=held.id if held else new_id(),
        candidate_id=candidate.id,
        created_at=held.created_at if held else now,
        questions=questions,
        **seat.model_dump(),
    )
