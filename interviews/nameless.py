"""Makes somebody nameless who has left: what they wrote about candidates stays, and nobody can tell whose it is."""

import os
from datetime import datetime

from interviews.errors import StillNeeded
from interviews.models import NAMELESS
from interviews.store import Store
from interviews.store.audit import OPERATOR, MadeNameless
from interviews.store.nameless import Duty

HAND_OVER = (
    "Leads hand it over in /interview plan and /interview opening, and admins choose new leads where all "
    "have left. Then run this again."
)
PASSES = 3  # what others write meanwhile is found by the next


def make_nameless(store: Store, team_id: str, user_id: str, now: datetime) -> int:
    """A random token stands wherever this person's user id stood; gives back in how many rows.

    Their scorecards stay, and their drafts, notes and settings go. Raises `StillNeeded`, with nothing
    changed, while somebody has to take over what they have open.
    """
    token = f"{NAMELESS}{os.urandom(16).hex()}"
    changed = 0
    for number in range(PASSES):
        found = store.nameless.find(team_id, user_id)
        if number and not found:
            break
        with store.transaction():
            _require_nothing_open(store, team_id, user_id)
            store.nameless.remove_own(team_id, user_id)
            for each in found:
                store.nameless.replace(each, user_id, token)
            if not number:
                store.audit.make_nameless(team_id, user_id)
                store.audit.add(MadeNameless(team_id=team_id, at=now, actor_id=OPERATOR))
        changed += len(found)
    store.leave_no_bytes()
    return changed


def _require_nothing_open(store: Store, team_id: str, user_id: str) -> None:
    duties = store.nameless.duties(team_id, user_id)
    if duties:
        lines = [
            f"  {duty.part} {duty.id}; ask {_others(store, team_id, duty, user_id)}"
            for duty in duties
        ]
        raise StillNeeded(
            "\n".join([f"{user_id} still has a part in what is open:", *lines, HAND_OVER])
        )


def _others(store: Store, team_id: str, duty: Duty, user_id: str) -> str:
    """Who can give their part to somebody else."""
    if duty.is_opening:
        opening = store.openings.get(team_id, duty.id)
        leads = opening.leads if opening else ()
    else:
        candidate = store.candidates.get(team_id, duty.id)
        leads = candidate.leads if candidate else ()
    return ", ".join(lead for lead in leads if lead != user_id) or "an admin"
