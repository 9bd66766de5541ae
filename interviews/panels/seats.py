"""What an interviewer, or a lead for them, says of one interview: handed over, did not happen, only shadowed."""

from datetime import datetime

from interviews.errors import CardIsIn, InterviewOver, OnPanelAlready, UnknownCandidate
from interviews.loop import Loop
from interviews.models import Interview, InterviewState
from interviews.outbox import News
from interviews.panels.log import record_departure
from interviews.panels.messages import after_change, tell_leads, tell_of_interview
from interviews.permissions import Action, Person, require, require_open
from interviews.store import Store
from interviews.store.values import new_id


def interview_for(store: Store, person: Person, interview_id: str) -> tuple[Loop, Interview]:
    """The loop and a planned interview in it that is this person's own, or that they may plan.

    Raises `UnknownCandidate`, `NotAllowed`, `LoopClosed` or `InterviewOver`.
    """
    interview = store.interviews.get(person.team_id, interview_id)
    loop = store.loop(person.team_id, interview.candidate_id) if interview else None
    if interview is None or loop is None:
        raise UnknownCandidate("This interview is no longer here: its data was erased.")
    if interview.interviewer_id != person.user_id:
        require(person, Action.PLAN, loop)
    require_open(person, loop, "so the interview needs nothing more from you.")
    if interview.state is not InterviewState.PLANNED:
        raise InterviewOver(
            "This interview is not planned any more: it was cancelled, handed over or shadowed. "
            "The hiring lead can plan it again."
        )
    return loop, interview


def hand_over(
    store: Store, person: Person, interview_id: str, to: str, now: datetime
) -> tuple[Loop, Interview]:
    """Somebody else holds the interview, with the same skills, questions and time; gives back theirs.

    Raises `OnPanelAlready` or `CardIsIn` too, with nothing changed.
    """
    with store.transaction():
        loop, interview = _hold(store, person, interview_id)
        _refuse_scored(loop, interview)
        if loop.interview_of(to):
            raise OnPanelAlready(
                "They have an interview with this candidate already. Choose somebody who is not "
                "on the panel."
            )
        taken = interview.model_copy(
            update={"id": new_id(), "interviewer_id": to, "confirmed": True, "created_at": now}
        )
        store.interviews.plan(taken)
        tell_of_interview(store, person, loop, to, now)
        tell_leads(store, person, loop, News.HANDED_OVER, interview.interviewer_id, now, to)
        _leave(store, person, loop, interview, InterviewState.HANDED_OVER, now, to)
    return loop, taken


def cancel_interview(store: Store, person: Person, interview_id: str, now: datetime) -> Loop:
    """The interview is off, nobody waits for its card, and the leads hear of it; gives back the loop before."""
    with store.transaction():
        loop, interview = _hold(store, person, interview_id)
        _refuse_scored(loop, interview)
        tell_leads(store, person, loop, News.DID_NOT_HAPPEN, interview.interviewer_id, now)
        _leave(store, person, loop, interview, InterviewState.CANCELLED, now)
    return loop


def record_shadow(store: Store, person: Person, interview_id: str, now: datetime) -> Loop:
    """The person only listened: their card, sent already or not, is kept apart; gives back the loop before.

    Raises `CardIsIn` where others have read that card: a vote is not taken back that way.
    """
    with store.transaction():
        loop, interview = _hold(store, person, interview_id)
        if loop.card_of(interview.interviewer_id) and (not loop.is_sealed or _was_read(loop)):
            raise CardIsIn("The debrief has been opened with your scorecard in it, so it stays.")
        tell_leads(store, person, loop, News.SHADOWED, interview.interviewer_id, now)
        _leave(store, person, loop, interview, InterviewState.SHADOWED, now)
    return loop


def _was_read(loop: Loop) -> bool:
    """Sealed again, because somebody was put on the panel later, is not unread."""
    return bool(loop.early_openings or loop.reveals)


def _hold(store: Store, person: Person, interview_id: str) -> tuple[Loop, Interview]:
    """The same as `interview_for`, with other writers kept off the candidate."""
    _, interview = interview_for(store, person, interview_id)
    store.candidates.hold(person.team_id, interview.candidate_id)
    return interview_for(store, person, interview_id)


def _refuse_scored(loop: Loop, interview: Interview) -> None:
    if loop.card_of(interview.interviewer_id):
        raise CardIsIn(
            "The scorecard of this interview is in, so it took place. Amend the scorecard if "
            "something in it is wrong."
        )


def _leave(
    store: Store,
    person: Person,
    loop: Loop,
    interview: Interview,
    state: InterviewState,
    now: datetime,
    to: str = "",
) -> None:
    store.interviews.set_state(interview.team_id, interview.id, state)
    record_departure(store, person, loop, interview.interviewer_id, state, now, to)
    tell_of_interview(store, person, loop, interview.interviewer_id, now)
    after_change(store, loop, now)
