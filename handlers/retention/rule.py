"""What the team's policy does by itself: leads are told of whoever is due, and a week later they are erased."""

from datetime import timedelta
from functools import partial

from handlers.candidates.labels import names
from handlers.context import Context, Payload
from handlers.delivery import Postponed, Result
from handlers.slack.directory import has_left, zone_of
from handlers.slack.posts import deliver
from interviews.outbox import ApplyPolicy, StartRetention, WarnOfErasure, enqueue
from interviews.reminders.hours import next_allowed
from interviews.retention.rule import (
    Erasure,
    begin,
    erasures_for_lead,
    erasures_without_lead,
    take_step,
)
from templates.render import render

MOST_LISTED = 12
EVERY = timedelta(hours=1)
"""How often it is looked whether a day's walk is to begin: a policy that is new does not wait for tomorrow."""


def start(ctx: Context, _: StartRetention) -> Result:
    """Today's walk is begun for every team with a policy; asked every hour, it begins once a day."""
    begin(ctx.store, ctx.now())
    return Postponed(ctx.now() + EVERY)


def apply_policy(ctx: Context, job: ApplyPolicy) -> None:
    """Some people are told of or erased; the next step is a job of its own."""
    take_step(ctx.store, job, ctx.now(), ctx.extend_lease)


def warn(ctx: Context, job: WarnOfErasure) -> Result:
    """A lead reads who is erased before long; of whoever has no lead left, admins read it."""
    if has_left(ctx):
        _warn_admins(ctx, job)
        return None
    moment = next_allowed(ctx.now(), zone_of(ctx))
    if moment > ctx.now():
        return Postponed(moment)
    found = _found(ctx, job)
    if found:
        about = f"erasure_soon:{ctx.person.user_id}:{job.at:%Y-%m-%d}:{job.leaderless:d}:"
        named = [each.record.newest.id for each in found[:MOST_LISTED]]
        deliver(ctx, "", about, [message(ctx, found)], named=named)
    return None


def _found(ctx: Context, job: WarnOfErasure) -> list[Erasure]:
    if job.leaderless:
        left = partial(has_left, ctx)
        return erasures_without_lead(ctx.store, job.team_id, job.at, ctx.now(), left)
    return erasures_for_lead(ctx.store, ctx.person, job.at, ctx.now())


def _warn_admins(ctx: Context, job: WarnOfErasure) -> None:
    for admin in sorted(ctx.admins - {job.user_id}):
        enqueue(ctx.store, job.model_copy(update={"user_id": admin, "leaderless": True}), ctx.now())


def message(ctx: Context, found: list[Erasure]) -> Payload:
    """The warning as one message."""
    listed = found[:MOST_LISTED]
    candidates = [each.record.newest for each in listed]
    ids = tuple(candidate.id for candidate in candidates)
    decisions = {
        each.candidate_id: each
        for each in ctx.store.decisions.list_current(ctx.person.team_id, ids)
    }
    return render(
        "retention/soon",
        erasures=listed,
        more=len(found) - len(listed),
        names=names(ctx, candidates),
        decisions=decisions,
    )
