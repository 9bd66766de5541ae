"""The Home tab: what waits for a person, their candidates, and a kit at one press."""

from typing import Any

from handlers.debriefs import my_loops
from handlers.desk import Desk, Payload
from handlers.helping import MOST_ROLES
from templates.render import render

MOST_LISTED = 20  # two blocks each, and at most as many again that wait: Slack shows 100


def publish(event: dict[str, Any], desk: Desk) -> None:
    """The person sees their Home tab as things stand now."""
    if event.get("tab", "home") == "home":
        desk.slack.views_publish(desk.person.user_id, home_view(desk))


def home_view(desk: Desk) -> Payload:
    """The Home tab of this person."""
    loops, older = my_loops(desk, MOST_LISTED)
    return render("home", loops=loops, older=older, archetypes=desk.bank.archetypes[:MOST_ROLES])
