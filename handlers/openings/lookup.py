"""Finds the opening that a typed title means: one, several, or one spelt nearly so; or else a candidate."""

from collections.abc import Callable

from handlers.candidates import lookup as candidates
from handlers.context import Context, Payload
from handlers.slack.notices import Commands, not_found, notice, short_label
from handlers.slack.request import button_id, strip_quotes
from interviews.openings.models import Opening
from interviews.openings.permissions import OpeningAction, opening_for
from interviews.openings.queries import find, in_order, titles
from interviews.store.values import name_key
from question_bank.lookup import closest
from templates.macros.escaping import one_line

OF_OPENING = "opening"
"""Behind a command that is about a candidate or an opening, and before a title."""
LISTS = (("My candidates", "candidates"), ("Openings", "openings"))
ACTIONS = {
    "opening": OpeningAction.SEE, "compare": OpeningAction.COMPARE,
    "export": OpeningAction.EXPORT, "export opening": OpeningAction.EXPORT,
    "legal-hold": OpeningAction.LEGAL_HOLD, "legal-hold opening": OpeningAction.LEGAL_HOLD,
}  # fmt: skip
"""What somebody must be allowed to do with an opening that a command is about."""


def answer_about(
    ctx: Context, text: str, command: str, answer: Callable[[Opening], Payload]
) -> Payload:
    """What `answer` returns for the opening that a button, or the title that was typed, stands for.

    Where several may be meant it is a question to the person; where none is, a sentence with what to do.
    """
    action, opening_id = ACTIONS.get(command, OpeningAction.SEE), button_id(text)
    if opening_id:
        return answer(opening_for(ctx.store, ctx.person, opening_id, action))
    title = strip_quotes(text)
    found = find(ctx.store, ctx.person, action, title)
    if len(found) == 1:
        return answer(found[0])
    if found:
        return notice("Several openings answer to that. Which one?", choices(found, command))
    near = close_to(ctx, action, title)
    question = f"You have no opening “{one_line(title)}”."
    if near:
        return notice(f"{question} Did you mean one of these?", choices(near, command))
    return not_found(question, (("Openings", "openings"),))


def answer_about_either(
    ctx: Context,
    text: str,
    command: str,
    of_candidate: Callable[[str], Payload],
    of_opening: Callable[[Opening], Payload],
    unknown_name: Callable[[str], str],
) -> Payload:
    """What one of the two returns for whom or what was named: a candidate comes before an opening of that title.

    After the word "opening" it is an opening. Where nothing is meant, it is the sentence of `unknown_name`, with what
    is spelt nearly so.
    """
    first, _, title = text.partition(" ")
    behind = f"{command} {OF_OPENING}"
    if first.casefold() == OF_OPENING and title:
        return answer_about(ctx, title, behind, of_opening)
    action = ACTIONS[command]
    titled = not button_id(text) and find(ctx.store, ctx.person, action, strip_quotes(text))
    if titled and not candidates.find_by_name(ctx, text):
        return answer_about(ctx, text, behind, of_opening)

    def nothing(name: str) -> Payload:
        near = close_to(ctx, action, name)
        if near:
            question = f"{unknown_name(name)} Did you mean one of these?"
            return notice(question, choices(near, behind))
        return notice(unknown_name(name), LISTS)

    return candidates.answer_about(ctx, text, command, of_candidate, nothing)


def can_about(ctx: Context, command: str, text: str) -> bool:
    """Whether this command leads on when it is typed with this title, or without any."""
    action, title = ACTIONS[command], strip_quotes(text)
    if not title:
        return True
    return bool(find(ctx.store, ctx.person, action, title) or close_to(ctx, action, title))


def close_to(ctx: Context, action: OpeningAction, title: str) -> tuple[Opening, ...]:
    """Up to three with which the person may do this, whose titles look like what was typed."""
    known = titles(ctx.store, ctx.person, action)
    by_key = {each.name_key: each.id for each in reversed(known)}
    near = closest(name_key(title), tuple(by_key))
    return in_order(ctx.store, ctx.person, [by_key[key] for key in near])


def choices(openings: tuple[Opening, ...], command: str) -> Commands:
    """A button that runs the command for each of these."""
    labels = [
        one_line(opening.title) + ("" if opening.is_open else " · closed") for opening in openings
    ]
    if len({short_label(label) for label in labels}) < len(labels):
        labels = [f"{number}. {label}" for number, label in enumerate(labels, 1)]
    return tuple(
        (label, f"{command} id:{opening.id}")
        for label, opening in zip(labels, openings, strict=True)
    )
