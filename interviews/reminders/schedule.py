"""Reminds interviewers of scorecards that are still open: when, how often, and when it stops by itself."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from interviews.errors import NotAllowed, UnknownCandidate
from interviews.home.refresh import refresh_homes
from interviews.loop import Loop
from interviews.models import Candidate, Interview, InterviewState, Status
from interviews.outbox import OnRepeat, PlanWeekly, Remind, SettleReminder, TellOverdue, enqueue
from interviews.permissions import Person
from interviews.reminders.hours import morning_from, next_allowed, next_morning
from interviews.store import Store

MOST = 5
"""Reminders of one interview in all, moved ones anew; whoever ignored five will not heed a sixth."""
GONE = "This candidate is no longer here; the data was erased meanwhile."
AFTER_THE_END = timedelta(hours=1)
AFTER_BEING_NAMED = timedelta(hours=20)
"""Where nobody said when the interview is: not on the day somebody was put on the panel."""


def first_at(interview: Interview, candidate: Candidate, zone: ZoneInfo) -> datetime:
    """When the first reminder comes, in the interviewer's zone: never before the interview is over."""
    base = _base(interview, candidate)
    told_when = interview.ends_at or base == candidate.due_at
    return next_allowed(base if told_when else morning_from(base, zone), zone)


def not_before(
    interview: Interview, candidate: Candidate, zone: ZoneInfo, now: datetime
) -> datetime:
    """The first moment from now on at which a reminder of this interview may be sent."""
    return next_allowed(max(now, first_at(interview, candidate, zone)), zone)


def _base(interview: Interview, candidate: Candidate) -> datetime:
    """The same before anybody's zone is known; quiet hours can only make it later."""
    if interview.ends_at:
        return interview.ends_at + AFTER_THE_END
    if candidate.due_at and candidate.due_at > interview.created_at:
        return candidate.due_at
    return interview.created_at + AFTER_BEING_NAMED


def is_late(interview: Interview, candidate: Candidate, now: datetime) -> bool:
    """Whether its scorecard, if it is owed, could be in: the time has come from which on it is reminded of."""
    return _base(interview, candidate) <= now


def is_owed(loop: Loop, interview: Interview) -> bool:
    """Whether this interview's scorecard is still waited for."""
    planned = loop.interview_of(interview.interviewer_id)
    return (
        loop.candidate.status is Status.OPEN
        and planned is not None
        and planned.confirmed
        and loop.card_of(interview.interviewer_id) is None
    )


class Off(StrEnum):
    """Why a scorecard is not reminded of, or not any more, though it is owed."""

    CANDIDATE = "candidate"
    """A lead has switched reminders off for the candidate."""
    LEADS = "leads"
    """Every lead of the candidate has switched them off for all of theirs."""
    OWN = "own"
    """The interviewer wants none."""
    OWN_CANDIDATE = "own_candidate"
    """The interviewer wants none of this candidate."""
    OVER = "over"
    """The last one has come."""


def off(store: Store, loop: Loop, interview: Interview) -> Off | None:
    """Why this card is not reminded of by itself; None where it is."""
    team_id, candidate = interview.team_id, loop.candidate
    if not candidate.reminders:
        return Off.CANDIDATE
    if not any(store.preferences.get(team_id, lead).panel_reminders for lead in candidate.leads):
        return Off.LEADS
    if not store.preferences.get(team_id, interview.interviewer_id).reminders:
        return Off.OWN
    if candidate.id in store.preferences.unwanted_reminders(team_id, interview.interviewer_id):
        return Off.OWN_CANDIDATE
    return Off.OVER if count_sent(store, interview) >= MOST else None


def is_wanted(store: Store, loop: Loop, interview: Interview) -> bool:
    """Whether its scorecard is waited for, and neither leads nor its interviewer have switched reminders off."""
    return is_owed(loop, interview) and off(store, loop, interview) in (None, Off.OVER)


def reminded(store: Store, loop: Loop, leavers: Collection[str]) -> tuple[str, ...]:
    """Who has reminders of this candidate's card still to come by themselves, without those who have left."""
    return tuple(
        interview.interviewer_id
        for interview in loop.interviews
        if interview.interviewer_id not in leavers
        and is_owed(loop, interview)
        and off(store, loop, interview) is None
    )


def plan_reminders(store: Store, loop: Loop, now: datetime) -> None:
    """The reminders and notices of this candidate are as the panel is now; calling it again changes nothing."""
    _plan_loop(store, loop, now)
    start_weekly(store, loop.candidate.team_id, loop.candidate.leads, now)


def _plan_loop(store: Store, loop: Loop, now: datetime) -> None:
    for interview in loop.interviews:
        if is_wanted(store, loop, interview):
            _plan(store, loop.candidate, interview, now)
    for interview in store.interviews.all_of(loop.candidate.team_id, loop.candidate.id):
        if interview.state is not InterviewState.PLANNED:
            tidy(store, interview, interview.state.value, now)
    _plan_overdue(store, loop, now)


def _plan(store: Store, candidate: Candidate, interview: Interview, now: datetime) -> None:
    """The first reminder follows the interview's time; later ones are there already, or come soon."""
    base, number = _base(interview, candidate), count_sent(store, interview) + 1
    if base > now and interview.ends_at:
        _take_back(store, interview, now)
    if number == 1 and base > now:
        enqueue_reminder(store, interview, number, base)
    elif number <= MOST:
        enqueue(store, _reminder(interview, number), max(base, now + AFTER_THE_END))


def _take_back(store: Store, interview: Interview, now: datetime) -> None:
    """A reminder of the time that the interview was moved from will be gone."""
    if store.messages.list_by_prefix(interview.team_id, interview.candidate_id, every(interview)):
        _settle(store, interview, "moved", 0, now)


