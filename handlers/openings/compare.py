"""`/interview compare`: an opening's candidates beside each other, as far as their debriefs are open to the reader."""

from functools import partial

from handlers.candidates.labels import names
from handlers.candidates.options import options
from handlers.context import Context, Payload
from handlers.openings.lookup import answer_about, choices
from handlers.openings.page import openings_page
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.posts import deliver
from handlers.slack.request import Request
from interviews.models import Candidate
from interviews.openings.compare import Comparison, comparison_for, log_comparison
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction
from interviews.openings.queries import MOST_FOUND, newest
from interviews.outbox import SendComparison, enqueue
from templates.render import render
from templates.split import parts


def from_command(ctx: Context, request: Request) -> Payload:
    """The comparison in the opening that was named; without a name, the openings to choose from."""
    if request.text:
        return answer_about(ctx, request.text, "compare", partial(_answer, ctx))
    mine = newest(ctx.store, ctx.person, OpeningAction.COMPARE, MOST_FOUND)
    if not mine:
        return openings_page(ctx, request)
    return notice("Whose candidates? Choose an opening.", choices(mine, "compare"))


def _answer(ctx: Context, opening: Opening) -> Payload:
    """The comparison in the answer itself, or in a direct message with a thread where it is too long for one."""
    found = comparison_for(ctx.store, ctx.person, opening)
    messages = parts(_render(ctx, opening, found))
    if len(messages) == 1:
        log_comparison(ctx.store, ctx.person, opening, found, ctx.now())
        return PRIVATELY | messages[0]
    job = SendComparison(
        team_id=ctx.person.team_id, user_id=ctx.person.user_id, opening_id=opening.id
    )
    enqueue(ctx.store, job, ctx.now())
    return notice(
        "This comparison is too long for one message. It comes to our direct messages in a moment, with "
        "the rest in its thread."
    )


def send_comparison(ctx: Context, job: SendComparison) -> None:
    """The comparison comes by direct message, with what the person may still read; it goes with any who is erased."""
    opening = ctx.store.openings.get(job.team_id, job.opening_id)
    if opening is None:
        return
    found = comparison_for(ctx.store, ctx.person, opening)
    log_comparison(ctx.store, ctx.person, opening, found, ctx.now())
    about = f"comparison:{job.opening_id}:{job.request_id}:"
    named = [candidate.id for candidate in found.candidates]
    deliver(ctx, "", about, parts(_render(ctx, opening, found)), named=named)


def _render(ctx: Context, opening: Opening, found: Comparison) -> Payload:
    people = _people(found)
    labels = names(ctx, people.values())
    shown = {candidate.person_id for candidate in found.shown}
    return render(
        "openings/comparison",
        opening=opening,
        comparison=found,
        reader=ctx.person.user_id,
        names={person_id: labels[candidate.id] for person_id, candidate in people.items()},
        here=[people[person_id] for person_id in people if person_id in shown],
        left_out=[people[person_id] for person_id in people if person_id not in shown],
        roles={candidate.archetype_id: ctx.role_name(candidate) for candidate in found.shown},
        menus=[options(ctx, [each.candidate for each in stage.rounds]) for stage in found.stages],
    )


def _people(found: Comparison) -> dict[str, Candidate]:
    """Everybody who is named, once, whatever their rounds."""
    return {candidate.person_id: candidate for candidate in found.candidates}
