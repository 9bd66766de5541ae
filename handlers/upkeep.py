"""What keeps the database small: jobs that were done long ago are removed, a few at a time."""

from datetime import timedelta

from handlers.context import Context
from handlers.delivery import Postponed, Result
from interviews.outbox import RemoveFinishedJobs

KEPT_FOR = timedelta(days=30)
BATCH = 500  # so few that nobody who writes meanwhile waits long
EVERY = timedelta(days=1)


def remove_finished_jobs(ctx: Context, _: RemoveFinishedJobs) -> Result:
    """Some jobs that were done thirty days ago are gone; the next ones follow at once, or in a day."""
    removed = ctx.store.jobs.remove_finished(ctx.now() - KEPT_FOR, BATCH)
    return Postponed(ctx.now() if removed == BATCH else ctx.now() + EVERY)
