"""First posts: written down before, so that an erasure knows of a message whose answer from Slack was lost."""

from collections.abc import Sequence

from handlers.context import Context, Payload
from handlers.slack.errors import SLACKS_OWN, SlackError, SlackRefused, SlackUnreachable
from interviews.store.messages import UNSURE, Posted


def posted(
    ctx: Context, candidate_ids: Sequence[str], about: str, channel: str, message: Payload
) -> str:
    """The `ts` of the message, which names these candidates; what Slack never answered to stays written down."""
    place = ctx.person.user_id if channel.startswith("D") else channel
    marks = [_begun(ctx, one, f"{UNSURE}{place}:{one}:{about}", channel) for one in candidate_ids]
    try:
        ts: str = ctx.slack.post(channel, **message)["ts"]
    except SlackError as error:
        if not _may_stand(error):
            _struck_out(ctx, marks)
        raise
    _struck_out(ctx, marks)
    return ts


def _begun(ctx: Context, candidate_id: str, about: str, channel: str) -> Posted | None:
    """None where an earlier attempt is written down: whatever becomes of this one, that may stand."""
    if ctx.store.messages.find(ctx.person.team_id, about):
        return None
    mark = Posted(
        team_id=ctx.person.team_id, about=about, candidate_id=candidate_id, channel=channel, ts=""
    )
    ctx.store.messages.remember(mark, ctx.now())
    return mark


def _struck_out(ctx: Context, marks: Sequence[Posted | None]) -> None:
    for mark in filter(None, marks):
        ctx.store.messages.forget(mark.team_id, mark.about)


def _may_stand(error: SlackError) -> bool:
    if isinstance(error, SlackRefused):
        return error.error in SLACKS_OWN
    return isinstance(error, SlackUnreachable) and error.sent
