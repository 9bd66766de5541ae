"""The Home tab: what waits for a person, their candidates, and a kit at one press."""

from typing import Any

from handlers.debriefs import my_loops
from handlers.desk import Desk, Payload
from handlers.forms import resumed
from handlers.helping import MOST_ROLES
from interviews.store.drafts import Draft
from templates.render import render
from templates.typed import one_line

MOST_DRAFTS = 10
MOST_LISTED = 20  # two blocks each, and at most as many again that wait: Slack shows 100


def publish(event: dict[str, Any], desk: Desk) -> None:
    """The person sees their Home tab as things stand now."""
    if event.get("tab", "home") == "home":
        desk.slack.views_publish(desk.person.user_id, home_view(desk))


def home_view(desk: Desk) -> Payload:
    """The Home tab of this person."""
    loops, older = my_loops(desk, MOST_LISTED)
    drafts = desk.store.drafts.of_person(desk.person.team_id, desk.person.user_id)
    drafted = {draft.candidate_id for draft in drafts}
    return render(
        "home",
        drafts=[_unfinished(desk, draft, loops) for draft in drafts[:MOST_DRAFTS]],
        loops=[one | {"drafted": one["candidate"].id in drafted} for one in loops],
        older=older,
        archetypes=desk.bank.archetypes[:MOST_ROLES],
    )


def _unfinished(desk: Desk, draft: Draft, loops: list[Payload]) -> Payload:
    form = resumed(draft)
    known = (one["candidate"].name for one in loops if one["candidate"].id == draft.candidate_id)
    name = one_line(next(known, form.name)) or "a candidate without a name yet"
    role = desk.bank.archetype(form.kept.archetype_id)
    return {"card_id": draft.card_id, "label": f"{name} · {role.name if role else ''} · draft"}
