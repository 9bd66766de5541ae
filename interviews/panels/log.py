"""What is kept of a panel's changes: who was taken off it, and, for people to read, who leads and coordinates."""

from collections.abc import Sequence
from datetime import datetime

from interviews.loop import Departure, Loop
from interviews.models import CandidateDetails, InterviewState
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.audit import ChangedCoordinators, ChangedLeads, ChangedPanel


def record_departure(
    store: Store, person: Person, loop: Loop, user_id: str, state: InterviewState, now: datetime
) -> None:
    """Keeps, and logs, who took whom off the panel: fewer interviewers can open the seal."""
    candidate, interview = loop.candidate, loop.interview_of(user_id)
    departure = Departure(
        user_id=user_id, state=state, by=person.user_id, at=now, led=user_id in candidate.leads
    )
    store.reveals.add_departure(candidate.team_id, candidate.id, departure)
    since = interview.created_at if interview else None
    entry = ChangedPanel(
        **candidate.ids, at=now, actor_id=person.user_id,
        user_id=user_id, state=state, since=since,
    )  # fmt: skip
    store.audit.add(entry)


def log_leads(
    store: Store, person: Person, loop: Loop, leads: Sequence[str], now: datetime
) -> None:
    """The log says who leads from now on, and who led before; nothing where they are the same people."""
    candidate = loop.candidate
    if set(leads) == set(candidate.leads):
        return
    entry = ChangedLeads(
        **candidate.ids, at=now, actor_id=person.user_id,
        leads=tuple(leads), former=candidate.leads,
    )  # fmt: skip
    store.audit.add(entry)


def log_coordinators(
    store: Store, person: Person, loop: Loop, sent: CandidateDetails, now: datetime
) -> None:
    """The log says who coordinates from now on, and who did before; nothing where they are the same people."""
    candidate = loop.candidate
    if set(sent.coordinators) != set(candidate.coordinators):
        entry = ChangedCoordinators(
            **candidate.ids, at=now, actor_id=person.user_id,
            coordinators=sent.coordinators, former=candidate.coordinators,
        )  # fmt: skip
        store.audit.add(entry)
