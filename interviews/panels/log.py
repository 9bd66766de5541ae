"""What the log says of a panel: who was taken off it, and who leads."""

from collections.abc import Sequence
from datetime import datetime

from interviews.loop import Loop
from interviews.models import InterviewState
from interviews.permissions import Person
from interviews.store import Store
from interviews.store.audit import BEFORE, AuditAction, AuditEntry
from interviews.store.values import new_id, stored_time


def log_panel(
    store: Store, person: Person, loop: Loop, user_id: str, state: InterviewState, now: datetime
) -> None:
    """The log says who took whom off the panel: fewer interviewers can open the seal."""
    store.audit.add(
        AuditEntry(
            team_id=person.team_id, at=now, actor_id=person.user_id,
            action=AuditAction.CHANGED_PANEL, candidate_id=loop.candidate.id,
            detail=(user_id, state.value, stored_time(now), *_since(loop, user_id)),
        )
    )  # fmt: skip


def log_leads(
    store: Store, person: Person, loop: Loop, leads: Sequence[str], now: datetime
) -> None:
    """The log says who leads from now on, and who did before: those may have read what others wrote."""
    if set(leads) == set(loop.candidate.leads):
        return
    store.audit.add(
        AuditEntry(
            team_id=person.team_id, at=now, actor_id=person.user_id,
            action=AuditAction.CHANGED_LEADS, candidate_id=loop.candidate.id,
            detail=(*leads, BEFORE, *loop.candidate.leads, new_id()),
        )
    )  # fmt: skip


def _since(loop: Loop, user_id: str) -> tuple[str, ...]:
    interview = loop.interview_of(user_id)
    return (stored_time(interview.created_at),) if interview else ()
