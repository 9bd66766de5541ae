"""`/interview export`: finds the candidate or the opening, and says that the export is on its way."""

from functools import partial

from handlers.candidates import lookup as candidates
from handlers.context import Context, Payload
from handlers.openings import lookup as openings
from handlers.slack.notices import notice
from handlers.slack.request import Request, button_id, strip_quotes
from interviews.export.candidate import rounds_of_opening, rounds_to_export
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, openings_for
from interviews.outbox import SendExport, SendOpeningExport, enqueue
from templates.macros.escaping import one_line

COMMAND, OF_OPENING = "export", "opening"
LISTS = (("My candidates", "candidates"), ("Openings", "openings"))


def from_command(ctx: Context, request: Request) -> Payload:
    """Says that the export of whom or what was named is on its way; a candidate comes before an opening."""
    if not request.text:
        return notice(
            "Whom? Type /interview export and a candidate's name, or an opening's title.", LISTS
        )
    first, _, title = request.text.partition(" ")
    if first.casefold() == OF_OPENING and title:
        return openings.answer_about(ctx, title, f"{COMMAND} {OF_OPENING}", partial(_opening, ctx))
    named = () if button_id(request.text) else _openings(ctx, request.text)
    if named and not candidates.find_by_name(ctx, request.text):
        return openings.answer_about(
            ctx, request.text, f"{COMMAND} {OF_OPENING}", partial(_opening, ctx)
        )
    return candidates.answer_about(
        ctx, request.text, COMMAND, partial(_candidate, ctx), _unknown_name
    )


def _openings(ctx: Context, text: str) -> tuple[Opening, ...]:
    return openings.find(openings_for(ctx.store, ctx.person, OpeningAction.SEE), strip_quotes(text))


def _unknown_name(name: str) -> Payload:
    return notice(
        f"You have no candidate and no opening “{name}”. Hiring leads can export their own "
        "candidates.",
        LISTS,
    )


def _candidate(ctx: Context, candidate_id: str) -> Payload:
    newest = rounds_to_export(ctx.store, ctx.person, candidate_id)[-1]
    enqueue(ctx.store, SendExport(user_id=ctx.person.user_id, **newest.ids), ctx.now())
    return _on_its_way(newest.name)


def _opening(ctx: Context, opening: Opening) -> Payload:
    rounds_of_opening(ctx.store, ctx.person, opening.id)
    job = SendOpeningExport(
        team_id=opening.team_id, user_id=ctx.person.user_id, opening_id=opening.id
    )
    enqueue(ctx.store, job, ctx.now())
    return _on_its_way(opening.title)


def _on_its_way(name: str) -> Payload:
    return notice(f"Your export of {one_line(name)} is on its way to our direct messages.")
