"""The app was taken out of its workspace: after a time in which it can come back, the team's data goes."""

from datetime import timedelta

from slack_bolt import Ack

from handlers.context import Context, Payload
from handlers.delivery import Dropped, Postponed, Result
from handlers.slack.errors import SlackRefused
from interviews.outbox import ForgetTeam, OnRepeat, enqueue

UNINSTALLED = ("app_uninstalled", "tokens_revoked")
"""What Slack tells of an app that is taken out, in no order; the second also of a single person's token."""
GRACE = timedelta(days=30)
STEPS = 50  # transactions of one delivery
AGAIN = timedelta(days=1)


def uninstalled(ack: Ack, event: Payload, ctx: Context) -> None:
    """All data of the team goes in thirty days, unless the app is installed again by then."""
    if event["type"] == UNINSTALLED[0] or (event.get("tokens") or {}).get("bot"):
        job = ForgetTeam(team_id=ctx.person.team_id)
        enqueue(ctx.store, job, ctx.now() + GRACE, OnRepeat.MOVE)
    ack()


def forget(ctx: Context, job: ForgetTeam) -> Result:
    """Some of the team's rows go, and the next ones at once; none where the token works, or under a legal hold."""
    if _is_installed(ctx, job.team_id):
        return Dropped()
    if ctx.store.legal_holds.all_of(job.team_id):
        return Postponed(ctx.now() + AGAIN)
    for _ in range(STEPS):
        ctx.extend_lease()
        if not ctx.store.teams.remove_some(job.team_id, besides=job.kind):
            ctx.store.leave_no_bytes()
            return Dropped()
    return Postponed(ctx.now())


def _is_installed(ctx: Context, team_id: str) -> bool:
    """Whether Slack takes the token for one of this team; raises where Slack is away."""
    try:
        return bool(ctx.slack.call("auth.test")["team_id"] == team_id)
    except SlackRefused as refused:
        if refused.is_about_token:
            return False
        raise
