"""What Slack knows of people and channels that somebody picked: who cannot interview, where a digest cannot go."""

from collections.abc import Iterable

from handlers.context import Desk
from handlers.slack.errors import SlackRefused

ABSENT = "this bot is not in it"
PUBLIC = "it is not a private channel, and a debrief never goes anywhere public"
SLACKBOT = "USLACKBOT"  # Slack's own does not say of itself that it is one


def cannot_take_part(desk: Desk, user_ids: Iterable[str]) -> str:
    """A sentence on the first who is a bot or has left; empty where all can take part."""
    for user_id in user_ids:
        fault = _fault(desk, user_id)
        if fault:
            return fault
    return ""


def _fault(desk: Desk, user_id: str) -> str:
    try:
        known = desk.slack.users_info(user_id)
    except SlackRefused as refused:
        if refused.error not in ("user_not_found", "user_not_visible"):
            raise
        return "One of them is not in this workspace."
    name = name_of(desk, user_id) or "One of them"
    if known.get("is_bot") or user_id == SLACKBOT:
        return f"{name} is a bot. Choose people only."
    return f"{name} has left this workspace. Choose somebody else." if known.get("deleted") else ""


def name_of(desk: Desk, user_id: str) -> str:
    """A person's name as Slack shows it; empty where it has none."""
    known = desk.slack.users_info(user_id)
    return known.get("real_name") or known.get("name") or ""


def channel_fault(desk: Desk, channel_id: str) -> str:
    """Why a digest cannot go to this channel, as the end of a sentence; empty where it can."""
    try:
        found = desk.slack.call("conversations.info", channel=channel_id)["channel"]
    except SlackRefused as refused:
        # The bot may read private channels and no others, so what it lacks the scope for is public.
        if refused.error == "missing_scope":
            return PUBLIC
        if refused.error not in ("channel_not_found", "access_denied"):
            raise
        return ABSENT
    if not found.get("is_private") or found.get("is_im") or found.get("is_mpim"):
        return PUBLIC
    if found.get("is_archived"):
        return "it is archived"
    return "" if found.get("is_member") else ABSENT
