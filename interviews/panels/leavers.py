"""People who have left the workspace: their leads hear of it, and candidates that nobody leads get new leads."""

from datetime import datetime

from interviews.candidates.queries import loop_for
from interviews.debriefs.reveals import record_reveals
from interviews.errors import NotAllowed
from interviews.home.refresh import refresh_homes, refresh_homes_of
from interviews.loop import Loop
from interviews.models import Interview, Status
from interviews.outbox import News, TellLeaderless, TellPanelNews, enqueue
from interviews.panels.leads import follow_leads
from interviews.panels.log import log_leads
from interviews.panels.messages import refresh_panel
from interviews.permissions import Action, Person
from interviews.reminders.schedule import is_owed, plan_reminders, resume, start_weekly
from interviews.store import Store
from interviews.store.people import Leaver


def tell_of_leaver(store: Store, loop: Loop, interview: Interview, now: datetime) -> None:
    """Whoever plans hears once that a scorecard which is waited for will not come."""
    if not is_owed(loop, interview):
        return
    with store.transaction():
        for planner in store.planners(loop.candidate):
            leaver = Leaver(
                team_id=interview.team_id, user_id=interview.interviewer_id,
                interview_id=interview.id, lead_id=planner,
            )  # fmt: skip
            if store.notices.add_leaver(leaver, now):
                ids = loop.candidate.ids
                job = TellPanelNews(
                    **ids, user_id=planner, news=News.LEFT, interviewer_id=leaver.user_id
                )
                enqueue(store, job, now)


def leavers_by_candidate(store: Store, lead: Person, *loops: Loop) -> dict[str, tuple[str, ...]]:
    """Whose missing scorecards this lead has been told will not come, by candidate; Slack need not be asked again."""
    missing = [
        interview
        for loop in loops
        for interview in loop.interviews
        if interview.interviewer_id in loop.missing
    ]
    ids = [interview.id for interview in missing]
    gone = store.notices.leavers(lead.team_id, lead.user_id, ids)
    return {
        loop.candidate.id: tuple(
            interview.interviewer_id
            for interview in missing
            if interview.id in gone and interview.candidate_id == loop.candidate.id
        )
        for loop in loops
    }


def is_back(store: Store, person: Person, now: datetime) -> None:
    """Whoever is here has not left: leads are no longer told so, and reminders of their scorecards come again."""
    leads = store.notices.leads_told_of(person.team_id, person.user_id)
    if leads:
        with store.transaction():
            store.notices.remove_leaver(person.team_id, person.user_id)
            start_weekly(store, person.team_id, resume(store, person, now), now)
            refresh_homes(store, person.team_id, leads, now)


def tell_admin(store: Store, loop: Loop, admin: str, now: datetime) -> None:
    """An admin hears once that every lead of this candidate has left."""
    job = TellLeaderless(**loop.candidate.ids, user_id=admin, leads=loop.candidate.leads)
    enqueue(store, job, now)


def hand_to_leads(
    store: Store, person: Person, candidate_id: str, leads: tuple[str, ...], now: datetime
) -> Loop:
    """Others lead the candidate from now on, and get what the leads before them would have got.

    Raises `UnknownCandidate` or `NotAllowed`, with nothing changed.
    """
    if not leads:
        raise NotAllowed("A candidate needs at least one hiring lead.")
    with store.transaction():
        store.candidates.hold(person.team_id, candidate_id)
        loop = loop_for(store, person, candidate_id, Action.HAND_OVER_LEADS)
        store.candidates.set_details(loop.candidate.model_copy(update={"leads": leads}))
        log_leads(store, person, loop, leads, now)
        after = store.loop(person.team_id, candidate_id)
        assert after is not None, "the transaction holds it"
        after = record_reveals(store, loop, after, now)
        follow_leads(store, loop, after, now)
        refresh_panel(store, after, now)
        if after.candidate.status is Status.OPEN:
            plan_reminders(store, after, now)
        refresh_homes_of(store, now, loop, after)
    return after