def count_sent(store: Store, interview: Interview) -> int:
    """How many reminders of this interview have been sent, at the time it has now."""
    return store.notices.reminders(interview.team_id, interview.id, series(interview))


def enqueue_reminder(store: Store, interview: Interview, number: int, at: datetime) -> bool:
    """The reminder of this number is due then; False where it has been sent, or is being sent."""
    if number <= count_sent(store, interview):
        return False
    return enqueue(store, _reminder(interview, number), at, OnRepeat.MOVE)


def follow(store: Store, interview: Interview, number: int, zone: ZoneInfo, now: datetime) -> None:
    """This one was sent, and the next comes at the person's own nine o'clock; days that were missed stay missed."""
    with store.transaction():
        store.notices.add_reminder(interview.team_id, interview.id, series(interview), number, now)
        if number < MOST:
            enqueue(store, _reminder(interview, number + 1), next_morning(now, zone))


def snooze(store: Store, person: Person, interview_id: str, number: int, until: datetime) -> bool:
    """The next reminder comes then, in place of tomorrow; False where none is left to move."""
    with store.transaction():
        interview = own_interview(store, person, interview_id)
        loop = store.loop(person.team_id, interview.candidate_id)
        return bool(
            loop
            and number < MOST
            and is_wanted(store, loop, interview)
            and enqueue_reminder(store, interview, number + 1, until)
        )


def own_interview(store: Store, person: Person, interview_id: str) -> Interview:
    """The interview, for its interviewer and nobody else."""
    interview = store.interviews.get(person.team_id, interview_id)
    if interview is None:
        raise UnknownCandidate(GONE)
    if interview.interviewer_id != person.user_id:
        raise NotAllowed("This reminder is somebody else's.")
    return interview


def stop_for_candidate(store: Store, person: Person, interview_id: str, now: datetime) -> None:
    """This person gets no more reminders of this interview's candidate, until they want them again."""
    with store.transaction():
        interview = own_interview(store, person, interview_id)
        store.candidates.hold(person.team_id, interview.candidate_id)
        store.preferences.stop_reminders(person.team_id, interview.candidate_id, person.user_id)
        refresh_homes(store, person.team_id, [person.user_id], now)


def resume_for_candidate(store: Store, person: Person, candidate_id: str, now: datetime) -> None:
    """Reminders of this candidate come again, if nothing else is in their way."""
    with store.transaction():
        store.preferences.want_reminders(person.team_id, candidate_id, person.user_id)
        loop = store.loop(person.team_id, candidate_id)
        if loop is None:
            raise UnknownCandidate(GONE)
        plan_reminders(store, loop, now)
        refresh_homes(store, person.team_id, [person.user_id], now)


def stop(store: Store, person: Person, now: datetime) -> None:
    """This person gets no more reminders, until they want them again."""
    with store.transaction():
        before = store.preferences.get(person.team_id, person.user_id)
        store.preferences.keep(before.model_copy(update={"reminders": False}))
        refresh_homes(store, person.team_id, [person.user_id], now)


def resume(store: Store, person: Person, now: datetime) -> set[str]:
    """Reminders of every scorecard that this person still owes are planned again; whose weekly digests are to start."""
    leads = set[str]()
    mine = [each.id for each in store.candidates.of_person(person.team_id, person.user_id)]
    for loop in store.loops(person.team_id, mine, contents=False):
        _plan_loop(store, loop, now)
        leads.update(loop.candidate.leads)
    return leads


def tidy(store: Store, interview: Interview, cause: str, now: datetime) -> None:
    """A reminder that stands in somebody's messages will say that it is settled."""
    number = len(store.notices.every_reminder(interview.team_id, interview.id))
    if number:
        _settle(store, interview, cause, number, now)


def _settle(store: Store, interview: Interview, cause: str, number: int, now: datetime) -> None:
    job = SettleReminder(**interview.ids, cause=cause, number=number, series=series(interview))
    enqueue(store, job, now)


def key(interview: Interview, number: int) -> str:
    """The one name of this reminder."""
    return _reminder(interview, number).key


def every(interview: Interview) -> str:
    """How the names of all its reminders begin, also of those for a time it was moved from."""
    return f"remind:{interview.id}:"


def series(interview: Interview) -> str:
    """Which five reminders: an interview that is moved, or planned again, gets new ones."""
    since = interview.created_at.timestamp()
    return f"{max(since, interview.starts_at.timestamp() if interview.starts_at else 0):.0f}"


def _reminder(interview: Interview, number: int) -> Remind:
    return Remind(**interview.ids, number=number, series=series(interview))


def _plan_overdue(store: Store, loop: Loop, now: datetime) -> None:
    """At the due time all who plan hear who is missing, and after it when somebody else is."""
    candidate = loop.candidate
    if candidate.due_at is None or candidate.status is not Status.OPEN:
        return
    late = "-".join(loop.missing) if candidate.due_at <= now else ""
    change_id = f"{candidate.id}:{candidate.due_at.timestamp():.0f}:{late}"
    for planner in store.planners(candidate):
        job = TellOverdue(**candidate.ids, user_id=planner, change_id=change_id)
        enqueue(store, job, candidate.due_at)


def start_weekly(store: Store, team_id: str, user_ids: Iterable[str], now: datetime) -> None:
    """The weekly digests of these leads will come; one that is being planned right now is planned again after.

    Called once in a transaction, for all of them: two that start the same people's digests in one
    order never wait for each other.
    """
    for user_id in sorted(set(user_ids)):
        enqueue(store, PlanWeekly(team_id=team_id, user_id=user_id), now, OnRepeat.RENEW)
