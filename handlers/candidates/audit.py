"""`/interview audit`: what was done that somebody may have to answer for, for leads and admins."""

from collections.abc import Sequence
from functools import partial

from handlers.candidates.lookup import about_candidate
from handlers.context import Desk, Payload
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Asked
from interviews.candidates.queries import loop_for
from interviews.permissions import Action
from interviews.store.audit import AuditEntry
from templates.render import render

MOST_LISTED = 25


def from_command(desk: Desk, asked: Asked) -> Payload:
    """The newest entries, of one candidate or of all that the person answers for."""
    if not asked.text:
        return _newest(desk)
    return about_candidate(desk, asked.text, "audit", partial(_of_candidate, desk), _nobody)


def _nobody(name: str) -> Payload:
    return notice(f"You have no candidate “{name}”.", (("Whole log", "audit"),))


def _newest(desk: Desk) -> Payload:
    person = desk.person
    mine = None if person.is_admin else person.user_id
    return _page(desk, desk.store.audit.newest(person.team_id, MOST_LISTED, mine))


def _of_candidate(desk: Desk, candidate_id: str) -> Payload:
    loop_for(desk.store, desk.person, candidate_id, Action.READ_LOG)
    entries = desk.store.audit.of_candidate(desk.person.team_id, candidate_id)
    return _page(desk, entries[::-1][:MOST_LISTED])


def _page(desk: Desk, entries: Sequence[AuditEntry]) -> Payload:
    team_id = desk.person.team_id
    known = {
        one.candidate_id: desk.store.candidates.get(team_id, one.candidate_id) for one in entries
    }
    names = {candidate_id: one.name for candidate_id, one in known.items() if one}
    return PRIVATELY | render("candidates/audit", entries=entries, names=names, most=MOST_LISTED)
