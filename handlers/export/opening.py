"""The export of an opening comes: everybody in it whom the person leads, in two files."""

from functools import partial

from handlers.context import Context
from handlers.export.content import hand_over, say_why_not, write
from handlers.slack.posts import deliver
from interviews.errors import InterviewError
from interviews.export.candidate import rounds_of_opening
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.outbox import SendOpeningExport
from templates.render import render


def send_export(ctx: Context, job: SendOpeningExport) -> None:
    """The candidates whom the person leads in the opening, or a sentence that says why they do not come."""
    about = f"export:{job.opening_id}:{job.request_id}:"
    try:
        opening = opening_for(ctx.store, ctx.person, job.opening_id, OpeningAction.EXPORT)
        rounds = rounds_of_opening(ctx.store, ctx.person, opening.id)
    except InterviewError as error:
        say_why_not(ctx, about, str(error))
        return
    tell = partial(_tell, ctx, about, opening, len(rounds))
    content = write(ctx, f"opening-{opening.id}", rounds, [opening], tell)
    has_files = hand_over(ctx, about, content, opening.id)
    everybody = ctx.store.openings.counts(job.team_id, [opening.id]).get(opening.id, 0)
    message = render(
        "export/opening", opening=opening, rounds=content.rounds, people=content.people,
        others=max(everybody - content.people, 0), has_files=has_files,
    )  # fmt: skip
    deliver(ctx, "", about, [message])


def _tell(ctx: Context, about: str, opening: Opening, total: int, done: int) -> None:
    """Says in the message that will hold the result how far it is."""
    deliver(ctx, "", about, [render("export/progress", opening=opening, done=done, total=total)])
