"""`/interview export`: finds the candidate or the opening, and says that the export is on its way."""

from functools import partial

from handlers.context import Context, Payload
from handlers.export import packet
from handlers.openings.lookup import LISTS, answer_about_either
from handlers.slack.notices import notice
from handlers.slack.request import Request
from interviews.export.candidate import rounds_of_opening, rounds_to_export
from interviews.openings.models import Opening
from interviews.outbox import SendExport, SendOpeningExport, enqueue
from templates.macros.escaping import one_line

COMMAND = "export"
FOR_THEM = "for-them"
"""Before or behind a name: all that is held about the person, to be handed to them."""


def from_command(ctx: Context, request: Request) -> Payload:
    """Says that the export of whom or what was named is on its way; a candidate comes before an opening."""
    if not request.text:
        return notice(
            "Whom? Type /interview export and a candidate's name, or an opening's title.", LISTS
        )
    name = _name_for_them(request.text)
    if name is not None:
        return packet.answer_about(ctx, name)
    return answer_about_either(
        ctx, request.text, COMMAND, partial(_candidate, ctx), partial(_opening, ctx), _unknown_name
    )


def _name_for_them(text: str) -> str | None:
    """The name beside which `for-them` stands; None where it does not."""
    words = text.split()
    if words[0].casefold() == FOR_THEM:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if words[-1].casefold() == FOR_THEM else None


def _unknown_name(name: str) -> str:
    return (
        f"You have no candidate “{name}”, and lead nobody in an opening of that title. Hiring leads can export their "
        "own candidates."
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
