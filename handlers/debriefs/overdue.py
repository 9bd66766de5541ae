"""Once cards are due, who leads or coordinates sees in one quiet line who is missing: one message, kept current."""

from handlers.context import Context
from handlers.delivery import Dropped, Postponed, Result
from handlers.reminders.requests import late_cards
from handlers.slack.directory import has_left, zone_of
from handlers.slack.posts import deliver
from interviews.loop import Loop
from interviews.models import Status
from interviews.outbox import TellOverdue
from interviews.permissions import Action, may, plans
from interviews.reminders import schedule
from interviews.reminders.hours import next_allowed
from interviews.store.messages import part_name
from templates.render import render


def overdue(ctx: Context, job: TellOverdue) -> Result:
    """Who is missing is known by day; where nobody ever was, the debrief itself has come already."""
    loop = ctx.store.loop(ctx.person.team_id, job.candidate_id)
    if loop is None or not _concerns(ctx, loop):
        return Dropped()
    about = f"overdue:{loop.candidate.id}:{ctx.person.user_id}:"
    has_message = ctx.store.messages.find(ctx.person.team_id, part_name(about)) is not None
    if not loop.missing and not has_message:
        return None
    moment = next_allowed(ctx.now(), zone_of(ctx))
    if moment > ctx.now() and not has_message:
        return Postponed(moment)
    sealed_cards = bool(loop.cards) and loop.is_sealed
    leavers = tuple(user_id for user_id in loop.missing if has_left(ctx, user_id))
    message = render(
        "debriefs/overdue",
        panel=loop,
        leavers=leavers,
        late=late_cards(ctx, loop, leavers),
        reminded=schedule.reminded(ctx.store, loop, leavers),
        may_read=may(ctx.person, Action.READ_DEBRIEF, loop),
        may_open=sealed_cards and may(ctx.person, Action.OPEN_EARLY, loop),
    )
    deliver(ctx, loop.candidate.id, about, [message])
    return None


def _concerns(ctx: Context, loop: Loop) -> bool:
    due = loop.candidate.due_at
    return (
        plans(ctx.person, loop.candidate)
        and loop.candidate.status is Status.OPEN
        and due is not None
        and due <= ctx.now()
    )
