"""Once cards are due, each lead sees in one quiet line who is missing: one message, brought up to date."""

from handlers.context import Desk
from handlers.slack.posts import deliver
from handlers.slack.time_zones import has_left, zone_of
from interviews.loop import Loop
from interviews.models import Status
from interviews.permissions import Action, may
from interviews.reminders.hours import allowed
from interviews.store.jobs import Job
from interviews.store.messages import numbered
from templates.render import render


def overdue(desk: Desk, job: Job) -> None:
    """The lead knows who is missing, by day; where nobody ever was, the debrief itself has come already."""
    loop = desk.store.loop(desk.person.team_id, job.payload["candidate_id"])
    if loop is None or not _concerns(desk, loop):
        desk.store.jobs.drop(job)
        return
    about = f"overdue:{loop.candidate.id}:{desk.person.user_id}:"
    told = desk.store.messages.find(desk.person.team_id, numbered(about)) is not None
    if not loop.missing and not told:
        return
    moment = allowed(desk.now(), zone_of(desk))
    if moment > desk.now() and not told:
        desk.store.jobs.postpone(job, moment)
        return
    opens = bool(loop.cards) and loop.sealed and may(desk.person, Action.OPEN_EARLY, loop)
    left = tuple(one for one in loop.missing if has_left(desk, one))
    message = render("debriefs/overdue", panel=loop, may_open=opens, left=left)
    deliver(desk, loop.candidate.id, about, [message])


def _concerns(desk: Desk, loop: Loop) -> bool:
    due = loop.candidate.due_at
    return (
        desk.person.user_id in loop.candidate.leads
        and loop.candidate.status is Status.OPEN
        and due is not None
        and due <= desk.now()
    )
