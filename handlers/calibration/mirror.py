"""`/interview mirror`: how somebody rates, for their own eyes."""

from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY
from handlers.slack.request import Request
from interviews.calibration.mirror import FEWEST_CARDS, FEWEST_KEYED, mirror_of
from templates.render import render


def from_command(ctx: Context, _request: Request) -> Payload:
    """What the person's own last year says; nobody else can ask for it."""
    found = mirror_of(ctx.store, ctx.person, ctx.now())
    return PRIVATELY | render(
        "calibration/mirror", mirror=found, fewest_cards=FEWEST_CARDS, fewest_keyed=FEWEST_KEYED
    )
