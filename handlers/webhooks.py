"""Another system hears of events, where the settings name one; how it answers changes nothing here."""

from handlers.context import Context
from handlers.delivery import Dropped, Result
from interviews.outbox import TellWebhook
from interviews.webhooks import body_of


class ReceiverFailed(Exception):
    """The system that hears of events has not taken one; the message says how it answered, and nothing of what."""


def tell(ctx: Context, job: TellWebhook) -> Result:
    """The event is told; where the settings name no system any more it falls away. Raises `ReceiverFailed`."""
    if ctx.receiver is None:
        return Dropped()
    ctx.receiver.send(body_of(job), ctx.now())
    return None
