"""What a delivery is: it does one job, and gives back what is to become of it; what of people who have left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from handlers.context import Context
from handlers.slack.directory import has_left, participant_fault
from interviews.outbox import CandidateJob, Job
from interviews.panels.leavers import is_back, tell_admin, tell_of_leaver


@dataclass(frozen=True, slots=True)
class Dropped:
    """The job goes as if it had never been, so that it can be planned again; one renewed meanwhile is done again."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """The job waits until then, with all its attempts."""

    until: datetime


Result = Dropped | Postponed | None
"""What becomes of a job; None where it is done."""
AnyJob = TypeVar("AnyJob", bound=Job)
AboutCandidate = TypeVar("AboutCandidate", bound=CandidateJob)
Delivery = Callable[[Context, AnyJob], Result]


def for_anybody(delivery: Delivery[AnyJob]) -> Delivery[AnyJob]:
    """The delivery; for somebody who has left it falls away."""
    return lambda ctx, job: Dropped() if has_left(ctx) else delivery(ctx, job)


def for_interviewer(delivery: Delivery[AboutCandidate]) -> Delivery[AboutCandidate]:
    """The delivery; where the interviewer has left, leads hear that the scorecard will not come."""

    def deliver(ctx: Context, job: AboutCandidate) -> Result:
        if not has_left(ctx):
            is_back(ctx.store, ctx.person, ctx.now())
            return delivery(ctx, job)
        loop = ctx.store.loop(job.team_id, job.candidate_id)
        interview = loop.interview_of(job.user_id) if loop else None
        if loop and interview:
            tell_of_leaver(ctx.store, loop, interview, ctx.now())
        return Dropped()

    return deliver


def for_lead(delivery: Delivery[AboutCandidate]) -> Delivery[AboutCandidate]:
    """The delivery; where the lead has left, the other leads have theirs, and where all have, admins hear.

    With nobody left to hear of it Slack refuses the delivery, and an operator sees the job.
    """
    return lambda ctx, job: Dropped() if passes_to_others(ctx, job) else delivery(ctx, job)


def passes_to_others(ctx: Context, job: CandidateJob) -> bool:
    """Whether the lead of this job has left, and other leads or admins see to it."""
    if not has_left(ctx):
        return False
    loop = ctx.store.loop(job.team_id, job.candidate_id)
    if loop is None or not all(has_left(ctx, lead) for lead in loop.candidate.leads):
        return True
    admins = [admin for admin in sorted(ctx.admins) if not participant_fault(ctx, [admin])]
    for admin in admins:
        tell_admin(ctx.store, loop, admin, ctx.now())
    return bool(admins)
