"""`/interview export`: finds the candidate or the opening, and says that the export is on its way."""

from functools import partial

from handlers.candidates import lookup as candidates
from handlers.context import Context, Payload
from handlers.export import packet
from handlers.openings import lookup as openings
from handlers.slack.notices import notice
from handlers.slack.request import Request, button_id, strip_quotes
from interviews.export.candidate import rounds_of_opening, rounds_to_export
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, openings_for
from interviews.outbox import SendExport, SendOpeningExport, enqueue
from templates.macros.escaping import one_line

COMMAND, OF_OPENING = "export", "opening"
FOR_THEM = "for-them"
"""Before or behind a name: all that is held about the person, to be handed to them."""
LISTS = (("My candidates", "candidates"), ("Openings", "openings"))


def from_command(ctx: Context, request: Request) -> Payload:
    """Says that the export of whom or what was named is on its way; a candidate comes before an opening."""
    if not request.text:
        return notice(
            "Whom? Type /interview export and a candidate's name, or an opening's title.", LISTS
        )
    name = _name_for_them(request.text)
    if name is not None:
        return packet.answer_about(ctx, name)
    first, _, title = request.text.partition(" ")
    if first.casefold() == OF_OPENING and title:
        return _answer_about_opening(ctx, title)
    text = request.text
    if not button_id(text) and _openings(ctx, text) and not candidates.find_by_name(ctx, text):
        return _answer_about_opening(ctx, text)
    return candidates.answer_about(
        ctx, text, COMMAND, partial(_candidate, ctx), partial(_unknown_name, ctx)
    )


def _name_for_them(text: str) -> str | None:
    """The name beside which `for-them` stands; None where it does not."""
    words = text.split()
    if words[0].casefold() == FOR_THEM:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if words[-1].casefold() == FOR_THEM else None


def _answer_about_opening(ctx: Context, title: str) -> Payload:
    return openings.answer_about(ctx, title, f"{COMMAND} {OF_OPENING}", partial(_opening, ctx))


def _openings(ctx: Context, text: str) -> tuple[Opening, ...]:
    return openings.find(_own_openings(ctx), strip_quotes(text))


def _own_openings(ctx: Context) -> tuple[Opening, ...]:
    return openings_for(ctx.store, ctx.person, OpeningAction.EXPORT)


def _unknown_name(ctx: Context, name: str) -> Payload:
    near = openings.close_to(_own_openings(ctx), name)
    unknown = f"You have no candidate “{name}”, and lead nobody in an opening of that title."
    if near:
        choices = openings.choices(near, f"{COMMAND} {OF_OPENING}")
        return notice(f"{unknown} Did you mean one of these?", choices)
    return notice(f"{unknown} Hiring leads can export their own candidates.", LISTS)


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
