"""`/interview brief` and `/interview cv`: advice for whoever writes the job description, and whoever reads the CVs."""

from collections.abc import Sequence

from handlers.context import Context, Payload
from handlers.kits.help_page import MOST_ROLES
from handlers.slack.notices import first_that_fits, not_found, notice
from handlers.slack.request import Request
from question_bank.bank import Bank
from question_bank.lookup import closest, find_archetype, words
from question_bank.models import Archetype
from templates.render import render

PARTS = ("job", "interview", "mistakes")


def brief(ctx: Context, request: Request) -> Payload:
    """What to say about a role and what to leave out, and the hiring mistakes to check the text for."""
    typed = words(request.text)
    part = next((part for part in PARTS if typed[:1] == (part,)), None)
    role_words = typed[1:] if part else typed
    role, _ = find_archetype(ctx.bank, role_words)
    if role is None:
        command = f"brief {part}" if part else "brief"
        return _choose_role(ctx.bank, command, role_words, "Which role is the job description for?")
    return brief_of(ctx.bank, role, part)


def brief_of(bank: Bank, role: Archetype, part: str | None = None) -> Payload:
    """One part of the brief, or all of it where it fits into one message, else the job with buttons for the rest."""
    wanted = [(part,)] if part else [PARTS, PARTS[:1]]
    return first_that_fits(
        render("kits/brief", role=role, mistakes=bank.hiring.mistakes, parts=parts)
        for parts in wanted
    )


def cv(ctx: Context, request: Request) -> Payload:
    """What a CV and a portfolio tell, in every role or, where one is named, with what that role adds."""
    typed = words(request.text)
    role, _ = find_archetype(ctx.bank, typed)
    if role is None and typed:
        return _choose_role(ctx.bank, "cv", typed, "Whose CV is it?")
    return cv_of(ctx.bank, role)


def cv_of(bank: Bank, role: Archetype | None) -> Payload:
    """The whole checklist; where that does not fit into one message, what the role adds, with a button for the rest."""
    roles = bank.archetypes[:MOST_ROLES]
    return first_that_fits(
        render("kits/cv", hiring=bank.hiring, role=role, roles=roles, shared=shared)
        for shared in (True, False)
    )


def _choose_role(bank: Bank, command: str, role_words: Sequence[str], question: str) -> Payload:
    """The nearest roles as buttons where something was typed, all of them where nothing was."""
    near = closest("-".join(role_words), bank.names, most=8)
    ids = tuple(dict.fromkeys(bank.names[name] for name in near))[:3]
    roles = [role for role in map(bank.archetype, ids) if role] or bank.archetypes[:MOST_ROLES]
    offers = tuple((role.name, f"{command} {role.id}") for role in roles)
    if not role_words:
        return notice(question, offers)
    name = " ".join(role_words)
    return not_found(f"No role is called “{name}”. Did you mean one of these?", offers)
