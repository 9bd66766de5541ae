"""What a round of several people sends: who is asked, where each of them stands, and what it came to."""

from handlers.calibration.team import page_of
from handlers.context import Context
from handlers.delivery import Dropped, Result
from handlers.slack.directory import has_left, participant_fault
from handlers.slack.posts import deliver
from interviews.calibration.models import Part
from interviews.calibration.rounds import part_of, sealed_answers
from interviews.calibration.shared import close, excuse
from interviews.calibration.standing import standing
from interviews.errors import UnknownRound
from interviews.outbox import (
    AskToCalibrate,
    CloseCalibration,
    RoundJob,
    TellCalibration,
    TellStanding,
    enqueue,
)
from templates.render import render


def ask(ctx: Context, job: AskToCalibrate) -> Result:
    """The person is asked to rate; nobody waits for somebody who cannot take part."""
    part = _part(ctx, job)
    if part is None or part.round.closed_at:
        return Dropped()
    if participant_fault(ctx, [job.user_id]):
        excuse(ctx.store, part.round, job.user_id, ctx.now())
        return Dropped()
    message = render("calibration/asked", round=part.round, reader=job.user_id)
    deliver(ctx, "", f"calibration:{job.round_id}:{job.user_id}:asked", [message])
    return None


def _part(ctx: Context, job: RoundJob) -> Part | None:
    try:
        return part_of(ctx.store, ctx.person, job.round_id)
    except UnknownRound:
        return None


def end(ctx: Context, job: CloseCalibration) -> None:
    """The round is over."""
    close(ctx.store, job.team_id, job.round_id, ctx.now())


def tell_standing(ctx: Context, job: TellStanding) -> Result:
    """Whoever rated reads where they stand."""
    part = _part(ctx, job)
    if part is None:
        return Dropped()
    seen = part.without(sealed_answers(ctx.store, ctx.person))
    message = render("calibration/over", round=part.round, standing=standing(seen))
    deliver(ctx, "", f"calibration:{job.round_id}:{job.user_id}:over", [message])
    return None


def tell_result(ctx: Context, job: TellCalibration) -> Result:
    """Who started the round reads what it came to; where they have left, admins do."""
    if has_left(ctx):
        for admin in sorted(ctx.admins - {job.user_id}):
            enqueue(ctx.store, job.model_copy(update={"user_id": admin}), ctx.now())
        return None  # done once, so that admins who have left do not pass it on for ever
    found = ctx.store.calibration.get(job.team_id, job.round_id)
    if found is None:
        return Dropped()
    deliver(ctx, "", f"calibration:{job.round_id}:{job.user_id}:result", [page_of(ctx, found)])
    return None
