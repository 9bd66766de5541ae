"""`/interview audit`: the log of what was done with candidates, for leads and admins."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from handlers.candidates.labels import names
from handlers.candidates.lookup import answer_about
from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request
from interviews.candidates.queries import loop_for
from interviews.models import Status
from interviews.permissions import Action
from interviews.store.audit import AuditEntry, Compared, Decided, Exported, Imported
from interviews.store.audit_log import Wanted
from templates.render import render

MOST_LISTED = 25
MOST_READ = 8 * MOST_LISTED
"""Entries: a comparison or an export has one for each round that is in it; more are read where these make few deeds."""


def from_command(ctx: Context, request: Request) -> Payload:
    """The newest entries, of one candidate or of all that the person answers for."""
    if not request.text:
        return _newest(ctx)
    return answer_about(ctx, request.text, "audit", partial(_of_candidate, ctx), _unknown_name)


def _unknown_name(name: str) -> Payload:
    return notice(f"You have no candidate “{name}”.", (("Whole log", "audit"),))


def _newest(ctx: Context) -> Payload:
    person = ctx.person
    mine = None if person.is_admin else person.user_id
    entries: Sequence[AuditEntry] = ()
    for most in (MOST_READ, 10 * MOST_READ, 100 * MOST_READ):
        lines = ctx.store.audit.find(person.team_id, Wanted(), most, mine)
        entries = [line.entry for line in lines]
        if len(entries) < most or len(_deeds(entries)) >= MOST_LISTED:
            break
    return _page(ctx, entries)


def _of_candidate(ctx: Context, candidate_id: str) -> Payload:
    team_id, store = ctx.person.team_id, ctx.store
    named = loop_for(store, ctx.person, candidate_id, Action.READ_LOG).candidate
    rounds = store.candidates.rounds_of(team_id, named.person_id)
    entries = [entry for each in rounds for entry in store.audit.of_candidate(team_id, each.id)]
    return _page(ctx, sorted(entries, key=lambda entry: entry.at, reverse=True))


def _page(ctx: Context, entries: Sequence[AuditEntry]) -> Payload:
    """The newest deeds; a comparison or an export is one, of however many candidates."""
    team_id, store = ctx.person.team_id, ctx.store
    deeds = _deeds([entry for entry in entries if _is_known(ctx, entry)])[:MOST_LISTED]
    shown = [
        entry for deed in deeds for entry in (deed if isinstance(deed[0], Compared) else deed[:1])
    ]
    found = (store.candidates.get(team_id, entry.candidate_id) for entry in shown)
    titles = {
        entry.opening_id: opening.title
        for entry in shown
        if entry.opening_id
        if (opening := store.openings.get(team_id, entry.opening_id))
    }
    return PRIVATELY | render(
        "candidates/audit",
        deeds=deeds,
        names=names(ctx, filter(None, found)),
        titles=titles,
        most=MOST_LISTED,
    )


def _is_known(ctx: Context, entry: AuditEntry) -> bool:
    """Whether this reader may know of it: that something was decided, its leads alone, while it can be undone."""
    if not isinstance(entry, Decided):
        return True
    candidate = ctx.store.candidates.get(entry.team_id, entry.candidate_id)
    if candidate is None or ctx.person.user_id in candidate.leads:
        return True
    return candidate.status is not Status.CLOSING


def _deeds(entries: Sequence[AuditEntry]) -> list[list[AuditEntry]]:
    return [list(same) for _, same in groupby(entries, _deed)]


def _deed(entry: AuditEntry) -> object:
    if isinstance(entry, Compared | Exported):
        return entry.action, entry.at, entry.actor_id, entry.opening_id
    if isinstance(entry, Imported):
        return entry.action, entry.actor_id
    return id(entry)
