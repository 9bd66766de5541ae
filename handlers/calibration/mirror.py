"""`/interview mirror`: how somebody rates, for their own eyes; and the same once a month, where they want it."""

from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.directory import has_left, zone_of
from handlers.slack.notices import PRIVATELY
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.calibration import monthly
from interviews.calibration.mirror import FEWEST_CARDS, FEWEST_KEYED, Mirror, mirror_of
from interviews.outbox import SendMirror
from interviews.reminders.hours import first_morning, next_allowed
from templates.render import render


def from_command(ctx: Context, _request: Request) -> Payload:
    """What the person's own last year says; nobody else can ask for it."""
    return PRIVATELY | _message(mirror_of(ctx.store, ctx.person, ctx.now()))


def _message(found: Mirror) -> Payload:
    return render(
        "calibration/mirror", mirror=found, fewest_cards=FEWEST_CARDS, fewest_keyed=FEWEST_KEYED
    )


def send_monthly(ctx: Context, job: SendMirror) -> Result:
    """The person has their mirror on the first working morning of the month, if it says anything; the next waits."""
    if not ctx.store.preferences.get(job.team_id, job.user_id).mirror:
        return Dropped()
    if has_left(ctx):
        monthly.end(ctx.store, ctx.person, ctx.now())
        return Dropped()
    zone, now = zone_of(ctx), ctx.now()
    this_month = now.astimezone(zone).date().replace(day=1)
    if job.month < this_month:  # the bot was down until it was over
        monthly.plan(ctx.store, ctx.person, this_month)
        return Dropped()
    moment = max(first_morning(job.month, zone), next_allowed(now, zone))
    if moment > now:
        return Postponed(moment)
    found = mirror_of(ctx.store, ctx.person, now)
    if found.says_something:
        deliver(ctx, "", f"mirror:{job.user_id}:{job.month:%Y-%m}:", [_message(found)])
    monthly.plan(ctx.store, ctx.person, monthly.month_after(job.month))
    return None
