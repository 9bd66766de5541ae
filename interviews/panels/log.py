"""What is kept of a panel's changes: who was taken off it, and, for people to read, what a plan changed."""

from collections.abc import Sequence
from datetime import datetime

from interviews.loop import Departure, Loop
from interviews.models import CandidateDetails, InterviewState
from interviews.panels.plan import Plan, current_plan
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.audit import (
    AddedCandidate,
    ChangedCoordinators,
    ChangedLeads,
    ChangedPanel,
    ChangedPlan,
)


def log_plan(store: Store, person: Person, before: Loop, sent: Plan, now: datetime) -> None:
    """The log says who was put on the panel, and what else of the plan is another now; nothing where nothing is."""
    ids = {**before.candidate.ids, "at": now, "actor_id": person.user_id}
    standing = {seat.interviewer_id: seat for seat in current_plan(before).seats}
    put_on = tuple(s.interviewer_id for s in sent.seats if s.interviewer_id not in standing)
    if sent.new and not sent.new.follows:
        store.audit.add(AddedCandidate(**ids, leads=sent.leads, panel=put_on))
        return
    changed = tuple(
        seat.interviewer_id
        for seat in sent.seats
        if seat.interviewer_id in standing and seat != standing[seat.interviewer_id]
    )
    details = before.candidate.details()
    fields = tuple(
        name
        for name, value in sent.details().items()
        if name not in ("leads", "coordinators") and value != details[name]
    )
    if put_on or changed or fields:
        store.audit.add(ChangedPlan(**ids, put_on=put_on, changed=changed, fields=fields))


def record_departure(
    store: Store,
    person: Person,
    loop: Loop,
    user_id: str,
    state: InterviewState,
    now: datetime,
    to: str = "",
) -> None:
    """Keeps, and logs, who took whom off the panel, and to whom the interview went: fewer can open the seal."""
    candidate, interview = loop.candidate, loop.interview_of(user_id)
    departure = Departure(
        user_id=user_id, state=state, by=person.user_id, at=now, led=user_id in candidate.leads
    )
    store.reveals.add_departure(candidate.team_id, candidate.id, departure)
    since = interview.created_at if interview else None
    entry = ChangedPanel(
        **candidate.ids, at=now, actor_id=person.user_id,
        user_id=user_id, state=state, since=since, to=to,
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
