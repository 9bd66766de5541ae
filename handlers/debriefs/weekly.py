"""A lead's week in one direct message, at the day and hour they chose; and its one button, which ends it."""

from datetime import date, datetime, time

from handlers.candidates.labels import names, since
from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.directory import has_left, zone_of
from handlers.slack.notices import notice
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.debriefs.weekly import Week, end_weekly, plan_week, week_of
from interviews.outbox import PlanWeekly, SendWeekly
from interviews.reminders.hours import local, next_of_week
from templates.render import render

MOST_LISTED = 12


def plan_digest(ctx: Context, job: PlanWeekly) -> Result:
    """The lead's next weekly digest waits for its hour in their own zone."""
    if not has_left(ctx):
        _plan_next(ctx)
    return Dropped()


def send_digest(ctx: Context, job: SendWeekly) -> Result:
    """The lead sees their week, if there is anything to say; the next one is planned either way."""
    preferences = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    if not preferences.weekly or has_left(ctx):
        return Dropped()
    if job.date.weekday() != preferences.weekly_day:  # the settings were changed right after
        _plan_next(ctx)
        return Dropped()
    moment = local(job.date, time(preferences.weekly_hour), zone_of(ctx))
    if moment > ctx.now():  # the same, or the lead has moved west
        return Postponed(moment)
    _send(ctx, job.date)
    _plan_next(ctx, served=job.date)
    return None


def _send(ctx: Context, day: date) -> None:
    week = week_of(ctx.store, ctx.person, ctx.now())
    if not week.quiet:
        about = f"weekly:{ctx.person.user_id}:{day:%Y-%m-%d}:"
        named = [candidate.id for candidate in week.listed_candidates(MOST_LISTED)]
        deliver(ctx, "", about, [message(ctx, week)], named=named)


def _plan_next(ctx: Context, served: date | None = None) -> None:
    preferences = ctx.store.preferences.get(ctx.person.team_id, ctx.person.user_id)
    zone = zone_of(ctx)

    def next_time(moment: datetime) -> datetime:
        return next_of_week(moment, preferences.weekly_day, preferences.weekly_hour, zone)

    if preferences.weekly:
        plan_week(ctx.store, ctx.person, next_time, zone, ctx.now(), served)


def message(ctx: Context, week: Week) -> Payload:
    """The digest of this week as one message."""
    candidates = week.listed_candidates(MOST_LISTED)
    return render(
        "debriefs/weekly",
        week=week,
        reader=ctx.person.user_id,
        waiting=[
            dict(entry) | {"role": ctx.role_name(entry.candidate)}
            for entry in week.waiting[:MOST_LISTED]
        ],
        ready=week.ready[:MOST_LISTED],
        decided=week.decided[:MOST_LISTED],
        names=names(ctx, candidates),
        apart=since(candidates),
    )


def off(ctx: Context, request: Request) -> Payload:
    """The lead gets no weekly digest any more."""
    end_weekly(ctx.store, ctx.person, ctx.now())
    return notice("The weekly digest is off.", (("Settings", "settings"),))
